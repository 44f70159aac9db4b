"""The equations of an outsider: every printed number as a sum of unknown whole numbers from 0 on.

Leaves that lie in the same published cells cannot be told apart and are one unknown; those below a
printed 0 are known. What is left is kept in whole numbers, so that a table is checked exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from caseapp.statistics.disclosure.model import (
    Cell,
    Dimension,
    Inconsistent,
    Malformed,
    Published,
    Ratio,
)

Whole: TypeAlias = NDArray[np.int64]
_MOST: Final = 5_000_000
"""Combinations of leaves beyond which a model is refused, not begun."""


@dataclass(frozen=True)
class Row:
    """`lower` ≤ sum of `factors` × unknowns `at` ≤ `upper`; no bound is None.

    `scale` is what a solver in floating point divides a row by, to have factors near 1.
    """

    at: Whole
    factors: Whole
    lower: int | None
    upper: int | None
    scale: int = 1

    def holds(self, table: Whole) -> bool:
        """Tell whether a table fits, in whole numbers alone."""
        total = int(self.factors @ table[self.at])
        return (self.lower is None or self.lower <= total) and (
            self.upper is None or total <= self.upper
        )


@dataclass(frozen=True)
class Attack:
    """What is known (`rows`) of some whole numbers, and which of them each cell sums up."""

    unknowns: int
    rows: tuple[Row, ...]
    sums: dict[str, Whole]

    def holds(self, table: Whole) -> bool:
        """Tell whether a table of whole numbers fits all that is known."""
        return bool((table >= 0).all()) and all(row.holds(table) for row in self.rows)

    def totals(self, table: Whole) -> Whole:
        """Return what each of `sums` is in a table, in their order."""
        at, starts = self._all_sums
        there = np.concatenate([[0], np.cumsum(table[at])])
        found: Whole = there[starts[1:]] - there[starts[:-1]]
        return found

    @cached_property
    def _all_sums(self) -> tuple[Whole, Whole]:
        """The unknowns of all sums, one after the other, and where each begins and ends."""
        lengths = [len(at) for at in self.sums.values()]
        at = np.concatenate([np.zeros(0, dtype=np.int64), *self.sums.values()])
        return at, np.cumsum([0, *lengths])


def plan_attack(published: Published) -> Attack:
    """Return the equations of what is published.

    Raise Inconsistent when a printed number has no unknown below it; Malformed when there are more
    combinations of leaves than can be looked at.
    """
    sums, unknowns = _unknowns(published)
    known = {cell.name: cell for cell in published.cells}
    rows = [row for cell in published.cells for row in _row_of(cell, sums[cell.name])]
    rows += [row for ratio in published.ratios for row in _rows_of(ratio, known, sums)]
    return Attack(unknowns, tuple(rows), sums)


def _unknowns(published: Published) -> tuple[dict[str, Whole], int]:
    """Return which unknowns each cell sums up, and how many there are."""
    parts = [
        _parts(dimension, {cell.codes[place] for cell in published.cells})
        for place, dimension in enumerate(published.dimensions)
    ]
    size = [1 + max((i for found in part.values() for i in found), default=-1) for part in parts]
    if prod(size) > _MOST:
        raise Malformed(f"{prod(size)} combinations of leaves are more than can be looked at")
    below = [_below(cell, parts, size) for cell in published.cells]
    empty = np.zeros(prod(size), dtype=bool)
    for cell, leaves in zip(published.cells, below, strict=True):
        if cell.value == 0:
            empty[leaves] = True
    number, unknowns = _numbered(below, empty)
    return {
        cell.name: np.unique(number[leaves[~empty[leaves]]])
        for cell, leaves in zip(published.cells, below, strict=True)
    }, unknowns


def _parts(dimension: Dimension, used: set[str]) -> dict[str, list[int]]:
    """Return the places of each used code's leaves; leaves of the same codes share one."""
    codes = sorted(used)
    places: dict[tuple[str, ...], int] = {}
    found: dict[str, set[int]] = {code: set() for code in codes}
    for leaf in dimension.leaves:
        member = tuple(code for code in codes if leaf in dimension.codes[code])
        if member:
            place = places.setdefault(member, len(places))
            for code in member:
                found[code].add(place)
    return {code: sorted(there) for code, there in found.items()}


