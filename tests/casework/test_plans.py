"""Plans by their officer: drafted once at a time, submitted whole, taken back, given up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from caseapp.casework import plans
from caseapp.casework.outcomes import Missing, Stale
from caseapp.casework.plans import draft_plan, move_plan, save_plan
from caseapp.records.case_clocks import CaseClock
from caseapp.records.notices import Notice
from caseapp.records.papers import PaperText
from caseapp.rules.access import Act, Denied
from caseapp.rules.plans import Goal, Plan
from caseapp.rules.values import RuleBroken
from tests.factories.house import NOW, House
from tests.factories.plans import DAY, TODAY, a_plan, an_activity, plans_in, submitted
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, OFFICER, STRANGER, SUPERVISOR, kept, last_logged

LATER = NOW + timedelta(hours=1)
CLOCKS = select(CaseClock.clock, CaseClock.stopped_at, CaseClock.outcome).order_by(CaseClock.id)


def test_a_plan_is_drafted_saved_submitted_and_taken_back(house: House) -> None:
    case = open_a_case(house, OFFICER)
    with house.app.app_context():
        assert draft_plan(OFFICER, case, Plan("Trẻ sợ hãi"), now=NOW) == "1"
        save_plan(OFFICER, case, 1, a_plan(), version=1, now=NOW)
        move_plan(OFFICER, case, 1, move="submit", version=2, now=LATER)
        assert last_logged() == [("test-officer", "plan.submit", "done")]
    (view,) = plans_in(house, OFFICER, case).plans
    assert (view.state, view.said, view.version, view.submitted_at) == (
        "submitted", a_plan(), 2, LATER,
    )  # fmt: skip
    assert view.activities == []  # there is nothing to carry out before it is approved
    assert [row[0] for row in kept(house, select(PaperText.version))] == [1, 2]
    assert kept(house, CLOCKS) == [
        ("plan_submission", LATER, "done"), ("plan_approval", None, ""),
    ]  # fmt: skip
    told = select(Notice.role).where(Notice.kind == "plan_submitted", Notice.ended_at.is_(None))
    assert kept(house, told) == [("chair",)]
    with house.app.app_context():
        move_plan(OFFICER, case, 1, move="take_back", version=2, now=LATER)
    assert kept(house, CLOCKS)[0] == ("plan_submission", None, "")
    assert kept(house, told) == []


def test_no_activity_begins_before_the_child_is_born(house: House) -> None:
    case = open_a_case(house, OFFICER)
    early = Plan(goals=(Goal("Yên tâm", TODAY, (an_activity(starts_on=date(2000, 1, 1)),)),))
    with house.app.app_context():
        with pytest.raises(RuleBroken) as broken:
            draft_plan(OFFICER, case, early, now=NOW)
        draft_plan(OFFICER, case, a_plan(), now=NOW)
        with pytest.raises(RuleBroken):
            save_plan(OFFICER, case, 1, early, version=1, now=NOW)
    assert broken.value.field == "starts_on_1_1"


def test_one_plan_is_prepared_at_a_time(house: House) -> None:
    case = open_a_case(house, OFFICER)
    with house.app.app_context():
        draft_plan(OFFICER, case, a_plan(), now=NOW)
        with pytest.raises(RuleBroken, match="prepared already"):
            draft_plan(OFFICER, case, a_plan(), now=NOW)
        move_plan(OFFICER, case, 1, move="withdraw", version=1, now=NOW)
        assert draft_plan(OFFICER, case, a_plan(), now=NOW) == "2"


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (Plan("Trẻ sợ hãi", (), (Goal("An toàn", TODAY),)), "what_1_1"),
        (Plan("Trẻ sợ hãi"), "goal_1"),
        (a_plan(an_activity(responsible="")), "responsible_1_1"),
    ],
)
def test_what_lacks_something_is_not_submitted(house: House, plan: Plan, field: str) -> None:
    case = open_a_case(house, OFFICER)
    with house.app.app_context():
        draft_plan(OFFICER, case, plan, now=NOW)
        with pytest.raises(RuleBroken) as refused:
            move_plan(OFFICER, case, 1, move="submit", version=1, now=NOW)
        assert refused.value.field == field
    assert plans_in(house, OFFICER, case).plans[0].state == "draft"


def test_a_goal_that_has_passed_since_it_was_drafted_is_not_submitted(house: House) -> None:
    case = open_a_case(house, OFFICER)
    with house.app.app_context():
        draft_plan(OFFICER, case, a_plan(), now=NOW)
        with pytest.raises(RuleBroken, match="before today") as refused:
            move_plan(OFFICER, case, 1, move="submit", version=1, now=NOW + 31 * DAY)
        assert refused.value.field == "goal_due_1"


def test_nothing_is_written_over_what_another_saved(house: House) -> None:
    case = open_a_case(house, OFFICER)
    with house.app.app_context():
        draft_plan(OFFICER, case, a_plan(), now=NOW)
        save_plan(OFFICER, case, 1, Plan("Bản khác"), version=1, now=NOW)
        with pytest.raises(Stale):
            save_plan(OFFICER, case, 1, a_plan(), version=1, now=NOW)
        with pytest.raises(Stale):
            move_plan(OFFICER, case, 1, move="withdraw", version=1, now=NOW)
    assert plans_in(house, OFFICER, case).plans[0].said == Plan("Bản khác")


def test_a_submitted_plan_is_not_edited(house: House) -> None:
    case = open_a_case(house, OFFICER)
    number = submitted(house, OFFICER, case)
    with house.app.app_context(), pytest.raises(RuleBroken, match="not possible"):
        save_plan(OFFICER, case, number, a_plan(), version=1, now=NOW)


def test_who_may_write_one(house: House) -> None:
    case = open_a_case(house, OFFICER)
    with house.app.app_context():
        for actor in (CHAIR, SUPERVISOR):  # a chair alone at night makes no plan either
            with pytest.raises(Denied):
                draft_plan(actor, case, a_plan(), now=NOW)
        with pytest.raises(Missing):
            draft_plan(STRANGER, case, a_plan(), now=NOW)
    assert set(plans.MOVES.values()) == {Act.PLAN_SUBMIT}
