"""The worker's round tells the officer and the supervisors of what a plan asked for, once."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp.casework.carrying_out import Outcome, settle_activity
from caseapp.casework.cases import add_note, set_level
from caseapp.casework.clock_rounds import watch_clocks
from caseapp.records.notices import Notice
from caseapp.rules.access import Actor
from caseapp.rules.visits import Seen
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, House
from tests.factories.plans import DAY, TODAY, approved
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, kept
from tests.factories.web import CITY, make_user

LATE = NOW + 11 * DAY
KINDS = ("activity_overdue", "visit_overdue")
TOLD = select(Notice.kind, Notice.user_id).where(Notice.kind.in_(KINDS)).order_by(Notice.id)


@pytest.fixture
def officer(house: House) -> Actor:
    return officer_of(house)


def test_each_is_told_once_and_ends_when_it_is_done(house: House, officer: Actor) -> None:
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    case = open_a_case(house, officer)
    with house.app.app_context():
        set_level(officer, case, level="high", reason="Gần đối tượng", version=1, now=NOW)
    approved(house, officer, CHAIR, case)
    with house.app.app_context():
        watch_clocks(now=NOW + 7 * DAY)
    assert kept(house, TOLD) == []
    with house.app.app_context():
        watch_clocks(now=LATE)
        watch_clocks(now=LATE + DAY)
    both = [officer.user_id, supervisor.user_id]
    assert kept(house, TOLD) == [(kind, each) for kind in KINDS for each in both]
    with house.app.app_context():
        done = Outcome("do", "Xong", TODAY + 2 * DAY)
        settle_activity(officer, case, 1, 1, done, version=2, now=LATE)
    left = TOLD.where(Notice.ended_at.is_(None))
    assert {kind for kind, _ in kept(house, left)} == {"visit_overdue"}
    with house.app.app_context():
        add_note(
            officer, case, kind="visit", happened_at=LATE, text="Thăm nhà", seen=Seen("seen"),
            now=LATE,
        )  # fmt: skip
    assert kept(house, left) == []
