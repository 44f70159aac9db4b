"""Age, periods and editions, worked out by hand around the days where they turn."""

import calendar
import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.rules.codes.statistics import AGE_BANDS
from caseapp.rules.values import (
    LOCAL,
    Edition,
    NoSuchDay,
    Period,
    ReversedPeriod,
    RuleBroken,
    age_band,
    age_on,
    birth_from_estimated_age,
    earliest_birth,
    is_child,
    latest_birth,
    local_day,
    minute_of,
    msgid,
    sixteenth_birthday,
)

DAYS = st.dates(date(1990, 1, 1), date(2120, 12, 31))


def test_local_day_turns_at_midnight_in_can_tho():
    # 17:00 UTC is midnight at +07:00: the second before still belongs to the old day.
    assert local_day(datetime(2026, 6, 30, 16, 59, 59, tzinfo=UTC)) == date(2026, 6, 30)
    assert local_day(datetime(2026, 6, 30, 17, 0, 0, tzinfo=UTC)) == date(2026, 7, 1)
    assert local_day(datetime(2026, 7, 1, 0, 0, tzinfo=LOCAL)) == date(2026, 7, 1)


def test_a_minute_has_neither_seconds_nor_parts_of_one():
    moment = datetime(2026, 6, 30, 16, 59, 59, 999_999, tzinfo=UTC)
    assert minute_of(moment) == datetime(2026, 6, 30, 16, 59, tzinfo=UTC)


def test_local_day_refuses_a_naive_moment():
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 7, 1, 8, 0))  # noqa: DTZ001 - naive on purpose


@pytest.mark.parametrize(
    ("born", "birthday"),
    [
        (date(2010, 7, 1), date(2026, 7, 1)),
        (date(2008, 2, 29), date(2024, 2, 29)),  # 2024 is a leap year again
        (date(2084, 2, 29), date(2100, 3, 1)),  # 2100 is none: 1 March
    ],
)
def test_sixteenth_birthday(born, birthday):
    assert sixteenth_birthday(born) == birthday
    assert is_child(born, birthday - timedelta(days=1))
    assert not is_child(born, birthday)


def test_unknown_birth_leaves_a_child_a_child():
    assert is_child(None, date(2026, 7, 1))
    assert age_band(None, date(2026, 7, 1)) == "unknown"


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2020, 7, 2), date(2026, 7, 1), 5),
        (date(2020, 7, 2), date(2026, 7, 2), 6),
        (date(2020, 2, 29), date(2023, 2, 28), 2),  # common year: the year completes on 1 March
        (date(2020, 2, 29), date(2023, 3, 1), 3),
        (date(2020, 2, 29), date(2024, 2, 28), 3),
        (date(2020, 2, 29), date(2024, 2, 29), 4),
        (date(2026, 7, 1), date(2026, 7, 1), 0),
    ],
)
def test_completed_years(born, day, age):
    assert age_on(born, day) == age


def test_no_age_before_birth():
    with pytest.raises(ValueError, match="before the birth"):
        age_on(date(2026, 7, 2), date(2026, 7, 1))
    assert age_band(date(2026, 7, 2), date(2026, 7, 1)) == "unknown"


@pytest.mark.parametrize(
    ("years", "band"),
    [
        (0, "0-2"), (2, "0-2"), (3, "3-5"), (5, "3-5"), (6, "6-10"), (10, "6-10"), (11, "11-15"),
        (15, "11-15"),
    ],
)  # fmt: skip
def test_age_band_at_both_ends(years, band):
    day = date(2026, 7, 1)
    assert age_band(day.replace(year=day.year - years), day) == band


def test_the_sixteenth_birthday_has_no_band():
    assert age_band(date(2010, 7, 2), date(2026, 7, 1)) == "11-15"
    with pytest.raises(ValueError, match="no child"):
        age_band(date(2010, 7, 1), date(2026, 7, 1))


@given(born=DAYS, days=st.integers(0, 7000))
def test_a_child_is_one_who_has_not_completed_sixteen_years(born, days):
    day = born + timedelta(days=days)
    assert is_child(born, day) == (age_on(born, day) < 16)
    if is_child(born, day):
        assert age_band(born, day) in AGE_BANDS


@given(age=st.integers(0, 40), on=DAYS)
def test_an_estimated_age_gives_the_latest_birth_of_that_age(age, on):
    born = birth_from_estimated_age(age, on)
    assert age_on(born, on) == age
    assert age == 0 or age_on(born + timedelta(days=1), on) == age - 1


def test_an_age_estimated_on_a_leap_day():
    # Born 1 March 2021 would be 2 on 29 February 2024, so 28 February 2021 is the latest.
    assert birth_from_estimated_age(3, date(2024, 2, 29)) == date(2021, 2, 28)
    assert birth_from_estimated_age(4, date(2024, 2, 29)) == date(2020, 2, 29)
    with pytest.raises(ValueError, match="0 or more"):
        birth_from_estimated_age(-1, date(2024, 2, 29))


@pytest.mark.parametrize(
    ("year", "month", "recorded_on", "born"),
    [
        (2015, None, date(2026, 7, 1), date(2015, 12, 31)),
        (2015, 6, date(2026, 7, 1), date(2015, 6, 30)),
        (2020, 2, date(2026, 7, 1), date(2020, 2, 29)),
        (2026, None, date(2026, 7, 1), date(2026, 7, 1)),  # never after the day it was recorded
        (2026, 7, date(2026, 7, 20), date(2026, 7, 20)),
        (2026, 7, date(2026, 7, 1), date(2026, 7, 1)),
    ],
)
def test_latest_birth(year, month, recorded_on, born):
    assert latest_birth(year, month, recorded_on) == born


