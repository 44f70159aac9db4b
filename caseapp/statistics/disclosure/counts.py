"""The true table: the count of each combination of leaves, and what each cell sums up.

A `Ledger` is all that the search for moves knows: whole numbers from 0 on, and the cells that sum
them up. It may hold several tables side by side (joint_ledger.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from caseapp.statistics.disclosure.layout import AREA, Codes, Layout, name_of
from caseapp.statistics.disclosure.model import Dimension, Malformed, Shape, TooFew, shape_of

Whole: TypeAlias = NDArray[np.int64]
Which: TypeAlias = NDArray[np.bool_]
_MOST: Final = 1_000_000
"""Combinations of leaves beyond which a table is refused, not begun."""


NOWHERE: Final = -1
"""In place of an area, a kind, a cell or a combination where there is none."""


@dataclass(frozen=True)
class Places:
    """Where moves are looked for: `areas` many, the area of each combination (`units`) and cell.

    Cells of one kind differ in their area alone.
    """

    areas: int
    units: Whole
    cell_areas: Whole
    cell_kinds: Whole


@dataclass(frozen=True)
class Ledger:
    """What is true: `there` of each combination of leaves, `values` of each cell.

    `below` has the combinations that a cell sums up, `above` the cells over each combination and
    `factors` how often each counts there. `never` are the cells that must not change. `rests` has
    for a cell that only keeps an equation the combination that takes up its rest.
    """

    names: tuple[str, ...]
    there: Whole
    values: Whole
    below: tuple[Whole, ...]
    above: Whole
    factors: Whole
    never: Which
    rests: Whole
    places: Places


@dataclass(frozen=True)
class Counts(Ledger):
    """The ledger of one layout."""

    layout: Layout


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
    shapes = (shape_of(layout.dimensions, codes) for codes in layout.cells)
    below = tuple(below_of(shape, places, size) for shape in shapes)
    sizes = np.array([len(at) for at in below])
    above, factors = incidence(below, [np.ones_like(at) for at in below], len(flat))
    return Counts(
        names=tuple(name_of(codes) for codes in layout.cells),
        there=flat,
        values=np.array([int(flat[at].sum()) for at in below], dtype=np.int64),
        below=below,
        above=above,
        factors=factors,
        never=sizes == sizes.max(),  # the grand total, under whatever codes it stands
        rests=np.full(len(below), NOWHERE, dtype=np.int64),
        places=_places(layout, size),
        layout=layout,
    )


def _places(layout: Layout, size: tuple[int, ...]) -> Places:
    """Return where the cells of a layout lie; an area is a leaf of its longest or own dimension."""
    axis = axis_of(layout.dimensions)
    leaves = {leaf: at for at, leaf in enumerate(layout.dimensions[axis].leaves)}
    kinds: dict[Codes, int] = {}
    areas, numbers = [], []
    for codes in layout.cells:
        area = leaves.get(codes[axis], NOWHERE)
        kind = codes[:axis] + codes[axis + 1 :]
        areas.append(area)
        numbers.append(NOWHERE if area == NOWHERE else kinds.setdefault(kind, len(kinds)))
    units = np.indices(size, dtype=np.int64)[axis].ravel()
    return Places(len(leaves), units, np.array(areas), np.array(numbers))


def below_of(shape: Shape, places: Sequence[Mapping[str, int]], size: tuple[int, ...]) -> Whole:
    """Return the combinations of leaves that a cell sums up."""
    chosen = [
        sorted(place[leaf] for leaf in leaves) for place, leaves in zip(places, shape, strict=True)
    ]
    return np.ravel_multi_index(np.ix_(*chosen), size).ravel().astype(np.int64)


def incidence(
    below: Sequence[Whole], factors: Sequence[Whole], combinations: int
) -> tuple[Whole, Whole]:
    """Return for each combination the cells over it, and how often it counts in each.

    NOWHERE, and 0, where it lies in fewer cells than others.
    """
    cells = np.concatenate([np.full(len(at), cell) for cell, at in enumerate(below)])
    leaves, times = np.concatenate(below), np.concatenate(factors)
    order = np.argsort(leaves, kind="stable")
    numbers = np.bincount(leaves, minlength=combinations)
    column = np.arange(len(leaves)) - np.repeat(np.cumsum(numbers) - numbers, numbers)
    above = np.full((combinations, int(numbers.max())), NOWHERE, dtype=np.int64)
    above[leaves[order], column] = cells[order]
    counted = np.zeros_like(above)
    counted[leaves[order], column] = times[order]
    return above, counted


def axis_of(dimensions: Sequence[Dimension]) -> int:
    """Return the place of the areas; without areas, that of the longest dimension."""
    names = [d.name for d in dimensions]
    longest = max(dimensions, key=lambda d: len(d.leaves)).name
    return names.index(AREA if AREA in names else longest)
