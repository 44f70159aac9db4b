"""Which assessment is the newest, which one alarms, and how they are numbered and read at once."""

from __future__ import annotations

from datetime import timedelta

from caseapp import desk
from caseapp.casework.assessment_reading import (
    Alarm,
    AssessmentView,
    alarm_of,
    alarming,
    assessments_of,
    newest,
)
from caseapp.casework.assessments import start_assessment
from caseapp.casework.screening import open_case
from caseapp.records.cases import Case
from caseapp.records.reports import Report
from caseapp.rules.access import Act
from caseapp.rules.clocks import standing
from tests.factories.assessments import DETAILED, INITIAL, answers, assess
from tests.factories.children import a_child
from tests.factories.house import NOW, House
from tests.factories.reports import HOUR, OFFICER, log_one, statements
from tests.factories.web import NINH_KIEU

URGENT = {"harm_degree": "high"}


def test_a_case_counts_its_own_beside_those_of_its_report(house: House) -> None:
    report = log_one(house)
    assess(house, report)
    assess(house, report, now=NOW + HOUR)
    with house.app.app_context():
        case = open_case(OFFICER, report, a_child(NINH_KIEU), now=NOW + HOUR)
    assess(house, case, DETAILED, now=NOW + HOUR)
    with house.app.app_context(), desk.reading(OFFICER, Act.CASE_READ, now=NOW) as door:
        row = door.find(Case, code=case)
        with statements() as first:
            found = assessments_of(door, row)
        assert [(view.kind, view.subject, view.number) for view in found] == [
            (INITIAL, report, 1),
            (INITIAL, report, 2),
            (DETAILED, case, 1),
        ]
        assert len([sql for sql, _ in first if "paper" in sql]) == 4  # two for each owner
        door.log("case:read")


def test_the_newest_is_the_last_that_was_signed_or_else_the_last_draft(house: House) -> None:
    report = log_one(house)
    with house.app.app_context():
        start_assessment(OFFICER, INITIAL, report, answers(), now=NOW)
        with desk.reading(OFFICER, Act.REPORT_READ, now=NOW) as door:
            from_door = assessments_of(door, _report(door, report))
            door.log("report:read")
    assert newest([]) is None
    (draft,) = from_door
    assert newest([draft]) is draft


def test_an_alarm_holds_until_it_is_decided_or_rated_lower(house: House) -> None:
    report = log_one(house)
    assess(house, report, level="high", conclusion={"level_reason": "x"}, **URGENT)
    with house.app.app_context():
        start_assessment(OFFICER, INITIAL, report, answers(), now=NOW + HOUR)
        with desk.reading(OFFICER, Act.REPORT_READ, now=NOW) as door:
            signed, draft = assessments_of(door, _report(door, report))
            door.log("report:read")
    assert newest([draft, signed]) is signed
    assert alarming([signed, draft], []) is signed  # a draft does not take it back
    assert alarming([signed], [signed.happened_at - timedelta(minutes=1)]) is signed
    assert alarming([signed], [signed.happened_at]) is None
    assert alarming([draft], []) is None
    assert alarming([], []) is None
    _how_the_hours_stand(signed)


def _how_the_hours_stand(rated: AssessmentView) -> None:
    """What the banner says of the 12 hours is true of the reports' clocks and decisions."""
    before, due = rated.happened_at - HOUR, rated.happened_at + HOUR
    runs, late, stopped = (
        standing(due, due - HOUR / 2),
        standing(due, due + HOUR),
        standing(due, due + HOUR, before),
    )
    for decided, clocks, hours in (
        ([], [], "within"),
        ([], [runs], "within"),
        ([], [late], "over"),
        ([before], [stopped], "again"),
        ([before], [stopped, None], "again"),
        ([before], [stopped, runs], "within"),  # of another report they run still
        ([before], [stopped, late], "over"),
        ([before], [], "again"),
    ):
        assert alarm_of([rated], decided, clocks) == Alarm(rated, hours, max(decided, default=None))
    assert alarm_of([rated], [rated.happened_at], [stopped]) is None


def _report(door: desk.Door, code: str) -> Report:
    return door.find(Report, code=code)
