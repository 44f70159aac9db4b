"""A group of units as one area: numerators and denominators add up, shares never do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from caseapp.rules.units import CITY_ID, territory
from caseapp.statistics.indicators.i09 import APART
from caseapp.statistics.sheet import Row, Sheet, rated

GROUP_CODE: Final = "group"
MIXED: Final = "mixed"
"""Names the units of today that are made of parts of several former districts."""


def add_up(sheet: Sheet, codes: Sequence[str]) -> tuple[Row, ...]:
    """Return the row of each indicator for these units together, each child in one unit.

    A denominator is missing while that of one unit is.
    """
    wanted = set(codes)
    rows = [row for row in sheet.make_rows() if row.area in wanted and not row.by]
    found = []
    for indicator in sheet.indicators:
        own = [row for row in rows if row.indicator == indicator.id]
        parts = [row.denominator for row in own]
        known = [part for part in parts if part is not None]
        whole = sum(known) if len(known) == len(parts) else None
        counted = sum(row.numerator for row in own)
        found.append(rated(indicator, GROUP_CODE, {}, counted, whole, overlapping=False))
    return tuple(found)


def notes_of(sheet: Sheet, codes: Sequence[str]) -> dict[str, Any]:
    """Return the notes of these units together: what stands apart, and who lacks a figure."""
    each = [sheet.notes_of(code) for code in set(codes)]
    apart = {name: sum(notes[name] for notes in each) for name in APART}
    lacking = [code for code in sheet.notes["no_denominator"] if code in codes]
    return {**apart, "no_denominator": lacking}


def provinces() -> dict[str, tuple[str, ...]]:
    """Return the units of today by the province that they lay in before 1 July 2025."""
    found: dict[str, list[str]] = {}
    for unit in territory().units.values():
        if unit.parent == CITY_ID and unit.until is None:
            found.setdefault(unit.former_province, []).append(unit.code)
    return {name: tuple(sorted(codes)) for name, codes in found.items()}


def districts() -> dict[str, tuple[str, ...]]:
    """Return the units of today by the district that they lay in before 1 July 2025.

    Each stands in one group: those made of several districts in the group MIXED, since nobody
    knows which of their children live in which part. A district whose units all were joined with
    others has no group today.
    """
    land = territory()
    sources: dict[int, set[int | None]] = {}
    for link in land.links:
        sources.setdefault(link.new, set()).add(land.units[link.old].parent)
    found: dict[str, list[str]] = {}
    for unit, lay_in in sources.items():
        name = str(next(iter(lay_in))) if len(lay_in) == 1 else MIXED
        found.setdefault(name, []).append(land.units[unit].code)
    mixed = found.pop(MIXED, [])
    by_name = {name: tuple(sorted(found[name])) for name in sorted(found, key=int)}
    return by_name | {MIXED: tuple(sorted(mixed))}


def units_then(place: str) -> tuple[str, ...]:
    """Return the codes of the units of before 1 July 2025 in a former district or province.

    They were never made of several: none stood in the group MIXED.
    """
    return tuple(
        sorted(
            unit.code
            for unit in territory().units.values()
            if unit.until is not None
            and unit.kind != "district"
            and place in {str(unit.parent), unit.former_province}
        )
    )
