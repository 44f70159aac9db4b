"""The true table: the count of each combination of leaves, and what each cell sums up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from caseapp.statistics.disclosure.layout import AREA, Codes, Layout
from caseapp.statistics.disclosure.model import Dimension, Malformed, TooFew

Whole: TypeAlias = NDArray[np.int64]
_MOST: Final = 1_000_000
"""Combinations of leaves beyond which a table is refused, not begun."""


@dataclass(frozen=True)
class Counts:
    """What is true: `there` of each combination of leaves, `values` of each cell of the layout.

    `below` has the combinations that a cell sums up, `above` the cells over each combination. Moves
    are looked for along one dimension, `axis`; `units` has the place of each combination in it.
    """

    layout: Layout
    there: Whole
    values: Whole
    below: tuple[Whole, ...]
    above: Whole
    axis: int
    units: Whole


def add_up(layout: Layout, table: Mapping[Codes, int]) -> Counts:
    """Return the true table from the counts that are not zero.

    Raise Malformed when it is too large; TooFew when its grand total could not be printed.
    """
    size = tuple(len(d.leaves) for d in layout.dimensions)
    if prod(size) > _MOST:
        raise Malformed(f"{prod(size)} combinations of leaves are more than can be looked at")
    there = np.zeros(size, dtype=np.int64)
    places = [{leaf: at for at, leaf in enumerate(d.leaves)} for d in layout.dimensions]
    for codes, count in table.items():
        there[tuple(place[code] for place, code in zip(places, codes, strict=True))] += count
    if there.sum() < layout.k:
        raise TooFew(f"the grand total is always printed, and is below {layout.k}")
    flat = there.ravel()
    below = tuple(_below(codes, layout.dimensions, places, size) for codes in layout.cells)
    values = np.array([int(flat[at].sum()) for at in below], dtype=np.int64)
    axis = _axis(layout.dimensions)
    units = np.indices(size, dtype=np.int64)[axis].ravel()
    return Counts(layout, flat, values, below, _above(below), axis, units)


def _below(
    codes: Codes,
    dimensions: Sequence[Dimension],
    places: Sequence[Mapping[str, int]],
    size: tuple[int, ...],
) -> Whole:
    """Return the combinations of leaves that a cell sums up."""
    chosen = [
        sorted(place[leaf] for leaf in dimension.codes[code])
        for dimension, place, code in zip(dimensions, places, codes, strict=True)
    ]
    return np.ravel_multi_index(np.ix_(*chosen), size).ravel().astype(np.int64)


def _above(below: Sequence[Whole]) -> Whole:
    """Return for each combination the cells over it; -1 where it has fewer than others."""
    cells = np.concatenate([np.full(len(at), cell) for cell, at in enumerate(below)])
    leaves = np.concatenate(below)
    order = np.argsort(leaves, kind="stable")
    numbers = np.bincount(leaves)
    column = np.arange(len(leaves)) - np.repeat(np.cumsum(numbers) - numbers, numbers)
    above = np.full((len(numbers), int(numbers.max())), -1, dtype=np.int64)
    above[leaves[order], column] = cells[order]
    return above


def _axis(dimensions: Sequence[Dimension]) -> int:
    """Return the place of the areas; without areas, that of the longest dimension."""
    names = [d.name for d in dimensions]
    longest = max(dimensions, key=lambda d: len(d.leaves)).name
    return names.index(AREA if AREA in names else longest)