def _below(cell: Cell, parts: Sequence[dict[str, list[int]]], size: Sequence[int]) -> Whole:
    """Return the combinations of leaves that a cell sums up."""
    chosen = [part[code] for part, code in zip(parts, cell.codes, strict=True)]
    return np.ravel_multi_index(np.ix_(*chosen), tuple(size)).ravel().astype(np.int64)


def _numbered(below: Sequence[Whole], empty: NDArray[np.bool_]) -> tuple[Whole, int]:
    """Give each combination the number of its unknown: one for all that lie in the same cells."""
    order = np.concatenate([np.stack([b, np.full_like(b, i)]) for i, b in enumerate(below)], axis=1)
    order = order[:, np.lexsort((order[1], order[0]))]
    starts = np.flatnonzero(np.diff(order[0], prepend=-1))
    number = np.full(len(empty), -1, dtype=np.int64)
    groups: dict[bytes, int] = {}
    for start, cells in zip(starts, np.split(order[1], starts[1:]), strict=True):
        leaf = order[0, start]
        if not empty[leaf]:
            number[leaf] = groups.setdefault(cells.tobytes(), len(groups))
    return number, len(groups)


def _row_of(cell: Cell, at: Whole) -> Iterator[Row]:
    """Yield what the cell's own line says."""
    lower = cell.value if cell.value is not None else cell.low
    upper = cell.value if cell.value is not None else cell.high
    if cell.value is not None and not (cell.low or 0) <= cell.value <= _or(cell.high, cell.value):
        raise Inconsistent(f"{cell.name}: {cell.value} lies outside what is said of it")
    if not at.size and (lower or 0) > 0:
        raise Inconsistent(f"{cell.name}: {lower} or more, but all below it is 0")
    if at.size and (lower or upper is not None):
        yield Row(at, np.ones_like(at), lower, upper)


def _or(number: int | None, other: int) -> int:
    return other if number is None else number


def _rows_of(ratio: Ratio, cells: dict[str, Cell], sums: dict[str, Whole]) -> Iterator[Row]:
    """Yield what a printed percentage says, its rounding undone without loss.

    With p = the percentage in units of its last decimal and u = 2 × 100 × 10^decimals:
    (2p - 1) × denominator ≤ u × numerator < (2p + 1) × denominator.
    """
    unit = 200 * 10**ratio.decimals
    twice = 2 * int(ratio.percent.scaleb(ratio.decimals))
    numerator = sums[ratio.numerator]
    below = cells[ratio.denominator] if ratio.denominator is not None else None
    constant = ratio.constant if below is None else below.value
    if constant is not None:
        if constant == 0:
            raise Inconsistent(f"{ratio.numerator}: a percentage of nothing")
        lowest = -(-(twice - 1) * constant // unit)
        highest = -(-(twice + 1) * constant // unit) - 1
        if lowest > highest or (not numerator.size and lowest > 0):
            raise Inconsistent(f"{ratio.numerator}: no whole number gives this percentage")
        yield Row(numerator, np.ones_like(numerator), max(lowest, 0), highest)
        return
    assert ratio.denominator is not None
    denominator = sums[ratio.denominator]
    both = np.union1d(numerator, denominator)
    share = np.isin(both, numerator) * np.int64(unit)
    whole = np.isin(both, denominator)
    yield Row(both, share - whole * np.int64(twice - 1), 0, None, unit)
    yield Row(both, share - whole * np.int64(twice + 1), None, -1, unit)
    yield Row(denominator, np.ones_like(denominator), 1, None)
