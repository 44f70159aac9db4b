"""Help given to children: its days, its value, which entries are the same, what is asked yearly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from caseapp.rules.matching import fold
from caseapp.rules.values import RuleBroken

MOST_VALUE: Final = 2_000_000_000
"""The highest value of a help to one child, in đồng: more than any is, and fits any column."""

_DONG: Final = re.compile(
    r"([0-9]+|[0-9]{1,3}(?:[. ,][0-9]{3})+)(?: ?(?:đ|đồng|vnd|vnđ))?", re.IGNORECASE
)
_SAME_KIND: Final = {
    "care": "health_care",
    "alternative_care": "alternative_care",
    "legal_aid": "legal_aid",
}


@dataclass(frozen=True)
class HelpDays:
    """The days of a help: one day, until a last one, or still running."""

    first: date
    last: date | None
    running: bool

    @property
    def lasting(self) -> bool:
        """Whether it is more than one day."""
        return self.running or (self.last is not None and self.last > self.first)

    def runs_on(self, day: date) -> bool:
        """Tell whether it goes on after the day, as far as is known."""
        return self.running or (self.last is not None and self.last > day)

    def meets(self, other: HelpDays) -> bool:
        """Tell whether the two have a day in common."""
        return self._reaches(other.first) and other._reaches(self.first)

    def _reaches(self, day: date) -> bool:
        return self.running or (self.last or self.first) >= day


def is_same(days: HelpDays, provider: str, other: HelpDays, giver: str) -> bool:
    """Tell whether two entries of one kind of help to a child tell of the same.

    The same giver, and the same first day (contracts §4); of two that last, any day in common.
    """
    if fold(provider) != fold(giver):
        return False
    if days.first == other.first:
        return True
    return days.lasting and other.lasting and days.meets(other)


def year_before(day: date) -> date:
    """Return the same day of the year before; 28 February for a 29th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 2, 28)


def ask_again_on(said: date) -> date:
    """Return when a help that runs is to be confirmed, a year after it was last said to run."""
    try:
        return said.replace(year=said.year + 1)
    except ValueError:
        return date(said.year + 1, 3, 1)


def is_due(said: date, today: date) -> bool:
    """Tell whether a help that was said to run on a day is to be confirmed today."""
    return said <= year_before(today)


def check_last_day(days: HelpDays, last: date, today: date) -> None:
    """Raise RuleBroken unless the help can have ended on the day, and went on after it."""
    if last < days.first:
        raise RuleBroken("The last day cannot lie before the first", field="given_until")
    if last > today:
        raise RuleBroken("The day cannot lie in the future", field="given_until")
    if not days.runs_on(last):
        raise RuleBroken("It had ended by then: correct the entry instead", field="given_until")


def check_value(value: int | None) -> None:
    """Raise RuleBroken for a value that no help has."""
    if value is not None and not 0 < value <= MOST_VALUE:
        raise RuleBroken("Enter the value in whole đồng, or leave it empty", field="value")


def read_value(typed: str) -> int | None:
    """Return the đồng of a typed amount, "500000" or "500.000 đồng"; None for an empty one."""
    plain = " ".join(typed.split())
    if not plain:
        return None
    found = _DONG.fullmatch(plain)
    digits = re.sub(r"[^0-9]", "", found[1]) if found else ""
    if not digits or len(digits) > len(str(MOST_VALUE)):
        raise RuleBroken("Enter the value in whole đồng, or leave it empty", field="value")
    value = int(digits)
    check_value(value)
    return value


def kind_for(measure: str) -> str:
    """Return the kind of help that an activity of this measure offers to record."""
    return _SAME_KIND.get(measure, "plan_support")
