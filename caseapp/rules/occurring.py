"""When something happened, as well as it is known, and that it cannot lie after its report."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from caseapp.rules.values import RuleBroken

Known = Literal["day", "month", "year", "about", "unknown"]

DATED: Final = ("day", "month", "year", "about")
"""How well a day can be known that is known at all."""


@dataclass(frozen=True)
class Occurred:
    """The day that is kept and counted, and how well it is known; no day when it is not."""

    day: date | None
    known: Known = "unknown"


UNKNOWN: Final = Occurred(None)


def occurred(day: date | None, known: Known | Literal[""], told_on: date) -> Occurred:
    """Return what is kept of the day of an event that was told on a day.

    Of a month or a year the last day is kept, but none after the report: the day counts in the
    figures. Raises RuleBroken, at `occurred_on`, for an event after its report.
    """
    if day is None:
        if known in DATED:
            raise RuleBroken("Enter the day, or say that it is not known", field="occurred_on")
        return UNKNOWN
    if known in {"", "unknown"}:
        known = "day"
    if first_day(day, known) > told_on:
        raise RuleBroken(
            "It cannot have happened after it was reported, on %(day)s",
            field="occurred_on",
            params={"day": f"{told_on:%d/%m/%Y}"},
        )
    return Occurred(min(_last_day(day, known), told_on), known or "day")


def first_day(day: date, known: str) -> date:
    """Return the first day on which it may have happened."""
    if known == "year":
        return day.replace(month=1, day=1)
    return day.replace(day=1) if known == "month" else day


def _last_day(day: date, known: str) -> date:
    if known == "year":
        return day.replace(month=12, day=31)
    if known == "month":
        return day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day
