"""The rows behind decisions on paper: found by their number, with the unit whose number they bear."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp import desk as doors
from caseapp.casework.deciding_rows import decision_of, number_of
from caseapp.casework.decisions import decide_measure
from caseapp.casework.outcomes import Missing
from caseapp.records.cases import Measure
from caseapp.records.papers import Paper
from caseapp.rules.access import Act
from caseapp.rules.kept_papers import ANY_ORDER, KINDS
from caseapp.rules.values import RuleBroken
from tests.factories.house import NOW, House
from tests.factories.measures import DAY, TODAY, Desk, a_desk, decide, follow, prepare
from tests.factories.plans import approved


@pytest.fixture
def desk(house: House) -> Desk:
    made = a_desk(house)
    prepare(house, made)
    return made


def test_a_separation_is_signed_with_the_decision_of_the_report(house: House, desk: Desk) -> None:
    decide(house, desk.chair, desk.case)
    with house.app.app_context(), doors.reading(desk.officer, Act.PAPER_PUT, now=NOW) as door:
        found = decision_of(door, "separation", desk.case, 1)
        assert [type(row) for row in found.signed] == [Paper, Measure]
        assert (found.decided_at, found.unit) == (NOW, found.owner.area_id)
        assert number_of(door, found.owner, found.row) == 1


def test_a_plan_is_signed_with_the_paper_that_approves_it(house: House, desk: Desk) -> None:
    number = approved(house, desk.officer, desk.chair, desk.case)
    with house.app.app_context(), doors.reading(desk.officer, Act.PAPER_PUT, now=NOW) as door:
        found = decision_of(door, "plan", desk.case, number)
        assert [row.kind for row in found.signed] == ["plan", "approval"]
        assert number_of(door, found.owner, found.row) == number


def test_what_follows_is_found_by_its_kind_or_its_number_alone(house: House, desk: Desk) -> None:
    decide(house, desk.chair, desk.case)
    later = NOW + 6 * DAY
    follow(house, desk, "extension", later, last_day=TODAY + 15 * DAY)
    with house.app.app_context(), doors.reading(desk.officer, Act.PAPER_PUT, now=later) as door:
        for kind in ("extension", ANY_ORDER):
            assert decision_of(door, kind, desk.case, 1).decided_at == later
        with pytest.raises(Missing):
            decision_of(door, "lifting", desk.case, 1)


def test_decisions_of_a_report_are_numbered_in_the_order_of_their_moments(
    house: House, desk: Desk
) -> None:
    early, late = NOW - timedelta(minutes=30), NOW - timedelta(minutes=10)
    with house.app.app_context():
        for kind, at in (("emergency", late), ("none", early)):
            said = {"kind": kind, "decided_at": at, "reason": "Đủ lý do", "signed_at": None}
            decide_measure(desk.chair, desk.report, **said, now=NOW)  # type: ignore[arg-type]
        with doors.reading(desk.officer, Act.PAPER_PUT, now=NOW) as door:
            assert decision_of(door, "emergency", desk.report, 2).decided_at == late
            with pytest.raises(RuleBroken):
                decision_of(door, "emergency", desk.report, 1)  # that no measures apply
            with pytest.raises(Missing):
                decision_of(door, "emergency", desk.report, 3)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_found_that_nobody_decided(house: House, desk: Desk, kind: str) -> None:
    code = desk.report if kind == "emergency" else desk.case
    with house.app.app_context(), doors.reading(desk.officer, Act.PAPER_PUT, now=NOW) as door:
        with pytest.raises((Missing, RuleBroken)):
            decision_of(door, kind, code, 1)
        door.log("case:1")
