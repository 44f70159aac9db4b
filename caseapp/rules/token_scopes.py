"""What a token for figures reaches: units, periods, frozen or live ones; how long it may last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from caseapp.rules.values import Period, RuleBroken, msgid

LONGEST: Final = timedelta(days=365)
LONGEST_LABEL: Final = 60
MOST: Final = 10
"""So many tokens of one person may be open at once."""

NOT_LIVE: Final = msgid("This token reaches frozen figures alone, at /api/v1/frozen")
NOT_PERIOD: Final = msgid("This token reaches periods from %(first)s to %(last)s alone")
NOT_UNIT: Final = msgid("This token reaches one unit alone: ask with area=%(code)s, without wards")

_NO_LABEL: Final = msgid("Say what the token is for")
_TOO_LONG: Final = msgid("At most %(number)d letters")
_PAST: Final = msgid("Choose a day from tomorrow on")
_TOO_LATE: Final = msgid("A token lasts a year at most: choose an earlier day")
_MANY: Final = msgid("You have ten open tokens: end one first")


class OutOfScope(Exception):
    """The token does not reach what was asked; says what it does reach."""

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message)
        self.message = message
        self.params = params


@dataclass(frozen=True)
class TokenScope:
    """What a token reaches of what its owner does: None is no limit."""

    unit: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    frozen_only: bool = False

    def insist_live(self) -> None:
        """Raise OutOfScope when it reaches frozen figures alone."""
        if self.frozen_only:
            raise OutOfScope(NOT_LIVE)

    def insist_period(self, period: Period) -> None:
        """Raise OutOfScope for a period that does not lie whole in those that it reaches."""
        if not self.reaches(period):
            raise OutOfScope(NOT_PERIOD, first=self.first_day, last=self.last_day)

    def reaches(self, period: Period) -> bool:
        """Tell whether the period lies whole in those that it reaches."""
        begins = self.first_day is None or self.first_day <= period.start
        return begins and (self.last_day is None or period.end <= self.last_day)

    def insist_unit(self, unit: int, *, each_ward: bool = False) -> None:
        """Raise OutOfScope for another unit than the one that it reaches, and for all wards."""
        if self.unit is not None and (each_ward or unit != self.unit):
            raise OutOfScope(NOT_UNIT, code=self.unit)


def check_new(label: str, ends_on: date | None, *, today: date, open_now: int) -> date:
    """Return the last day of a new token; RuleBroken names the field to mend."""
    if not label:
        raise RuleBroken(_NO_LABEL, field="label")
    if len(label) > LONGEST_LABEL:
        raise RuleBroken(_TOO_LONG, field="label", params={"number": LONGEST_LABEL})
    if ends_on is None or ends_on <= today:
        raise RuleBroken(_PAST, field="ends_on")
    if ends_on > today + LONGEST:
        raise RuleBroken(_TOO_LATE, field="ends_on")
    if open_now >= MOST:
        raise RuleBroken(_MANY)
    return ends_on
