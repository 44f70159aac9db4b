"""The facts of a made-up report: its local day, its case's state."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from caseapp.upkeep.demo.people import Person, Stay
from caseapp.upkeep.demo.story import CaseFile, Story

MOMENT = datetime(2026, 3, 31, 18, 0, tzinfo=UTC)  # 1 April, 01:00 in Cần Thơ
FILE = CaseFile(1, "HS-26-000000", MOMENT, "low", MOMENT, None, None)
CHILD = Person(1, "", "male", date(2020, 5, 5), "day", "", [Stay(31135, date(2025, 8, 1))])
STORY = Story(1, "BC", 31135, 31135, MOMENT, MOMENT, False, CHILD, True, 1, "suspected", "", 1, 2)


def test_the_state_is_what_the_steps_lead_to() -> None:
    assert FILE.state == "open"
    proposed = replace(FILE, proposed_at=MOMENT)
    assert proposed.state == "closing_proposed"
    assert replace(proposed, closed_at=MOMENT).state == "closed"


def test_the_day_of_receipt_is_a_local_one() -> None:
    assert STORY.day == date(2026, 4, 1)


def test_nothing_happened_before_the_child_was_born() -> None:
    assert STORY.earliest(date(2019, 1, 1)) == date(2020, 5, 5)
    assert STORY.earliest(date(2026, 1, 1)) == date(2026, 1, 1)
    assert replace(STORY, person=None).earliest(date(2019, 1, 1)) == date(2019, 1, 1)
