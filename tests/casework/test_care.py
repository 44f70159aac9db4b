"""A child in alternative care, from what the officer prepares to the follow-ups, by its clocks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp.casework.care import NewCare, follow_up, hand_over, prepare_care, withdraw_care
from caseapp.casework.placements import NewVisit
from caseapp.records.case_clocks import CaseClock
from caseapp.records.children import Assistance
from caseapp.records.notices import Notice
from caseapp.rules.access import Denied
from caseapp.rules.values import RuleBroken, local_day
from tests.factories.care import care_in, decided, handed_over, prepared, registered
from tests.factories.house import NOW, House
from tests.factories.measures import DAY, TODAY, Desk, a_desk
from tests.factories.reports import kept


@pytest.fixture
def desk(house: House) -> Desk:
    return a_desk(house)


def clocks(house: House) -> list[tuple[str, int, bool]]:
    """The clocks of care: name, days until they are due, whether they run."""
    rows = kept(
        house,
        select(CaseClock.clock, CaseClock.started_at, CaseClock.due_at, CaseClock.stopped_at)
        .where(CaseClock.clock.in_(("care_hand_over", "follow_up")))
        .order_by(CaseClock.id),
    )
    return [
        (name, (local_day(due) - local_day(start)).days, stopped is None)
        for name, start, due, stopped in rows
    ]


def test_the_decision_starts_15_working_days_the_hand_over_6_months(
    house: House, desk: Desk
) -> None:
    decided(house, desk)
    assert clocks(house) == [("care_hand_over", 22, True)]
    at = NOW + 2 * DAY
    with house.app.app_context():
        hand_over(desk.officer, desk.case, 1, at=at, how="Có mặt đủ", now=at)
    assert clocks(house) == [("care_hand_over", 22, False), ("follow_up", 182, True)]
    assert not kept(house, select(Assistance.id))  # offered, and never written by itself


def test_each_follow_up_starts_the_next_one(house: House, desk: Desk) -> None:
    handed_over(house, desk)
    visit = NewVisit(NOW + 100 * DAY, "Cán bộ phường", "seen", "Khỏe, đi học đều")
    with house.app.app_context():
        follow_up(desk.officer, desk.case, 1, visit, now=NOW + 101 * DAY)
        early = NewVisit(NOW + 50 * DAY, "Cán bộ", "seen", "Khỏe")
        with pytest.raises(RuleBroken, match="before the step"):
            follow_up(desk.officer, desk.case, 1, early, now=NOW + 101 * DAY)
    assert [running for name, _, running in clocks(house) if name == "follow_up"] == [False, True]
    seen = care_in(house, desk, NOW + 101 * DAY).cares[0]
    assert [(each.by, each.seen) for each in seen.visits] == [("Cán bộ phường", "seen")]
    assert [view.clock.name for view in seen.clocks] == ["follow_up"]


def test_one_at_a_time_and_what_is_taken_back_leaves_room(house: House, desk: Desk) -> None:
    registered(house, desk)
    assert prepared(house, desk) == "1"
    told = select(Notice.kind, Notice.role).where(Notice.kind == "care_submitted")
    assert kept(house, told) == [("care_submitted", "chair")]
    with pytest.raises(RuleBroken, match="waits for its decision"):
        prepared(house, desk)
    with house.app.app_context():
        withdraw_care(desk.officer, desk.case, 1, why="Nhầm", now=NOW)
    assert prepared(house, desk) == "2"
    with house.app.app_context(), pytest.raises(Denied):
        prepare_care(desk.chair, desk.case, NewCare(1, "Tự lập", TODAY), now=NOW)


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewCare(1, " ", TODAY), "why"),
        (NewCare(2, "Mồ côi", TODAY), "carer"),
        (NewCare(0, "Mồ côi", TODAY), "carer"),
        (NewCare(1, "Mồ côi", TODAY.replace(year=2010)), "first_day"),
    ],
)
def test_bad_input_is_named(house: House, desk: Desk, new: NewCare, field: str) -> None:
    registered(house, desk)
    with house.app.app_context(), pytest.raises(RuleBroken) as broken:
        prepare_care(desk.officer, desk.case, new, now=NOW)
    assert broken.value.field == field


def test_a_carer_whose_entry_ended_takes_no_child(house: House, desk: Desk) -> None:
    registered(house, desk, last_day=TODAY - DAY, ended="Thôi nhận")
    with pytest.raises(RuleBroken, match="from the register"):
        prepared(house, desk)


def test_nothing_lies_before_its_decision_or_in_the_future(house: House, desk: Desk) -> None:
    decided(house, desk)
    with house.app.app_context():
        for at in (NOW - timedelta(hours=1), NOW + timedelta(hours=1)):
            with pytest.raises(RuleBroken):
                hand_over(desk.officer, desk.case, 1, at=at, how="Có mặt đủ", now=NOW)
        visit = NewVisit(NOW, "Cán bộ", "seen", "Khỏe")
        with pytest.raises(RuleBroken, match="not handed over"):
            follow_up(desk.officer, desk.case, 1, visit, now=NOW)
