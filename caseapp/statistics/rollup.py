"""From counted children to rows: by area, undivided and in every crossing asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from caseapp.rules.units import CITY_ID
from caseapp.statistics.denominators import ALL, Denominators, Key, population_cell
from caseapp.statistics.dimensions import Cell, in_order, overlap, standing_cells
from caseapp.statistics.indicator import Counted, Indicator
from caseapp.statistics.sheet import Row, rated
from caseapp.statistics.territory import Ground

Cells = dict[Cell, int]


def _empty() -> defaultdict[int, Cells]:
    return defaultdict(lambda: defaultdict(int))


@dataclass
class Tally:
    """How many children count, and how many of them also fulfil, by area and then by cell.

    Only what is not zero is kept, so its size follows the counted children, not the crossings.
    """

    counted: defaultdict[int, Cells] = field(default_factory=_empty)
    fulfilled: defaultdict[int, Cells] = field(default_factory=_empty)


def tally(children: Iterable[Counted], ground: Ground, *, divided: bool) -> Tally:
    """Count the children in their unit and in the city; once undivided, once in each cell."""
    made = Tally()
    for unit, cells, fulfilled, _ in children:
        home = ground.home(unit)
        if home is None:
            continue
        counts = (made.counted[home], made.fulfilled[home]) if fulfilled else (made.counted[home],)
        for kept in counts:
            kept[()] += 1
            for cell in cells if divided else ():
                kept[cell] += 1
    for by_area in (made.counted, made.fulfilled):
        by_area[CITY_ID] = _sum(by_area.values())
    return made


def _sum(areas: Iterable[Cells]) -> Cells:
    total: Cells = defaultdict(int)
    for area in areas:
        for cell, number in area.items():
            total[cell] += number
    return total


class _Cut(NamedTuple):
    """A crossing as its rows show it, and the population cell it is a part of, if any fits."""

    by: Mapping[str, str]
    key: Key | None


_WHOLE = _Cut({}, ALL)


@dataclass(frozen=True)
class Frame:
    """Which rows a sheet has: its areas and the dimensions they are divided by."""

    ground: Ground
    areas: tuple[int, ...]
    by: tuple[str, ...]
    denominators: Denominators

    @cached_property
    def _standing(self) -> dict[Cell, _Cut]:
        """The crossings that every area has, worked out once for thousands of rows."""
        return {cell: self._cut(cell) for cell in standing_cells(self.by)} if self.by else {}

    def _cut(self, cell: Cell) -> _Cut:
        by = dict(zip(self.by, cell, strict=True))
        return _Cut(by, population_cell(by))

    def rows(self, indicator: Indicator, made: Tally) -> Iterator[Row]:
        """Yield the rows of an indicator: for each area the undivided one, then every crossing."""
        for area in self.areas:
            found = (cell for cell in made.counted[area] if cell and cell not in self._standing)
            extra = sorted(found, key=lambda cell: in_order(self.by, cell))
            cuts = {(): _WHOLE, **self._standing, **{cell: self._cut(cell) for cell in extra}}
            yield from self._of_area(indicator, made, area, cuts)

    def _of_area(
        self, indicator: Indicator, made: Tally, area: int, cuts: Mapping[Cell, _Cut]
    ) -> Iterator[Row]:
        code, overlapping = self.ground.code(area), overlap(self.by)
        counted, fulfilled = made.counted[area], made.fulfilled[area]
        for cell, (by, key) in cuts.items():
            numerator: int = counted.get(cell, 0)
            denominator: int | None = numerator
            if indicator.of_population:
                denominator = None if key is None else self.denominators.children(area, key)
            else:
                numerator = fulfilled.get(cell, 0)
            yield rated(
                indicator, code, by, numerator, denominator, overlapping=overlapping and cell != ()
            )