@pytest.mark.parametrize(("year", "month"), [(2027, None), (2026, 8)])
def test_latest_birth_refuses_what_is_still_to_come(year, month):
    with pytest.raises(ValueError, match="lies after"):
        latest_birth(year, month, date(2026, 7, 31))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026H1", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026H2", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026M07", date(2026, 7, 1), date(2026, 7, 31)),
        ("2024M02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-01-01..2026-06-30", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026-06-30..2026-06-30", date(2026, 6, 30), date(2026, 6, 30)),
    ],
)
def test_period_in_every_way_of_writing(text, start, end):
    period = Period.parse(text)
    assert (period.id, period.start, period.end) == (text, start, end)
    assert start in period
    assert end in period
    assert start - timedelta(days=1) not in period
    assert end + timedelta(days=1) not in period


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is no period"),
        ("26", "is no period"),
        ("0000", "is no period"),
        ("2026H3", "is no period"),
        ("2026Q5", "is no period"),
        ("2026M13", "is no period"),
        ("2026M7", "is no period"),
        ("2026M00", "is no period"),
        ("2026 ", "is no period"),
        ("2026\n", "is no period"),
        ("٢٠٢٦", "is no period"),  # digits of another script
        ("20260101..20260630", "is no period"),
        ("2026-01-01", "is no period"),
        ("2026-02-30..2026-06-30", "does not exist"),
        ("2026-06-30..2026-01-01", "before it begins"),
    ],
)
def test_what_is_no_period(text, reason):
    with pytest.raises(ValueError, match=reason):
        Period.parse(text)


@given(year=st.integers(1, 9999))
def test_the_parts_of_a_year_make_the_year(year):
    whole = Period.parse(f"{year:04}")
    for parts in (
        [f"{year:04}H{n}" for n in (1, 2)],
        [f"{year:04}Q{n}" for n in (1, 2, 3, 4)],
        [f"{year:04}M{n:02}" for n in range(1, 13)],
    ):
        periods = [Period.parse(part) for part in parts]
        assert periods[0].start == whole.start
        assert periods[-1].end == whole.end
        for one, following in itertools.pairwise(periods):
            assert following.start - one.end == timedelta(days=1)
    days = (whole.end - whole.start).days + 1
    assert days == 365 + calendar.isleap(year)


@given(one=DAYS, other=DAYS)
def test_a_range_is_read_back_as_written(one, other):
    start, end = sorted((one, other))
    period = Period.parse(f"{start}..{end}")
    assert (period.start, period.end) == (start, end)


@given(st.text())
def test_no_text_breaks_the_reading_of_periods(text):
    try:
        period = Period.parse(text)
    except ValueError:
        return
    assert period.start <= period.end


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "day", "covered"),
    [
        (None, None, date(1, 1, 1), True),
        (date(2017, 7, 1), None, date(2017, 6, 30), False),
        (date(2017, 7, 1), None, date(2017, 7, 1), True),
        (None, date(2026, 1, 1), date(2025, 12, 31), True),
        (None, date(2026, 1, 1), date(2026, 1, 1), False),  # the next edition begins that day
    ],
)
def test_an_edition_covers_its_days(valid_from, valid_until, day, covered):
    assert Edition("e", valid_from, valid_until, "source").covers(day) is covered


def test_rule_broken_says_its_sentence():
    error = RuleBroken("At most %(days)s days.", field="until", params={"days": 15})
    assert (error.message, error.field, error.params) == (
        "At most %(days)s days.", "until", {"days": 15},
    )  # fmt: skip
    assert str(error) == "At most 15 days."
    assert str(RuleBroken("100 % is no target.")) == "100 % is no target."


def test_a_marked_text_stays_as_it_is():
    assert msgid("Enter a date.") == "Enter a date."


@pytest.mark.parametrize(
    ("stored", "precision", "first"),
    [
        (date(2015, 9, 5), "day", date(2015, 9, 5)),
        (date(2015, 9, 30), "month", date(2015, 9, 1)),
        (date(2015, 12, 31), "year", date(2015, 1, 1)),
        (date(2026, 11, 23), "year", date(2026, 1, 1)),  # never later than the day of the entry
        (date(2018, 11, 23), "estimated", date(2017, 11, 23)),
        (date(2020, 2, 29), "estimated", date(2019, 3, 1)),
    ],
)
def test_the_first_day_of_a_birth_half_known(stored: date, precision: str, first: date) -> None:
    assert earliest_birth(stored, precision) == first


@given(age=st.integers(0, 15), on=DAYS)
def test_whoever_is_of_the_estimated_age_was_born_between_the_two_days(age: int, on: date) -> None:
    stored = birth_from_estimated_age(age, on)
    first = earliest_birth(stored, "estimated")
    assert age_on(stored, on) == age
    assert age_on(first, on) in {age, age + 1}
    # The day that is stored for 29 February may stand for the 28th, and begins a day early then.
    later = 2 if (on.month, on.day) == (2, 29) else 1
    assert age_on(first + timedelta(days=later), on) == age


@pytest.mark.parametrize(
    ("text", "fault"),
    [("2026-06-30..2026-01-01", ReversedPeriod), ("2026-02-30..2026-03-01", NoSuchDay)],
)
def test_a_reversed_period_is_told_from_a_day_that_is_none(text, fault):
    with pytest.raises(fault):
        Period.parse(text)
