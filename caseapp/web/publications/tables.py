"""The tables of a release as a page shows them: totals by area first, then each division.

Order, words and shape follow from the codes alone, never from a value: a hidden cell reads like
any other hidden cell, and stands where it would stand with any count in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, TypeAlias

from flask_babel import gettext

from caseapp.exchange.released import ReleasedCell, ReleasedTable
from caseapp.rules.codes import LISTS
from caseapp.statistics.releases.layouts import CLUSTER
from caseapp.statistics.territory import UNASSIGNED_CODE
from caseapp.web.filters import decimal
from caseapp.web.publications.labels import AREA, LISTED, TOTAL, Labels, by_words, heading

_MEASURES: Final = ("assisted", "relief")
"""Dimensions of which one code is what a percentage is of."""
_FIRST: Final = {"assisted": ("yes", "no"), "relief": ("in_time", "late")}
_MIDDLE: Final = 8
"""From so many columns on a table is written smaller."""
_WIDE: Final = 12
"""From so many columns on a table is printed across the paper."""
_LONG: Final = 20
_SEVERAL: Final = 3
Codes: TypeAlias = tuple[str, ...]
Cells: TypeAlias = Mapping[Codes, ReleasedCell]


@dataclass(frozen=True)
class Figure:
    """What stands in a cell: a number in words, or that it is hidden."""

    text: str
    hidden: bool = False


@dataclass(frozen=True)
class Line:
    """A row: what it is of, its figures in the order of the columns; `strong`: it is a sum."""

    label: str
    figures: tuple[Figure, ...]
    strong: bool = False


@dataclass(frozen=True)
class Body:
    """Rows that belong together, under a heading of their own where there is one."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Shown:
    """A table of the page; `key`: what short heads of columns stand for."""

    id: str
    caption: str
    head: str
    columns: tuple[str, ...]
    bodies: tuple[Body, ...]
    key: tuple[tuple[str, str], ...] = ()

    @property
    def width(self) -> str:
        """How wide it is: `narrow`, `middle`, or `wide`, which lies across the paper."""
        if len(self.columns) < _MIDDLE:
            return "narrow"
        return "middle" if len(self.columns) < _WIDE else "wide"

    @property
    def long(self) -> bool:
        """Whether it is longer than a window."""
        return sum(len(body.lines) for body in self.bodies) > _LONG


def shown_tables(layout: str, tables: Sequence[ReleasedTable], labels: Labels) -> tuple[Shown, ...]:
    """Lay out the tables of a release: totals by area, then the others in their order."""
    base = _base(tables)
    ordered = [(table, False) for table in tables if table.dimensions != (AREA,)]
    if base is not None:
        ordered = [
            pair for pair in ordered if pair[0] is not base or not _measured(base.dimensions)
        ]
        ordered.insert(0, (base, True))
    return tuple(
        _shown(f"table-{number}", layout, table, labels, whole=whole)
        for number, (table, whole) in enumerate(ordered, start=1)
    )


def _area(name: str) -> str:
    """Return the dimension that a name stands for: clusters are areas too."""
    return AREA if name == CLUSTER else name


def _base(tables: Sequence[ReleasedTable]) -> ReleasedTable | None:
    """Return the table from which totals by area are shown: of most areas, a measure's own."""
    of_areas = [each for each in tables if AREA in each.dimensions]
    if not of_areas:
        return None
    return max(
        of_areas,
        key=lambda each: (
            len(_codes(each, AREA)),
            _measured(each.dimensions),
            -len(each.dimensions),
        ),
    )


def _measured(dimensions: Codes) -> bool:
    """Tell whether a table divides areas by a measure alone."""
    return len(dimensions) == len((AREA, "measure")) and dimensions[1] in _MEASURES


def _codes(table: ReleasedTable, dimension: str) -> tuple[str, ...]:
    at = table.dimensions.index(dimension)
    return tuple(dict.fromkeys(row.codes[at] for row in table.rows))


def _shown(id_: str, layout: str, table: ReleasedTable, labels: Labels, *, whole: bool) -> Shown:
    cells = {row.codes: row for row in table.rows}
    has_wards = CLUSTER not in table.dimensions
    table = replace(table, dimensions=tuple(_area(name) for name in table.dimensions))
    names = table.dimensions
    if whole and not _measured(names):
        names, cells = _areas_alone(table)
    codes = {name: _ordered(table, name, labels) for name in names}
    shape = _Shape(names, codes, cells, labels, whole=whole)
    columns, key = shape.columns()
    return Shown(
        id_,
        by_words(layout, names, wards=has_wards),
        heading(shape.line_dimension, wards=has_wards),
        columns,
        tuple(shape.bodies()),
        key,
    )


def _areas_alone(table: ReleasedTable) -> tuple[Codes, dict[Codes, ReleasedCell]]:
    """Return the totals by area of a table that divides them further."""
    at = table.dimensions.index(AREA)
    found: dict[Codes, ReleasedCell] = {
        (row.codes[at],): row
        for row in table.rows
        if all(code == TOTAL for place, code in enumerate(row.codes) if place != at)
    }
    return (AREA,), found


