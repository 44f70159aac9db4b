"""The tables of a release as people read them, from its core files alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from caseapp.statistics.disclosure.folder import read_files
from caseapp.statistics.disclosure.layout import AREA
from caseapp.statistics.disclosure.model import Cell, Published
from caseapp.statistics.releases.layouts import CLUSTER, find_layout
from caseapp.statistics.releases.tables import table_cells


@dataclass(frozen=True)
class ReleasedCell:
    """One count as it is released: its codes, None where it is hidden, its percentage if any."""

    codes: tuple[str, ...]
    value: int | None
    percent: Decimal | None


@dataclass(frozen=True)
class ReleasedTable:
    """The cells over some dimensions, totals (`T`) and all, in the order of the code lists.

    `cluster` among the dimensions stands for the areas above the units alone.
    """

    dimensions: tuple[str, ...]
    rows: tuple[ReleasedCell, ...]


def tables_of(files: Mapping[str, bytes], layout: str) -> tuple[ReleasedTable, ...]:
    """Return the tables of a layout; what is hidden is in none of the files."""
    found = read_files(files)
    percents = {ratio.numerator: ratio.percent for ratio in found.ratios}
    by_codes = {cell.codes: cell for cell in found.cells}
    return tuple(
        ReleasedTable(table, tuple(_rows(table, found, by_codes, percents)))
        for table in find_layout(layout).tables
    )


def _rows(
    table: tuple[str, ...],
    found: Published,
    by_codes: Mapping[tuple[str, ...], Cell],
    percents: Mapping[str, Decimal],
) -> Iterator[ReleasedCell]:
    names = [dimension.name for dimension in found.dimensions]
    at = [names.index(AREA if name == CLUSTER else name) for name in table]
    for codes in table_cells(table, found.dimensions):
        cell = by_codes.get(codes)
        if cell is not None:
            own = tuple(codes[place] for place in at)
            yield ReleasedCell(own, cell.value, percents.get(cell.name))
