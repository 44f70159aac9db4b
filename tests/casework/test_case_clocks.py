"""The clocks of a case: started with it, stopped at their moment, held back by an emergency."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from caseapp import desk
from caseapp.casework.case_clocks import (
    ClockView,
    clocks_of,
    start_clock,
    stop_clocks,
    views_of,
)
from caseapp.casework.clock_changes import read_clocks, start_plan
from caseapp.casework.decisions import decide_measure
from caseapp.casework.screening import open_case
from caseapp.records.cases import Case
from caseapp.rules.access import Act
from caseapp.rules.values import LOCAL, RuleBroken
from tests.factories.children import a_child
from tests.factories.house import NOW, House
from tests.factories.reports import CHAIR, OFFICER, log_one

SECOND = timedelta(seconds=1)
SUBMISSION = datetime(2026, 12, 1, tzinfo=LOCAL)  # received on Monday, 23 November
APPROVAL = datetime(2026, 12, 3, tzinfo=LOCAL)


def a_case(house: House, decision: str = "", *, before: bool = True) -> str:
    report = log_one(house)
    if decision and before:
        decide(report, decision)
    code = open_case(OFFICER, report, a_child(), now=NOW)
    if decision and not before:
        decide(report, decision)
    return code


def decide(report: str, kind: str) -> None:
    decide_measure(CHAIR, report, kind=kind, decided_at=NOW, reason="x", signed_at=None, now=NOW)


def standing_in(code: str, now: datetime = NOW) -> list[tuple[str, str, str]]:
    clocks = read_clocks(OFFICER, code, now=now).clocks
    return [(each.clock.name, each.standing.kind, each.outcome) for each in clocks]


def of(code: str) -> list[ClockView]:
    return read_clocks(OFFICER, code, now=NOW).clocks


def test_a_case_from_a_report_runs_the_clocks_of_the_plan_from_the_receipt(house: House) -> None:
    with house.app.app_context():
        code = a_case(house)
        first, second = of(code)
        assert (first.standing.due_at, second.standing.due_at) == (SUBMISSION, APPROVAL)
        assert standing_in(code, SUBMISSION)[0][1] == "soon"
        assert standing_in(code, SUBMISSION + SECOND)[0][1] == "late"


@pytest.mark.parametrize(
    ("decision", "before", "outcomes"),
    [
        ("none", True, ["", ""]),
        ("none", False, ["", ""]),
        ("emergency", True, []),
        ("emergency", False, ["emergency", "emergency"]),
    ],
)
def test_under_an_emergency_measure_no_plan_clock_runs_until_the_officer_starts_one(
    house: House, decision: str, *, before: bool, outcomes: list[str]
) -> None:
    with house.app.app_context():
        code = a_case(house, decision, before=before)
        assert [each.outcome for each in of(code)] == outcomes
        held = decision == "emergency"
        assert read_clocks(OFFICER, code, now=NOW).may_start == held
        if not held:
            with pytest.raises(RuleBroken, match="run already"):
                start_plan(OFFICER, code, now=NOW)
            return
        later = NOW + timedelta(days=7)
        start_plan(OFFICER, code, now=later)
        running = [each for each in of(code) if each.runs]
        assert [each.standing.due_at for each in running] == [
            SUBMISSION + timedelta(days=7),
            APPROVAL + timedelta(days=7),
        ]
        with pytest.raises(RuleBroken, match="run already"):
            start_plan(OFFICER, code, now=later)


def test_a_clock_stops_at_the_moment_of_what_stops_it(house: House) -> None:
    with house.app.app_context():
        code = a_case(house)
        with desk.writing(OFFICER, Act.CASE_EDIT, now=NOW) as door:
            case = door.find(Case, code=code)
            late = SUBMISSION + SECOND
            stop_clocks(door, case, "plan_submission", moment=late)
            stop_clocks(door, case, "plan_submission", moment=late + timedelta(days=9))
            start_clock(door, case, "separation", NOW)
            views = views_of(clocks_of(door, case), late)
        told = {each.clock.name: each for each in views}
        assert told["plan_submission"].standing.kind == "missed"
        assert told["plan_submission"].standing.stopped_at == late
        assert told["plan_approval"].runs
        assert told["separation"].standing.due_at == datetime(2026, 12, 9, tzinfo=LOCAL)
        assert [each.number for each in views] == [1, 2, 3]