def _ordered(table: ReleasedTable, dimension: str, labels: Labels) -> tuple[str, ...]:
    """Return the codes of a dimension: the whole first, then as their list has them."""
    found = _codes(table, dimension)
    if dimension == AREA:
        known = [*labels.clusters, *labels.units, UNASSIGNED_CODE]
    elif dimension in LISTED:
        known = [each.code for each in LISTS[LISTED[dimension]] if each.code != "unknown"]
        known += ["several", "unknown"]
    else:
        known = [*_FIRST.get(dimension, ())]
    order = {code: place for place, code in enumerate([TOTAL, *known])}
    return tuple(sorted(found, key=lambda code: (order.get(code, len(order)), code)))


class _Shape:
    """Which dimension of a table runs across, which down, and which parts its rows."""

    def __init__(
        self,
        names: Codes,
        codes: Mapping[str, tuple[str, ...]],
        cells: Cells,
        labels: Labels,
        *,
        whole: bool,
    ) -> None:
        self._names, self._codes, self._cells, self._labels = names, codes, cells, labels
        self._across = ""
        down = list(names)
        if len(down) > 1:
            self._across = "age_band" if len(down) == _SEVERAL and "age_band" in down else down[-1]
            down.remove(self._across)
        if len(down) > 1 and down[0] != AREA:
            down.sort(key=lambda name: len(codes[name]))
        self.line_dimension = down[-1]
        self._part = down[0] if len(down) > 1 else ""
        self._across_codes = codes[self._across] if self._across else (TOTAL,)
        self._shared = self._shares(whole=whole)
        # A cluster is a sum only where its units are listed as well.
        self._has_units = self.line_dimension == AREA and any(
            code in labels.units for code in codes[AREA]
        )

    def _shares(self, *, whole: bool) -> frozenset[str]:
        """Return the columns of which cells are printed as shares too: public in itself."""
        at = self._names.index(self._across) if self._across else -1
        found = {
            TOTAL if at < 0 else codes[at]
            for codes, cell in self._cells.items()
            if cell.percent is not None
        }
        if not whole:
            found = found - {TOTAL} if self._across in _MEASURES else set()
        return frozenset(found)

    def columns(self) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        """Return the heads of the columns, and the key to the short ones among them."""
        heads, key = [], []
        for code in self._across_codes:
            short = self._head(code)
            heads.append(short)
            if self._across == "group" and short != self._labels.of("group", code):
                key.append((short, self._labels.of("group", code)))
            if code in self._shared:
                heads.append(_share_head(code))
        return tuple(heads), tuple(key)

    def _head(self, code: str) -> str:
        if not self._across:
            return str(gettext("Children"))
        return self._labels.of(self._across, code, short=True)

    def bodies(self) -> Iterable[Body]:
        """Yield the rows, parted by the outer dimension, or by cluster where areas are listed."""
        down = self._codes[self.line_dimension]
        if self._part:
            for part in self._codes[self._part]:
                lines = [self._line({self._part: part}, code) for code in down]
                yield Body(self._labels.of(self._part, part), tuple(lines))
        else:
            for codes in self._parted(down) if self.line_dimension == AREA else (down,):
                yield Body("", tuple(self._line({}, code) for code in codes))

    def _parted(self, areas: Sequence[str]) -> Iterable[Sequence[str]]:
        """Yield the city, each cluster with its wards where both are listed, then the rest."""
        left = dict.fromkeys(areas)
        groups: list[tuple[str, ...]] = [(TOTAL,)]
        if self._labels.grouped and self._has_units:
            groups += [(each.code, *each.units) for each in self._labels.clusters.values()]
        for group in groups:
            if group[0] in left:
                found = [code for code in left if code in group]
                left = dict.fromkeys(code for code in left if code not in group)
                yield found
        if left:
            yield tuple(left)

    def _line(self, fixed: Mapping[str, str], code: str) -> Line:
        at = {**fixed, self.line_dimension: code}
        figures = []
        for across in self._across_codes:
            if self._across:
                at[self._across] = across
            cell = self._cells.get(tuple(at[name] for name in self._names))
            figures.append(count(cell))
            if across in self._shared:
                figures.append(share(cell))
        strong = code == TOTAL or (self._has_units and code in self._labels.clusters)
        return Line(self._labels.of(self.line_dimension, code), tuple(figures), strong)


def _share_head(code: str) -> str:
    if code == TOTAL:
        return str(gettext("Per 100 children of the area"))
    return str(gettext("Of 100 children counted"))


def count(cell: ReleasedCell | None) -> Figure:
    """Write a count; a dash where the layout has no such cell."""
    if cell is None:
        return Figure("–")
    if cell.value is None:
        return Figure(str(gettext("Confidential")), hidden=True)
    return Figure(decimal(cell.value))


def share(cell: ReleasedCell | None) -> Figure:
    """Write a percentage; a dash where none is printed."""
    if cell is None or cell.percent is None:
        return Figure("–")
    return Figure(decimal(cell.percent, 2))


def hidden_share(cells: int, hidden: int) -> Decimal:
    """Return how many of 100 cells are hidden, to one decimal."""
    return round(Decimal(100 * hidden) / Decimal(cells), 1) if cells else Decimal(0)
