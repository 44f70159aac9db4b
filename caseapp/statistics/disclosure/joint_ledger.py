"""The true tables of several quantities side by side, with what holds between them.

Each tie has one more whole number from 0 on, its difference, and a cell that keeps the equation
larger - smaller - difference = 0. Cells of one quantity with the same leaves are one cell.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Final, TypeAlias

import numpy as np

from caseapp.statistics.disclosure.counts import (
    NOWHERE,
    Ledger,
    Places,
    Which,
    Whole,
    axis_of,
    below_of,
    incidence,
)
from caseapp.statistics.disclosure.joint import Part, Tie, quantities_of, shape_of_margin
from caseapp.statistics.disclosure.layout import Codes
from caseapp.statistics.disclosure.model import (
    Dimension,
    Malformed,
    Shape,
    UnknownCode,
    shape_of,
)

Tables: TypeAlias = Mapping[str, Mapping[Codes, int]]

_NO_KIND: Final = (None, None)
_MOST: Final = 3_000_000
"""Combinations of leaves of all quantities beyond which they are refused, not begun."""


class Block:
    """The combinations of leaves of one quantity, and where they stand among those of all."""

    def __init__(self, name: str, dimensions: tuple[Dimension, ...], start: int) -> None:
        self.name, self.dimensions, self.start = name, dimensions, start
        self.size = tuple(len(d.leaves) for d in dimensions)
        self.end = start + prod(self.size)
        self.axis = axis_of(dimensions)
        self._places = [{leaf: at for at, leaf in enumerate(d.leaves)} for d in dimensions]

    def below(self, shape: Shape) -> Whole:
        """Return the combinations that a cell sums up."""
        return self.start + below_of(shape, self._places, self.size)

    def there(self, table: Mapping[Codes, int]) -> Whole:
        """Return the count of each combination; raise UnknownCode, or Malformed for no count."""
        found = np.zeros(self.size, dtype=np.int64)
        for codes, count in table.items():
            if isinstance(count, bool) or not isinstance(count, int) or count < 0:
                raise Malformed(f"{self.name}: {'|'.join(codes)}: {count!r} is no count")
            for place, code, dimension in zip(self._places, codes, self.dimensions, strict=True):
                if code not in place:
                    raise UnknownCode(f"{self.name}: {dimension.name} has no leaf {code!r}")
            found[tuple(p[code] for p, code in zip(self._places, codes, strict=True))] += count
        return found.ravel()

    def areas(self, number: Callable[[str], int]) -> Whole:
        """Return the area of each combination, numbered by the name of its leaf."""
        own = np.array([number(leaf) for leaf in self.dimensions[self.axis].leaves])
        found: Whole = own[np.indices(self.size, dtype=np.int64)[self.axis].ravel()]
        return found

    def kind(self, shape: Shape) -> tuple[str | None, Hashable]:
        """Return the only area of a cell, None for several, and what it is apart from that."""
        leaves, rest = shape[self.axis], shape[: self.axis] + shape[self.axis + 1 :]
        return (next(iter(leaves)) if len(leaves) == 1 else None), (self.name, rest)


@dataclass(frozen=True)
class Books:
    """The blocks of all quantities, their true counts, and the place of each cell of a part."""

    blocks: Mapping[str, Block]
    there: Whole
    cells: Mapping[tuple[str, Shape], int]

    def place(self, part: Part, codes: Codes) -> int:
        """Return the place of a cell; raise UnknownCode for one that the part does not have."""
        found = self.cells.get((part.quantity, shape_of(part.layout.dimensions, codes)))
        if found is None:
            raise UnknownCode(f"{part.name} has no cell {'|'.join(codes)}")
        return found

    def value(self, part: Part, codes: Codes) -> int:
        """Return the true count of a cell."""
        block = self.blocks[part.quantity]
        return int(self.there[block.below(shape_of(part.layout.dimensions, codes))].sum())

    def sides(self, tie: Tie) -> tuple[Whole, Whole]:
        """Return the combinations that a tie speaks of, and how often each counts."""
        ats, factors = [], []
        for sign, margins in ((1, tie.larger), (-1, tie.smaller)):
            for margin in margins:
                block = self.blocks[margin.quantity]
                at = block.below(shape_of_margin(margin, block.dimensions))
                ats.append(at)
                factors.append(np.full_like(at, sign))
        where, back = np.unique(np.concatenate(ats), return_inverse=True)
        times = np.zeros_like(where)
        np.add.at(times, back.ravel(), np.concatenate(factors))
        return where[times != 0], times[times != 0]

    def difference(self, tie: Tie) -> int:
        """Return what the larger side of a tie has more than the smaller in truth."""
        at, factors = self.sides(tie)
        return int(factors @ self.there[at])


def open_books(tables: Tables, parts: Sequence[Part]) -> Books:
    """Put the true tables side by side; raise Malformed where they are too large or no counts."""
    blocks: dict[str, Block] = {}
    end = 0
    for name, dimensions in quantities_of(parts).items():
        blocks[name] = Block(name, dimensions, end)
        end = blocks[name].end
    if end > _MOST:
        raise Malformed(f"{end} combinations of leaves are more than can be looked at")
    if lacking := sorted(blocks.keys() - tables.keys()):
        raise Malformed(f"{lacking[0]}: its counts are missing")
    there = np.concatenate([block.there(tables[name]) for name, block in blocks.items()])
    cells: dict[tuple[str, Shape], int] = {}
    for part in parts:
        for codes in part.layout.cells:
            shape = shape_of(part.layout.dimensions, codes)
            cells.setdefault((part.quantity, shape), len(cells))
    return Books(blocks, there, cells)


class _Rows:
    """The cells of a ledger while it is written."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.below: list[Whole] = []
        self.factors: list[Whole] = []
        self.areas: list[int] = []
        self.kinds: list[int] = []
        self.rests: list[int] = []
        self._areas: dict[str, int] = {}
        self._kinds: dict[Hashable, int] = {}

    def area(self, name: str) -> int:
        """Return the number of an area."""
        return self._areas.setdefault(name, len(self._areas))

    def add(
        self,
        name: str,
        below: Whole,
        kind: tuple[str | None, Hashable],
        factors: Whole | None = None,
        rest: int = NOWHERE,
    ) -> None:
        """Write down one more cell."""
        area, rest_of_kind = kind
        self.names.append(name)
        self.below.append(below)
        self.factors.append(np.ones_like(below) if factors is None else factors)
        self.areas.append(NOWHERE if area is None else self.area(area))
        number = len(self._kinds)
        self.kinds.append(NOWHERE if area is None else self._kinds.setdefault(rest_of_kind, number))
        self.rests.append(rest)

    def ledger(self, there: Whole, units: Whole, never: Which) -> Ledger:
        """Return what was written down."""
        above, factors = incidence(self.below, self.factors, len(there))
        pairs = zip(self.below, self.factors, strict=True)
        return Ledger(
            names=tuple(self.names),
            there=there,
            values=np.array([int(times @ there[at]) for at, times in pairs], dtype=np.int64),
            below=tuple(self.below),
            above=above,
            factors=factors,
            never=never,
            rests=np.array(self.rests, dtype=np.int64),
            places=Places(len(self._areas), units, np.array(self.areas), np.array(self.kinds)),
        )


