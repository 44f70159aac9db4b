"""Seeing the child: counted from the last sight since the plan was approved, by the level of risk."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from caseapp import desk
from caseapp.casework.cases import add_note, set_level
from caseapp.casework.visits import Meeting, is_sight, late_cases, sighting_of
from caseapp.rules.access import Act
from caseapp.rules.values import RuleBroken, local_day
from caseapp.rules.visits import Seen
from tests.factories.house import NOW, House
from tests.factories.plans import DAY, TODAY, approved, plans_in
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, OFFICER

SEEN, NOT_SEEN = Seen("seen", "Chị Lan; cộng tác viên"), Seen("not_seen")


@pytest.mark.parametrize(
    ("kind", "sight", "seen"),
    [
        ("visit", "seen", True), ("contact", "seen", True), ("visit", "not_seen", False),
        ("visit", "", True), ("contact", "", False),
    ],
)  # fmt: skip
def test_what_counts_as_having_seen_the_child(kind: str, sight: str, *, seen: bool) -> None:
    assert is_sight(Meeting(kind, NOW, sight, "")) is seen


def test_a_sight_of_before_the_plan_does_not_shorten_its_first_days() -> None:
    early = [Meeting("visit", NOW - 20 * DAY, "seen", "")]
    found = sighting_of("high", NOW, early, TODAY + 8 * DAY)
    assert (found.counted_from, found.due_on, found.overdue) == (TODAY, TODAY + 7 * DAY, True)
    assert sighting_of("", NOW, early, TODAY).due_on is None


@pytest.fixture
def case(house: House) -> str:
    made = open_a_case(house, OFFICER)
    with house.app.app_context():
        set_level(OFFICER, made, level="high", reason="Gần đối tượng", version=1, now=NOW)
    approved(house, OFFICER, CHAIR, made)
    return made


def late(house: House, now: datetime) -> list[str]:
    with house.app.app_context(), desk.reading(OFFICER, Act.CASE_LIST, now=now) as door:
        return [row.code for row in door.session.execute(late_cases(local_day(now)))]


def meet(house: House, case: str, seen: Seen, at: datetime, kind: str = "visit") -> None:
    with house.app.app_context():
        add_note(
            OFFICER, case, kind=kind, happened_at=at, text="Thăm nhà", seen=seen, now=at
        )  # fmt: skip


def test_the_list_and_the_page_agree_on_the_day(house: House, case: str) -> None:
    midnight = datetime(2026, 11, 30, 17, tzinfo=NOW.tzinfo)  # 1 December in Cần Thơ
    for now, overdue in ((midnight - timedelta(seconds=1), False), (midnight, True)):
        found = plans_in(house, OFFICER, case, now=now).sighting
        assert found is not None
        assert found.due_on == TODAY + 7 * DAY
        assert (found.overdue, late(house, now) == [case]) == (overdue, overdue)


def test_only_a_visit_that_met_the_child_counts(house: House, case: str) -> None:
    meet(house, case, NOT_SEEN, NOW + 5 * DAY)
    assert late(house, NOW + 9 * DAY) == [case]
    meet(house, case, SEEN, NOW + 5 * DAY, "contact")
    assert late(house, NOW + 9 * DAY) == []
    (newest, _) = plans_in(house, OFFICER, case, now=NOW + 9 * DAY).meetings
    assert {newest.by, _.by} == {"", "Chị Lan cộng tác viên"}


def test_it_is_asked_of_a_contact_and_a_visit(house: House, case: str) -> None:
    for kind in ("visit", "contact"):
        with pytest.raises(RuleBroken) as refused:
            meet(house, case, Seen(), NOW, kind)
        assert refused.value.field == "sight"
    meet(house, case, Seen(), NOW, "note")
