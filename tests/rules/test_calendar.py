"""Working days: weekends and the public holidays of the table are none."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from caseapp.rules.calendar import FREE, end_of_working_day, is_working_day
from caseapp.rules.values import LOCAL


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 27), True),
        (date(2026, 11, 28), False),
        (date(2026, 11, 29), False),
        (date(2026, 2, 13), True),
        (date(2026, 2, 16), False),
        (date(2026, 2, 20), False),
        (date(2026, 2, 23), True),
    ],
)
def test_weekends_and_holidays_are_free(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_the_day_itself_does_not_count_and_the_last_ends_at_midnight() -> None:
    friday = datetime(2026, 11, 27, 22, 0, tzinfo=LOCAL)
    assert end_of_working_day(friday, 1) == datetime(2026, 12, 1, tzinfo=LOCAL)
    with pytest.raises(ValueError, match="one day"):
        end_of_working_day(friday, 0)


def test_every_row_ends_after_it_begins_and_names_its_source() -> None:
    assert all(row.first <= row.last and row.name and row.citation for row in FREE)
