"""Units as people look for them: by code and day, by name with or without marks, by old name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from caseapp.rules.matching import fold, name_order
from caseapp.rules.units import CITY_ID, ELSEWHERE, REFORM, Unit, territory
from caseapp.rules.values import RuleBroken, local_day


@dataclass(frozen=True)
class FoundUnit:
    """A unit that answers a search: what it is called today and what it was.

    `choices` holds more than one unit of today when the old unit was split: a person must choose.
    """

    code: str
    label: str
    former: str
    choices: tuple[str, ...]


def label(unit_id: int) -> str:
    """Return a unit's name with its kind; an old one says so with its district."""
    land = territory()
    unit = land.units[unit_id]
    if unit.parent is None or unit.kind == "district":
        return unit.name
    name = f"{unit.kind.capitalize()} {unit.name}"
    if unit.until is None:
        return name
    return f"{name} (cũ, {land.units[unit.parent].name})" if unit.parent else name


def code_of(unit_id: int) -> str:
    """Return the official code of a unit."""
    return territory().units[unit_id].code


def label_then_and_now(unit_id: int) -> str:
    """Return a unit's name as it was, and for an old one what it is called today."""
    unit = territory().units[unit_id]
    if unit.until is None:
        return label(unit_id)
    return f"{label(unit_id)}, nay: {' / '.join(_became(unit))}"


def label_today(unit_id: int) -> str:
    """Return what a unit is called today; all the names when it was split."""
    unit = territory().units[unit_id]
    return label(unit_id) if unit.until is None else " / ".join(_became(unit))


def homes_in(code: str) -> frozenset[int]:
    """Return the unit of today with this code, and the old ones that passed to it, in part too.

    A child whose stay was never written anew still lives in the old one.
    """
    land = territory()
    unit = ELSEWHERE.get(code) or int(code)
    return frozenset({unit, *(link.old for link in land.links if link.new == unit)})


def _became(unit: Unit) -> tuple[str, ...]:
    return tuple(label(link.new) for link in territory().links if link.old == unit.id)


def choices(day: date) -> list[tuple[str, str]]:
    """Return code and name of each commune-level unit in force on the day, by name."""
    return list(_in_force(day))


@lru_cache(maxsize=16)
def _in_force(day: date) -> tuple[tuple[str, str], ...]:
    units = [u for u in territory().units.values() if _commune(u) and u.covers(day)]
    named = ((u.code, label(u.id)) for u in units)
    return tuple(sorted(named, key=lambda pair: name_order(pair[1])))


def choices_ever() -> list[tuple[str, str]]:
    """Return id as text and name of each commune-level unit of any time, those of today first.

    Codes were given anew on 1 July 2025, so an older unit is chosen by its id alone.
    """
    units = [u for u in territory().units.values() if _commune(u)]
    units.sort(key=lambda u: (u.until is not None, name_order(label(u.id))))
    return [(str(u.id), label(u.id)) for u in units]


def offered_on(moment: datetime) -> date:
    """Return the day by which a page's list of units reads a code chosen for that moment.

    A page offers the units of today, whose codes named others before the reform.
    """
    return max(local_day(moment), REFORM)


def choices_now(now: datetime) -> list[tuple[str, str]]:
    """Return the units of today for a list to choose from."""
    return choices(local_day(now))


def _commune(unit: Unit) -> bool:
    return unit.kind != "district" and unit.id != CITY_ID and unit.id not in ELSEWHERE.values()


def search(text: str, *, limit: int = 20) -> list[FoundUnit]:
    """Find units by any part of a name, folded: today's first, then those of before the reform.

    Codes and names are re-used across 1 July 2025, so an old unit is never shown without what
    it was ("cũ: …") and what it became.
    """
    wanted = fold(text)
    if not wanted:
        return []
    land = territory()
    found = [
        unit
        for unit in land.units.values()
        if _commune(unit) and (wanted in fold(f"{unit.kind} {unit.name}") or wanted == unit.code)
    ]
    found.sort(
        key=lambda u: (u.until is not None, not fold(u.name).startswith(wanted), name_order(u.name))
    )
    return [_found(unit) for unit in found[:limit]]


def _found(unit: Unit) -> FoundUnit:
    if unit.until is None:
        return FoundUnit(unit.code, label(unit.id), "", (label(unit.id),))
    became = _became(unit)
    return FoundUnit(unit.code, became[0] if len(became) == 1 else "", former(unit), became)


def former(unit: Unit) -> str:
    """Return what an old unit was, as a list shows it: `cũ: phường Tân An, Quận Ninh Kiều`."""
    return f"cũ: {unit.kind} {unit.name}, {territory().units[unit.parent or CITY_ID].name}"


def at(code: str, day: date) -> int | None:
    """Return the id of the unit that bears the code on the day; None when there is none."""
    if code in ELSEWHERE:
        return ELSEWHERE[code]
    unit = territory().at(code, day)
    return unit.id if unit else None


def ward_now(code: str, now: datetime) -> int:
    """Return the ward or commune of today with this code; RuleBroken, at `unit`, for any other."""
    unit = at(code, local_day(now))
    if unit is None or unit == CITY_ID or unit in ELSEWHERE.values():
        raise RuleBroken("Choose a ward or commune of today", field="unit")
    return unit
