"""Working days: Monday to Friday without the public holidays, which stand here as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from caseapp.rules.codes.code_list import PENDING
from caseapp.rules.values import LOCAL, local_day

_SATURDAY: Final = 5
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class FreeDays:
    """Days without work, the last one included; `confirmed` once the year's notice was seen."""

    first: date
    last: date
    name: str
    source: str
    confirmed: bool = True

    @property
    def citation(self) -> str:
        """The source, with the warning while it is not confirmed."""
        return self.source if self.confirmed else f"{self.source} ({PENDING})"


_CODE: Final = "Bộ luật Lao động 2019, Điều 112"


def _free(first: str, last: str, name: str, *, confirmed: bool = False) -> FreeDays:
    return FreeDays(date.fromisoformat(first), date.fromisoformat(last), name, _CODE, confirmed)


FREE: Final = (
    _free("2025-09-01", "2025-09-02", "Quốc khánh", confirmed=True),
    _free("2026-01-01", "2026-01-01", "Tết Dương lịch", confirmed=True),
    _free("2026-02-16", "2026-02-20", "Tết Nguyên đán"),
    _free("2026-04-27", "2026-04-27", "Giỗ Tổ Hùng Vương (nghỉ bù)"),
    _free("2026-04-30", "2026-05-01", "Ngày Chiến thắng và Ngày Quốc tế Lao động", confirmed=True),
    _free("2026-09-01", "2026-09-02", "Quốc khánh"),
    _free("2027-01-01", "2027-01-01", "Tết Dương lịch", confirmed=True),
    _free("2027-02-05", "2027-02-11", "Tết Nguyên đán"),
    _free("2027-04-16", "2027-04-16", "Giỗ Tổ Hùng Vương", confirmed=True),
    _free("2027-04-30", "2027-04-30", "Ngày Chiến thắng", confirmed=True),
    _free("2027-05-03", "2027-05-03", "Ngày Quốc tế Lao động (nghỉ bù)", confirmed=True),
    _free("2027-09-02", "2027-09-03", "Quốc khánh"),
)
"""Public holidays that fall on a weekday, and the days given for those on a weekend.

The lunar ones and the second day of the national holiday are set anew each year: a year's rows are
to be compared with its notice. A year without rows has its weekends alone, so that a limit is
rather too early than too late.
"""


@dataclass(frozen=True)
class Calendar:
    """The days on which offices work: `worked` are days on which they do although others do not.

    These are swapped days, and days that turned out to be none of the free ones.
    """

    free: tuple[FreeDays, ...] = FREE
    worked: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Tell whether offices work on the day."""
        if day in self.worked:
            return True
        return day.weekday() < _SATURDAY and not any(
            row.first <= day <= row.last for row in self.free
        )


OFFICIAL: Final = Calendar()
"""What is known without the city: its own decisions come on top."""


def end_of_day(day: date) -> datetime:
    """Return the moment at which a local day is over: 24:00."""
    return datetime.combine(day + _DAY, time(), LOCAL)


def end_of_working_day(moment: datetime, number: int, calendar: Calendar = OFFICIAL) -> datetime:
    """Return the end of the so-many-th working day after the local day of a moment.

    The day itself does not count, and the last one ends at midnight (Civil Code 2015, Art. 147
    and 148). ValueError for less than one day.
    """
    if number < 1:
        raise ValueError("A limit in working days is of one day at least.")
    day, left = local_day(moment), number
    while left:
        day += _DAY
        left -= calendar.works(day)
    return end_of_day(day)


def working_days_between(first: date, last: date, calendar: Calendar = OFFICIAL) -> int:
    """Return how many working days lie after the first day, up to the last one, it included."""
    days = (first + _DAY * number for number in range(1, (last - first).days + 1))
    return sum(calendar.works(day) for day in days)
