"""How often the child is to be seen while its plan is carried out, by the level of risk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from caseapp.rules.codes.code_list import PENDING

MEETINGS: Final = ("contact", "visit")
"""Kinds of lines of a case at which the child may have been seen."""
_LONGEST_NAME: Final = 180


@dataclass(frozen=True)
class Seen:
    """Whether the child was seen (a code of SIGHTS), and by whom."""

    sight: str = ""
    by: str = ""

    @property
    def detail(self) -> str:
        """How a line of the timeline keeps it."""
        name = " ".join(self.by.replace(";", " ").split())[:_LONGEST_NAME]
        return f"{self.sight};{name}" if name else self.sight


UNSAID: Final = Seen()


@dataclass(frozen=True)
class Rhythm:
    """At a level of risk the child is seen every so many days, from a day on.

    No text that was seen sets how often (Decree 56/2017, Art. 29): these are ours, and say so.
    """

    level: str
    days: int
    valid_from: date
    source: str
    confirmed: bool = False

    @property
    def citation(self) -> str:
        """The source, with the warning while it is not confirmed."""
        return self.source if self.confirmed else f"{self.source} ({PENDING})"


_OURS: Final = "Quy ước của phần mềm; Nghị định 56/2017/NĐ-CP, Điều 29 không ấn định số ngày"
_SINCE: Final = date(2017, 7, 1)

RHYTHMS: Final = (
    Rhythm("high", 7, _SINCE, _OURS),
    Rhythm("medium", 14, _SINCE, _OURS),
    Rhythm("low", 30, _SINCE, _OURS),
)
"""Weekly, every two weeks, monthly; a change is a row with a later `valid_from`."""


def rhythms_on(day: date) -> Mapping[str, Rhythm]:
    """Return the rhythm of each level as it holds on a day."""
    begun = sorted(
        (row for row in RHYTHMS if row.valid_from <= day), key=lambda row: row.valid_from
    )
    return {row.level: row for row in begun}


def next_visit(level: str, seen_on: date, today: date) -> date | None:
    """Return the last day on which the child is to be seen next; None while no level is set."""
    rhythm = rhythms_on(today).get(level)
    return seen_on + timedelta(days=rhythm.days) if rhythm else None