def write_ledger(
    books: Books, names: Mapping[int, str], ties: Sequence[Tie], never: Iterable[int]
) -> Ledger:
    """Return the ledger of all cells under some ties; `names` are those of the cells.

    After the cells stand those that keep the ties, and after these the differences of those ties
    that are needed. `never` are the cells that must not change. Where a tie does not hold its
    difference is 0, and the cell that keeps it has what is missing in place of 0.
    """
    rows, rests, end = _Rows(), [], len(books.there)
    units = [block.areas(rows.area) for block in books.blocks.values()]
    for (quantity, shape), place in books.cells.items():
        block = books.blocks[quantity]
        rows.add(names[place], block.below(shape), block.kind(shape))
    for rest, tie in enumerate(ties, end):
        at, factors = books.sides(tie)
        rests.append(max(int(factors @ books.there[at]), 0))
        rows.add(tie.name, np.append(at, rest), _NO_KIND, np.append(factors, -1), rest)
    for rest, tie in enumerate(ties, end):
        if tie.needed:
            rows.add(tie.name, np.array([rest]), _kind(books, tie))
    fixed = np.array(rows.rests) != NOWHERE
    fixed[list(never)] = True
    there = np.concatenate([books.there, np.array(rests, dtype=np.int64)])
    return rows.ledger(there, np.concatenate([*units, np.full(len(ties), NOWHERE)]), fixed)


def differences(books: Books, ties: Sequence[Tie]) -> dict[str, int]:
    """Return the place of each needed tie's difference in the ledger of these ties."""
    needed = [tie.name for tie in ties if tie.needed]
    return dict(zip(needed, range(len(books.cells) + len(ties), 10**9), strict=False))


def _kind(books: Books, tie: Tie) -> tuple[str | None, Hashable]:
    """Return the only area that a tie speaks of, None for several, and what it is beside that."""
    kinds = []
    for margin in (*tie.larger, *tie.smaller):
        block = books.blocks[margin.quantity]
        kinds.append(block.kind(shape_of_margin(margin, block.dimensions)))
    areas = {area for area, _kind in kinds}
    return (areas.pop() if len(areas) == 1 else None), tuple(kind for _area, kind in kinds)
