"""A frozen sheet narrowed: to one unit of today for a token, to what a hand-out holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from caseapp.rules.units import CITY_CODE, territory
from caseapp.statistics.sheet import Row, Sheet
from caseapp.statistics.territory import Ground

_DIVIDED: Final = frozenset({"no_denominator_divided", "sums_of_units_divided"})
_LACKING: Final = ("no_denominator", "no_denominator_divided")
"""Notes that name the units without children to divide by."""


def of_unit(sheet: Sheet, unit: int) -> Sheet:
    """Leave the rows of the unit, and of those that became it whole; the city's notes go."""
    ground = Ground(territory(), sheet.period.end)
    codes = {ground.code(area) for area in ground.units if ground.heir(area) == unit}
    lacking = [code for code in sheet.notes["no_denominator"] if code in codes]
    return replace(
        sheet,
        notes={"no_denominator": lacking},
        notes_of=lambda _code: {},
        make_rows=lambda: (row for row in sheet.make_rows() if row.area in codes),
    )


def of_choice(sheet: Sheet, area: str, *, each_ward: bool, divided: bool) -> Sheet:
    """Leave of a frozen sheet one area, or all, whole or with sex and age band.

    The notes are those of the area: what the city's say would be false beside a ward's figures.
    """

    def chosen() -> Iterator[Row]:
        return (
            row
            for row in sheet.make_rows()
            if (each_ward or row.area == area) and (divided or not row.by)
        )

    return replace(
        sheet,
        by=sheet.by if divided else (),
        notes=_notes(sheet, area, divided=divided),
        make_rows=chosen,
    )


def _notes(sheet: Sheet, area: str, *, divided: bool) -> dict[str, Any]:
    wanted = {name: note for name, note in sheet.notes.items() if divided or name not in _DIVIDED}
    if area == CITY_CODE:
        return wanted
    lacking = {name: [code for code in wanted.get(name, ()) if code == area] for name in _LACKING}
    return {**sheet.notes_of(area), **{name: lacking[name] for name in _LACKING if name in wanted}}
