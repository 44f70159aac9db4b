"""Made-up figures of how many children each unit has, by sex and age band, on three days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from random import Random
from typing import Final

from caseapp.records.populations import PastPopulation, Population
from caseapp.rules.codes.statistics import AGE_BANDS
from caseapp.rules.units import REFORM
from caseapp.upkeep.demo.telling import Telling
from caseapp.upkeep.demo.wards import Ward

BEFORE: Final = date(2025, 1, 1)
DAYS: Final = (REFORM, date(2026, 1, 1))
_SOURCE: Final = "Số liệu thử, không phải số thống kê"
_BOYS: Final = 0.518
_COUNTED_TWICE: Final = 37
_GROWTH: Final = 1.004  # from one day to the next


def write_populations(told: Telling, wards: tuple[Ward, ...]) -> None:
    """Write figures for the old units at the start of 2025, then for the 103 of today."""
    for unit, children in _old_units(told.rng, wards).items():
        _write(told, unit, BEFORE, children)
    for number, day in enumerate(DAYS):
        if day <= told.span.today:
            for ward in wards:
                _write(told, ward.id, day, round(ward.children * _GROWTH**number))
    _correct(told, wards[0])


def _old_units(rng: Random, wards: tuple[Ward, ...]) -> dict[int, int]:
    """Share each ward's children out among the units it came from; a split one adds up."""
    found: dict[int, int] = {}
    for ward in wards:
        units = (*ward.whole, *ward.parts)
        sizes = [rng.uniform(0.7, 1.3) for _ in units]
        for unit, size in zip(units, sizes, strict=True):
            found[unit] = found.get(unit, 0) + round(ward.children * size / sum(sizes))
    return found


def _write(told: Telling, unit: int, day: date, children: int) -> None:
    """Write the total, each sex, each age band, and each sex in each band: all of them add up."""
    cells = _cells(told.rng, children)
    bands = AGE_BANDS.codes
    rows = {("", ""): children}
    for sex in ("male", "female"):
        rows[sex, ""] = sum(cells[sex, band] for band in bands)
    for band in bands:
        rows["", band] = cells["male", band] + cells["female", band]
    entered = told.span.at(told.rng, max(REFORM, day + timedelta(days=20)))
    for (sex, band), number in (rows | cells).items():
        told.rows.add(
            Population,
            id=told.rows.new_id(Population),
            unit_id=unit,
            reference_date=day,
            sex=sex,
            age_band=band,
            children=number,
            source=_SOURCE,
            entered_at=entered,
            entered_by=told.staff.supervisor,
        )


def _correct(told: Telling, ward: Ward) -> None:
    """Let the first ward's first figure have said more before it was counted once more."""
    day = DAYS[0]
    told.rows.add(
        PastPopulation,
        id=told.rows.new_id(PastPopulation),
        unit_id=ward.id,
        reference_date=day,
        sex="",
        age_band="",
        children=ward.children + _COUNTED_TWICE,
        source=_SOURCE,
        entered_at=told.span.at(told.rng, day + timedelta(days=5)),
        entered_by=told.staff.supervisor,
        replaced_at=told.span.at(told.rng, day + timedelta(days=20)),
        replaced_by=told.staff.supervisor,
    )


def _cells(rng: Random, children: int) -> dict[tuple[str, str], int]:
    """Share children out to sex and age band; the last cell takes what rounding leaves."""
    shares = {
        (sex, row.code): part * (row.last - row.first + 1) * rng.uniform(0.95, 1.05)
        for (sex, part), row in product((("male", _BOYS), ("female", 1 - _BOYS)), AGE_BANDS)
    }
    total = sum(shares.values())
    cells = {cell: int(children * share / total) for cell, share in shares.items()}
    cells["female", AGE_BANDS.codes[-1]] += children - sum(cells.values())
    return cells
