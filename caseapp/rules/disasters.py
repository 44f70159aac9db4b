"""What a line of an affected child may say, who still waits for relief, and for how long.

Decree 20/2021/NĐ-CP, Art. 12–17: the head of the hamlet lists who was hit, the chair decides within
two days. When relief is "in time" no text says: the city sets the days (contracts §5, 12).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from caseapp.rules.codes import LISTS
from caseapp.rules.values import (
    RuleBroken,
    birth_from_estimated_age,
    is_child,
    latest_birth,
    msgid,
)

MOST_LINES: Final = 200
"""So many children go in at once: a longer list is sent in two."""

RELIEF_DAYS: Final = "relief_days"
"""Name of the city's setting: within how many days relief is in time."""

DEFAULT_RELIEF_DAYS: Final = 2
MOST_RELIEF_DAYS: Final = 30

_LONGEST: Final = 200
_OLDEST_YEAR: Final = 1900
_DAY: Final = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T00:00)?")
_MONTH: Final = re.compile(r"([0-9]{1,2})[/.-]([0-9]{4})")
_NO_BIRTH: Final = msgid("Write the year of birth (2018), the day (05/09/2018) or the age (8)")


@dataclass(frozen=True)
class Spell:
    """The days of a disaster; the last one may not be known yet."""

    first: date
    last: date | None = None


