"""Working days: over a weekend, over Tết, and the very end of the last day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from caseapp.rules.calendar import (
    FREE,
    OFFICIAL,
    Calendar,
    FreeDays,
    end_of_working_day,
    working_days_between,
)
from caseapp.rules.values import LOCAL

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("moment", "number", "end"),
    [
        ("2026-11-23 10:00", 1, "2026-11-25"),  # Monday: to the end of Tuesday
        ("2026-11-23 00:00", 1, "2026-11-25"),
        ("2026-11-22 23:59", 1, "2026-11-24"),  # Sunday night: to the end of Monday
        ("2026-11-20 16:00", 1, "2026-11-24"),  # Friday
        ("2026-11-20 16:00", 3, "2026-11-26"),
        ("2026-02-14 22:00", 1, "2026-02-24"),  # the Saturday before Tết: Monday after it
        ("2026-04-29 08:00", 1, "2026-05-05"),
        ("2025-08-29 08:00", 1, "2025-09-04"),
    ],
)
def test_the_limit_ends_at_midnight_after_the_last_working_day(
    moment: str, number: int, end: str
) -> None:
    begun = datetime.fromisoformat(moment).replace(tzinfo=LOCAL)
    expected = datetime.fromisoformat(end).replace(tzinfo=LOCAL)
    assert end_of_working_day(begun, number) == expected


def test_no_days_are_no_limit() -> None:
    with pytest.raises(ValueError, match="one day at least"):
        end_of_working_day(datetime(2026, 11, 23, tzinfo=LOCAL), 0)


def test_holidays_are_weekdays_in_order_and_name_their_source() -> None:
    assert [row.first for row in FREE] == sorted(row.first for row in FREE)
    for row in FREE:
        assert row.first <= row.last
        assert row.first.weekday() < 5, row
        assert not OFFICIAL.works(row.first)
        assert not OFFICIAL.works(row.last)
        assert "Điều 112" in row.citation
        assert row.citation.endswith("(bản chờ đối chiếu)") != row.confirmed
    assert OFFICIAL.works(date(2026, 11, 23))
    assert not OFFICIAL.works(date(2026, 11, 22))


def test_the_city_swaps_days_and_adds_free_ones() -> None:
    saturday, friday = date(2026, 11, 28), date(2026, 11, 27)
    swapped = Calendar(
        free=(*FREE, FreeDays(friday, friday, "Nghỉ bù", "Công văn 1/UBND")),
        worked=frozenset({saturday, date(2026, 2, 17)}),
    )
    assert OFFICIAL.works(friday)
    assert not swapped.works(friday)
    assert swapped.works(saturday)
    assert swapped.works(date(2026, 2, 17))  # a free day of the table that was none
    thursday = datetime(2026, 11, 26, 9, tzinfo=LOCAL)
    assert end_of_working_day(thursday, 1, swapped) == datetime(2026, 11, 29, tzinfo=LOCAL)


def test_working_days_between_leave_out_the_first_and_count_the_last() -> None:
    monday = date(2026, 11, 23)
    assert working_days_between(monday, monday) == 0
    assert working_days_between(monday, date(2026, 11, 24)) == 1
    assert working_days_between(date(2026, 11, 20), monday) == 1
    assert working_days_between(date(2027, 2, 4), date(2027, 2, 12)) == 1  # over Tết
