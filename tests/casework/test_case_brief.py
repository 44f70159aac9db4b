"""The plan in short: which is carried out, which is prepared, what is overdue, from given rows."""

from __future__ import annotations

from datetime import date, timedelta

from caseapp import desk
from caseapp.casework.case_brief import brief_of_plans
from caseapp.records.cases import Case, CaseEvent
from caseapp.records.papers import Paper, PlanActivity
from caseapp.rules.access import Act
from tests.factories.house import NOW, House
from tests.factories.reports import OFFICER

TODAY = date(2026, 11, 23)


def a_plan(number: int, state: str, **more: object) -> Paper:
    entered = NOW - timedelta(days=30 - number)
    return Paper(id=number, kind="plan", state=state, entered_at=entered, **more)


def an_activity(plan: int, state: str, due: date | None) -> PlanActivity:
    return PlanActivity(paper_id=plan, state=state, due_on=due)


def test_it_tells_of_the_plan_in_force_and_of_the_one_to_come(house: House) -> None:
    decided = NOW - timedelta(days=20)
    papers = [
        a_plan(3, "submitted", submitted_at=NOW),
        a_plan(1, "replaced", decided_at=NOW - timedelta(days=29)),
        a_plan(2, "approved", decided_at=decided),
        Paper(id=9, kind="minutes", state="kept", entered_at=NOW),
    ]
    activities = [
        an_activity(2, "planned", TODAY - timedelta(days=1)),
        an_activity(2, "planned", TODAY),
        an_activity(2, "done", TODAY - timedelta(days=9)),
        an_activity(1, "planned", TODAY - timedelta(days=9)),
    ]
    case = Case(id=1, state="open", level="high")
    seen = CaseEvent(kind="visit", detail="seen;Lan", happened_at=NOW - timedelta(days=8))
    with house.app.app_context(), desk.reading(OFFICER, Act.CASE_READ, now=NOW) as door:
        brief = brief_of_plans(door, case, papers, activities, [seen])
    assert brief.in_force is not None
    assert (brief.in_force.number, brief.in_force.since) == (2, decided)
    assert brief.open is not None
    assert (brief.open.number, brief.open.state, brief.open.since) == (3, "submitted", NOW)
    assert (brief.activities, brief.settled, brief.overdue) == (3, 1, 1)
    assert brief.sighting is not None
    assert brief.sighting.overdue


def test_a_case_without_a_plan_asks_for_no_visit(house: House) -> None:
    case = Case(id=1, state="open", level="high")
    with house.app.app_context(), desk.reading(OFFICER, Act.CASE_READ, now=NOW) as door:
        brief = brief_of_plans(door, case, [a_plan(1, "withdrawn")], [], [])
    assert (brief.in_force, brief.open, brief.sighting) == (None, None, None)
    assert (brief.activities, brief.overdue) == (0, 0)
