"""A frozen sheet narrowed: to one unit of today for a token, to what a hand-out holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from caseapp.rules.units import territory
from caseapp.statistics.sheet import Row, Sheet
from caseapp.statistics.territory import Ground


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
    """Leave of a frozen sheet one area, or all, whole or with sex and age band."""

    def chosen() -> Iterator[Row]:
        return (
            row
            for row in sheet.make_rows()
            if (each_ward or row.area == area) and (divided or not row.by)
        )

    return replace(sheet, by=sheet.by if divided else (), make_rows=chosen)
