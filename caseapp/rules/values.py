"""Small values that every rule shares: local day, age at a date, period, edition, RuleBroken."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from caseapp.rules.codes.statistics import AGE_BANDS

LOCAL: Final = ZoneInfo("Asia/Ho_Chi_Minh")
CHILD_UNTIL_AGE: Final = 16
"""Law on Children 102/2016/QH13, Art. 1: a child is a person under 16."""


def msgid(text: str) -> str:
    """Marks an English text for the catalogue; rules cannot know the reader's language."""
    return text


class RuleBroken(Exception):
    """The one error a rule raises: an English msgid, the field it concerns, values to fill in."""

    def __init__(
        self, message: str, field: str | None = None, params: Mapping[str, object] | None = None
    ) -> None:
        self.message = message
        self.field = field
        self.params: dict[str, object] = dict(params or {})
        super().__init__(message)

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message


def local_day(moment: datetime) -> date:
    """The calendar day in Cần Thơ of an aware moment; ValueError for a naive one."""
    if moment.utcoffset() is None:
        raise ValueError("The moment has no time zone, so its local day is not known.")
    return moment.astimezone(LOCAL).date()


def minute_of(moment: datetime) -> datetime:
    """The minute that a moment lies in: what people enter, and compare with, knows no seconds."""
    return moment.replace(second=0, microsecond=0)


def sixteenth_birthday(born: date) -> date:
    """The first day on which a person is no longer a child (Law on Children, Art. 1).

    Born on 29 February, the birthday in a common year (2100 will be one) is 1 March.
    """
    year = born.year + CHILD_UNTIL_AGE
    if (born.month, born.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 3, 1)
    return born.replace(year=year)


def is_child(born: date | None, day: date) -> bool:
    """Under 16 on the day; an unknown date of birth leaves a child a child."""
    return born is None or day < sixteenth_birthday(born)


def age_on(born: date, day: date) -> int:
    """Completed years on the day; ValueError for a day before birth.

    Born on 29 February, a year is completed on 1 March of a common year.
    """
    if day < born:
        raise ValueError(f"{day} lies before the birth on {born}.")
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_band(born: date | None, day: date) -> str:
    """The code in AGE_BANDS for the day, or 'unknown'; ValueError from the 16th birthday on.

    'unknown' also when the day lies before the recorded birth: one of the two dates is wrong.
    """
    if born is None or day < born:
        return "unknown"
    age = age_on(born, day)
    for band in AGE_BANDS:
        if band.first <= age <= band.last:
            return band.code
    raise ValueError(f"A person of {age} completed years is no child and stands in no age band.")


def birth_from_estimated_age(age: int, on: date) -> date:
    """The date of birth stored for an age estimated as `age` years on the day `on`.

    It is the latest birth that gives this age on that day, so that doubt keeps a child a child.
    """
    if age < 0:
        raise ValueError("An estimated age is a whole number of years, 0 or more.")
    year = on.year - age
    if (on.month, on.day) == (2, 29) and not calendar.isleap(year):
        # Someone born on 1 March would still be a year younger on this leap day.
        return date(year, 2, 28)
    return on.replace(year=year)


def latest_birth(year: int, month: int | None, recorded_on: date) -> date:
    """The date stored for a birth known by year, or by year and month.

    It is the last day of that year or month, never later than the day it was recorded, so that
    doubt keeps a child a child; ValueError when the whole year or month is still to come.
    """
    first = date(year, month or 1, 1)
    if first > recorded_on:
        raise ValueError(f"A birth from {first} on lies after {recorded_on}, the day of the entry.")
    last_month = month or 12
    last = date(year, last_month, calendar.monthrange(year, last_month)[1])
    return min(last, recorded_on)


def earliest_birth(stored: date, precision: str) -> date:
    """The first day on which someone may have been born whose stored birth is the last such day.

    The reverse of `latest_birth` and `birth_from_estimated_age`; `precision` as in contracts §4.
    For an age it may lie a day or two early, never late: what it refuses is wrong for certain.
    """
    if precision == "year":
        return stored.replace(month=1, day=1)
    if precision == "month":
        return stored.replace(day=1)
    if precision == "estimated":
        return (
            date(stored.year - 1, 3, 1)
            if (stored.month, stored.day) == (2, 29)
            else (stored.replace(year=stored.year - 1))
        )
    return stored


_SHORT = re.compile(r"([0-9]{4})(?:H([12])|Q([1-4])|M(0[1-9]|1[0-2]))?")
_RANGE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2}-[0-9]{2})")


class ReversedPeriod(ValueError):
    """A period whose last day lies before its first."""


class NoSuchDay(ValueError):
    """A period named by a day that the calendar does not have."""


@dataclass(frozen=True)
class Period:
    """A stretch of local days, both ends included; `id` is the text it was written as."""

    id: str
    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ReversedPeriod(f"The period {self.id} ends on {self.end}, before it begins.")

    @classmethod
    def pattern(cls) -> str:
        """Return what a written period looks like, as a regular expression of the whole text."""
        return f"^(?:{_SHORT.pattern}|{_RANGE.pattern})$"

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Reads `2026`, `2026H1`, `2026Q3`, `2026M07` or `2026-01-01..2026-06-30`.

        ValueError, with a sentence for the person who typed it, for anything else.
        """
        if match := _RANGE.fullmatch(text):
            try:
                start, end = (date.fromisoformat(day) for day in match.groups())
            except ValueError as error:
                raise NoSuchDay(f"The period {text} names a day that does not exist.") from error
            return cls(text, start, end)
        if not (match := _SHORT.fullmatch(text)) or match[1] == "0000":
            raise ValueError(
                f"{text!r} is no period: write 2026, 2026H1, 2026Q3, 2026M07 "
                "or 2026-01-01..2026-06-30."
            )
        year = int(match[1])
        first, months = _months(match[2], match[3], match[4])
        last = first + months - 1
        return cls(text, date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def _months(half: str | None, quarter: str | None, month: str | None) -> tuple[int, int]:
    """First month and number of months of the part of a year that was written."""
    for part, months in ((half, 6), (quarter, 3), (month, 1)):
        if part is not None:
            return (int(part) - 1) * months + 1, months
    return 1, 12


@dataclass(frozen=True)
class Edition:
    """A version of a rule or form: in force from a day, until the day before `valid_until`."""

    id: str
    valid_from: date | None
    valid_until: date | None
    source: str

    def covers(self, day: date) -> bool:
        """Whether this edition judges what happened on the day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day < self.valid_until)
