"""What follows a separation: extended within 15 days, lifted once it is safe; each decided anew."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp import desk as doors
from caseapp.casework.case_clocks import clocks_of
from caseapp.casework.measures_reading import read_measures
from caseapp.casework.notices import list_own
from caseapp.casework.separation_orders import (
    NewOrder,
    decide_order,
    prepare_order,
    withdraw_order,
)
from caseapp.casework.separation_reading import SeparationView
from caseapp.casework.separations import Verdict
from caseapp.records.cases import Case
from caseapp.rules.access import Act, Actor
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.measures import DAY, TODAY, Desk, a_desk, decide, follow, prepare


@pytest.fixture
def desk(house: House) -> Desk:
    """A case in which the child is separated until the end of the 7th day."""
    made = a_desk(house)
    prepare(house, made)
    decide(house, made.chair, made.case)
    return made


def parted(house: House, desk: Desk, now: object = NOW) -> SeparationView:
    with house.app.app_context():
        return read_measures(desk.officer, desk.case, now=now).separations[0]  # type: ignore[arg-type]


def test_an_extension_moves_the_last_day_and_never_the_15_days(house: House, desk: Desk) -> None:
    due = parted(house, desk).clock
    follow(house, desk, "extension", NOW + 6 * DAY, last_day=TODAY + 15 * DAY)
    seen = parted(house, desk, NOW + 6 * DAY)
    assert (seen.state, seen.last_day) == ("in_force", TODAY + 15 * DAY)
    assert due is not None
    assert seen.clock is not None
    assert seen.clock.due_at == due.due_at


def test_a_lifting_ends_it_and_stops_its_clock_at_the_decision(house: House, desk: Desk) -> None:
    lifted = NOW + 4 * DAY
    follow(house, desk, "lifting", lifted, assessed_on=TODAY + 3 * DAY)
    assert parted(house, desk, lifted).state == "lifted"
    with house.app.app_context(), doors.reading(desk.officer, Act.CASE_READ, now=lifted) as door:
        (clock,) = clocks_of(door, door.find(Case, code=desk.case), "separation")
        assert (clock.started_at, clock.stopped_at) == (NOW, lifted)


def test_either_chair_decides_on_what_follows(house: House, desk: Desk) -> None:
    other = actor_of(house, "chutich.caikhe")
    new = NewOrder("extension", "Cha còn ở nhà", last_day=TODAY + 10 * DAY)
    with house.app.app_context():
        prepare_order(desk.officer, desk.case, 1, new, now=NOW)
        assert "order_submitted" in [each.kind for each in list_own(other, now=NOW)]
        decide_order(other, desk.case, 1, Verdict("decide", NOW, "Đồng ý"), now=NOW)
        assert "order_submitted" not in [each.kind for each in list_own(desk.chair, now=NOW)]
        with pytest.raises(RuleBroken):  # the first decision stands
            decide_order(desk.chair, desk.case, 1, Verdict("refuse", NOW, "Không"), now=NOW)


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewOrder("extension", " ", last_day=TODAY + 9 * DAY), "why"),
        (NewOrder("extension", "Vì", last_day=None), "last_day"),
        (NewOrder("extension", "Vì", last_day=TODAY + 7 * DAY), "last_day"),
        (NewOrder("extension", "Vì", last_day=TODAY + 16 * DAY), "last_day"),
        (NewOrder("lifting", "Vì"), "assessed_on"),
        (NewOrder("lifting", "Vì", assessed_on=TODAY - DAY), "assessed_on"),
        (NewOrder("lifting", "Vì", assessed_on=TODAY + DAY), "assessed_on"),
        (NewOrder("court_request", "Vì", body="king"), "body"),
        (NewOrder("court_request", "Vì", body="court"), "body_name"),
    ],
)
def test_bad_input_is_named(house: House, desk: Desk, new: NewOrder, field: str) -> None:
    with house.app.app_context(), pytest.raises(RuleBroken) as broken:
        prepare_order(desk.officer, desk.case, 1, new, now=NOW)
    assert broken.value.field == field


def test_the_same_is_asked_for_once_and_may_be_taken_back(house: House, desk: Desk) -> None:
    new = NewOrder("lifting", "Cha đã đi", assessed_on=TODAY)
    with house.app.app_context():
        prepare_order(desk.officer, desk.case, 1, new, now=NOW)
        with pytest.raises(RuleBroken, match="asked for already"):
            prepare_order(desk.officer, desk.case, 1, new, now=NOW)
        withdraw_order(desk.officer, desk.case, 1, why="Nhầm", now=NOW)
        assert prepare_order(desk.officer, desk.case, 1, new, now=NOW) == "2"


def test_what_waits_falls_with_the_separation_and_nothing_follows_a_lifted_one(
    house: House, desk: Desk
) -> None:
    new = NewOrder("extension", "Cha còn ở nhà", last_day=TODAY + 10 * DAY)
    with house.app.app_context():
        prepare_order(desk.officer, desk.case, 1, new, now=NOW)
        lifting = NewOrder("lifting", "Cha đã đi", assessed_on=TODAY)
        prepare_order(desk.officer, desk.case, 1, lifting, now=NOW)
        decide_order(desk.chair, desk.case, 2, Verdict("decide", NOW, "Đồng ý"), now=NOW)
        with pytest.raises(RuleBroken):
            prepare_order(desk.officer, desk.case, 1, new, now=NOW)
    assert [order.state for order in parted(house, desk).orders] == ["withdrawn", "decided"]


def test_nobody_decides_on_their_own_and_not_before_the_separation(
    house: House, desk: Desk
) -> None:
    both = Actor(desk.officer.user_id, "both", (*desk.officer.grants, *desk.chair.grants))
    new = NewOrder("lifting", "Cha đã đi", assessed_on=TODAY)
    early = NOW - timedelta(minutes=30)
    with house.app.app_context():
        prepare_order(desk.officer, desk.case, 1, new, now=NOW)
        with pytest.raises(RuleBroken, match="prepared this yourself"):
            decide_order(both, desk.case, 1, Verdict("decide", NOW, "Đồng ý"), now=NOW)
        with pytest.raises(RuleBroken, match="before the separation itself"):
            decide_order(desk.chair, desk.case, 1, Verdict("decide", early, "Ừ"), now=NOW)
