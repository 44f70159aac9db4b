"""How long a file stays open in an emergency, and how often."""

from __future__ import annotations

from datetime import timedelta

from caseapp.rules.emergency import MOST, OPEN_FOR, WITHIN


def test_a_file_is_open_for_a_day_and_nobody_opens_more_than_three_in_one() -> None:
    assert timedelta(hours=24) == OPEN_FOR
    assert (3, timedelta(days=1)) == (MOST, WITHIN)