@dataclass(frozen=True)
class TypedLine:
    """A child as it stands on a list: `birth` is a year, a day or an age.

    `answer` is what was said to the question whether the child is known.
    """

    name: str = ""
    birth: str = ""
    sex: str = ""
    harm: str = ""
    head: str = ""
    hamlet: str = ""
    affected_on: date | None = None
    listed_on: date | None = None
    answer: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing of the child itself was written."""
        return not (self.name or self.birth or self.sex or self.harm)


@dataclass(frozen=True)
class ImpactEntry:
    """A line that can be kept; `old` for somebody of 16 or more on that day, who is no child."""

    name: str
    sex: str
    born: date
    precision: str
    harm: str
    head: str
    hamlet: str
    affected_on: date
    listed_on: date | None
    answer: str = ""
    old: bool = False


@dataclass(frozen=True)
class LineFault:
    """What is wrong with a line: the field of TypedLine, and what to do."""

    field: str
    message: str


def read_birth(text: str, *, told_on: date, seen_on: date) -> tuple[date, str]:
    """Return the birth stored for a year, a month, a day or an age, and how well it is known.

    As contracts §4 says, never later than the day `seen_on` on which the child was hit: it was
    there. An age is as of `told_on`. RuleBroken for what is none, or lies after that day.
    """
    try:
        born, precision = _read_birth(text.strip(), told_on, seen_on)
    except ValueError:
        raise RuleBroken(_NO_BIRTH, field="birth") from None
    if born > seen_on and precision != "estimated":
        raise RuleBroken("Born after the day on which the child was hit", field="birth")
    return min(born, seen_on), precision


def _read_birth(text: str, told_on: date, seen_on: date) -> tuple[date, str]:
    if match := _DAY.fullmatch(text):
        return _dated(int(match[3]), int(match[2]), int(match[1])), "day"
    if match := _ISO.fullmatch(text):
        return _dated(int(match[1]), int(match[2]), int(match[3])), "day"
    if match := _MONTH.fullmatch(text):
        return _latest(int(match[2]), int(match[1]), seen_on), "month"
    if not text.isascii() or not text.isdigit() or len(text) not in {1, 2, 4}:
        raise ValueError(text)
    if len(text) == 4:  # noqa: PLR2004 - the figures of a year
        return _latest(int(text), None, seen_on), "year"
    return birth_from_estimated_age(int(text), told_on), "estimated"


def _dated(year: int, month: int, day: int) -> date:
    if year < _OLDEST_YEAR:
        raise ValueError(year)
    return date(year, month, day)


def _latest(year: int, month: int | None, seen_on: date) -> date:
    first = _dated(year, month or 1, 1)
    return first if first > seen_on else latest_birth(year, month, seen_on)


def check_line(
    typed: TypedLine, spell: Spell, today: date
) -> tuple[ImpactEntry | None, list[LineFault]]:
    """Return a line as it can be kept, or all that is wrong with it."""
    faults = [*_missing(typed), *_days(typed, spell, today)]
    affected = typed.affected_on
    born, precision = date.min, ""
    if typed.birth and affected is not None:
        told_on = typed.listed_on or affected
        try:
            born, precision = read_birth(typed.birth, told_on=told_on, seen_on=affected)
        except RuleBroken as broken:
            faults.append(LineFault("birth", broken.message))
    if faults or affected is None:
        return None, faults
    entry = ImpactEntry(
        typed.name, typed.sex, born, precision, typed.harm, typed.head, typed.hamlet,
        affected, typed.listed_on, typed.answer, not is_child(born, affected),
    )  # fmt: skip
    return entry, []


_ASKED: Final = {
    "name": msgid("Enter the child's name"),
    "birth": _NO_BIRTH,
    "sex": msgid("Choose the child's sex, or 'unknown'"),
    "head": msgid("Enter the head of the household"),
    "hamlet": msgid("Enter the hamlet"),
}
_FROM_LISTS: Final = {"sex": "sex", "harm": "harms"}


def _missing(typed: TypedLine) -> list[LineFault]:
    faults = [LineFault(name, words) for name, words in _ASKED.items() if not getattr(typed, name)]
    for name, codes in _FROM_LISTS.items():
        code = getattr(typed, name)
        if code and code not in LISTS[codes]:
            faults.append(LineFault(name, "Choose from the list"))
    long = [name for name in ("name", "head", "hamlet") if len(getattr(typed, name)) > _LONGEST]
    return faults + [LineFault(name, "At most 200 letters") for name in long]


def _days(typed: TypedLine, spell: Spell, today: date) -> list[LineFault]:
    if typed.affected_on is None:
        return [LineFault("affected_on", "Enter the day on which the child was hit")]
    try:
        check_days(typed.affected_on, typed.listed_on, spell, today)
    except RuleBroken as broken:
        return [LineFault(broken.field or "affected_on", broken.message)]
    return []


def check_days(affected: date, listed: date | None, spell: Spell, today: date) -> None:
    """Raise RuleBroken for a day of harm or of a list that cannot be."""
    if affected > today:
        raise RuleBroken("The day cannot lie in the future", field="affected_on")
    if affected < spell.first:
        raise RuleBroken("This lies before the first day of the disaster", field="affected_on")
    if listed is not None and listed > today:
        raise RuleBroken("The day cannot lie in the future", field="listed_on")
    if listed is not None and listed < affected:
        raise RuleBroken("The list cannot lie before the harm", field="listed_on")


def check_relief(kind: str, day: date | None, affected: date, today: date) -> None:
    """Raise RuleBroken for relief that cannot be: of no kind, before the harm, or to come."""
    if kind not in LISTS["relief_kinds"]:
        raise RuleBroken("Choose the kind of relief", field="relief_kind")
    if day is None:
        raise RuleBroken("Enter the day of the relief", field="relieved_on")
    if day > today:
        raise RuleBroken("The day cannot lie in the future", field="relieved_on")
    if day < affected:
        raise RuleBroken("Relief cannot come before the harm", field="relieved_on")


def check_disaster(name: str, kind: str, spell: Spell, today: date) -> None:
    """Raise RuleBroken for what no disaster is called, or when it cannot have been."""
    if not name.strip():
        raise RuleBroken("Say what the disaster is called", field="name")
    if len(name) > _LONGEST:
        raise RuleBroken("At most 200 letters", field="name")
    if kind not in LISTS["disaster_kinds"]:
        raise RuleBroken("Choose the kind of disaster", field="kind")
    if spell.first > today:
        raise RuleBroken("The day cannot lie in the future", field="started_on")
    if spell.last is not None and spell.last < spell.first:
        raise RuleBroken("The last day cannot lie before the first", field="ended_on")
    if spell.last is not None and spell.last > today:
        raise RuleBroken("The day cannot lie in the future", field="ended_on")


def days_between(affected: date, listed: date | None, until: date) -> int:
    """Return how many days a child waited until a day: from the list, or else from the harm."""
    return (until - (listed or affected)).days
