"""The end of alternative care: asked for by the officer, decided by the chair, its clocks stopped."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp.casework.care_endings import (
    NewEnding,
    decide_ending,
    prepare_ending,
    withdraw_ending,
)
from caseapp.records.case_clocks import CaseClock
from caseapp.rules.access import Denied
from caseapp.rules.values import RuleBroken
from tests.factories.care import care_in, handed_over, prepared, verdict
from tests.factories.house import NOW, House
from tests.factories.measures import DAY, TODAY, Desk, a_desk
from tests.factories.reports import kept

OVER = NewEnding("change", TODAY, "Ông bà nội nhận nuôi dưỡng")


@pytest.fixture
def desk(house: House) -> Desk:
    made = a_desk(house)
    handed_over(house, made)
    return made


def test_it_ends_by_the_chairs_decision_alone(house: House, desk: Desk) -> None:
    with house.app.app_context():
        assert prepare_ending(desk.officer, desk.case, 1, OVER, now=NOW) == "1"
        with pytest.raises(RuleBroken, match="waits"):
            prepare_ending(desk.officer, desk.case, 1, OVER, now=NOW)
        with pytest.raises(Denied):
            decide_ending(desk.officer, desk.case, 1, verdict(), now=NOW)
    assert care_in(house, desk).cares[0].paper.state == "in_care"
    with house.app.app_context():
        decide_ending(desk.chair, desk.case, 1, verdict(), now=NOW)
    seen = care_in(house, desk).cares[0]
    assert (seen.paper.state, seen.last_day, seen.way, seen.ended) == (
        "ended", TODAY, "change", OVER.why,
    )  # fmt: skip
    running = select(CaseClock.id).where(
        CaseClock.clock == "follow_up", CaseClock.stopped_at.is_(None)
    )
    assert not kept(house, running)
    assert prepared(house, desk) == "2"  # to another carer


def test_what_is_refused_or_taken_back_leaves_the_child_there(house: House, desk: Desk) -> None:
    with house.app.app_context():
        prepare_ending(desk.officer, desk.case, 1, OVER, now=NOW)
        decide_ending(desk.chair, desk.case, 1, verdict("refuse"), now=NOW)
        prepare_ending(desk.officer, desk.case, 1, OVER, now=NOW)
        withdraw_ending(desk.officer, desk.case, 2, why="Chưa cần", now=NOW)
    seen = care_in(house, desk).cares[0]
    assert (seen.paper.state, seen.ending) == ("in_care", None)
    assert [each.paper.state for each in seen.endings] == ["withdrawn", "refused"]


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewEnding("stop", TODAY, "Hết"), "way"),
        (NewEnding("end", TODAY, " "), "why"),
        (NewEnding("end", TODAY - DAY, "Hết"), "last_day"),
    ],
)
def test_bad_input_is_named(house: House, desk: Desk, new: NewEnding, field: str) -> None:
    with house.app.app_context(), pytest.raises(RuleBroken) as broken:
        prepare_ending(desk.officer, desk.case, 1, new, now=NOW)
    assert broken.value.field == field
