"""Several releases at once: what each prints of which quantity, and what always holds between them.

A quantity is a table that is true of one moment; a part is what one release prints of one. This is
all that who hides cells and who audits them have in common, beside the model (model.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from caseapp.statistics.disclosure.layout import Codes, Layout
from caseapp.statistics.disclosure.model import (
    Dimension,
    Malformed,
    Overlapping,
    Shape,
    UnknownCode,
)

Progress: TypeAlias = Callable[[int, int], None]
Stage: TypeAlias = Callable[[str], AbstractContextManager[Progress | None]]
"""Begins a part of the work, by its name; what it gives is told how far it is."""


@dataclass(frozen=True)
class Part:
    """What one release prints of a quantity; `printed` has None for a hidden cell.

    `layout` has the dimensions and leaves of the quantity, with codes and cells of its own, and the
    k of its release. Without `printed` it is the part that is to be protected now. What is `told`
    became known without being protected: nothing of it can be kept open any more.
    """

    name: str
    quantity: str
    layout: Layout
    printed: Mapping[Codes, int | None] | None = None
    told: bool = False


@dataclass(frozen=True)
class Margin:
    """A sum over some leaves of a quantity, by dimension; one that is not named is summed whole."""

    quantity: str
    leaves: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Tie:
    """The sum of the `larger` margins less that of the `smaller` is 0 or more.

    `always`, or only where no child moved between two days. The difference is a count of children
    that is never printed; `needed` says that it must be protected as a hidden cell is.
    """

    name: str
    larger: tuple[Margin, ...]
    smaller: tuple[Margin, ...]
    always: bool
    needed: bool

    @property
    def quantities(self) -> frozenset[str]:
        """Return the quantities that it ties together."""
        return frozenset(margin.quantity for margin in (*self.larger, *self.smaller))


@dataclass(frozen=True)
class Wanted:
    """A cell of the new part that is hidden whatever its count.

    It must stay possible that it is `low` or less, and that it is `high` or more.
    """

    codes: Codes
    low: int
    high: int


@dataclass(frozen=True)
class Asked:
    """What must be shown of a cell of the part `where`; without codes, of the tie `where`.

    That it can be `low` or less, and `high` or more; also to somebody who believes that no child
    moved, if `unmoved`.
    """

    where: str
    codes: Codes
    low: int
    high: int
    unmoved: bool = True

    @property
    def name(self) -> str:
        """Return what people are told."""
        return f"{self.where}: {'|'.join(self.codes)}" if self.codes else self.where


def quantities_of(parts: Sequence[Part]) -> dict[str, tuple[Dimension, ...]]:
    """Return the quantities in the order of their first part, each with its dimensions.

    Raise Malformed for two parts of one name, for parts of a quantity that divide it into other
    leaves, and for a part that prints less or more than its layout's cells.
    """
    found: dict[str, tuple[Dimension, ...]] = {}
    if twice := [name for name, often in Counter(p.name for p in parts).items() if often > 1]:
        raise Malformed(f"{twice[0]}: two parts have this name")
    for part in parts:
        known = found.setdefault(part.quantity, part.layout.dimensions)
        if _leaves(known) != _leaves(part.layout.dimensions):
            raise Malformed(f"{part.name}: other parts of {part.quantity} have other leaves")
        if part.printed is not None and part.printed.keys() != set(part.layout.cells):
            raise Malformed(f"{part.name}: what is printed is not what its layout says")
    return found


def _leaves(dimensions: Sequence[Dimension]) -> list[tuple[str, tuple[str, ...]]]:
    return [(dimension.name, dimension.leaves) for dimension in dimensions]


def refuse_overlaps(part: Part) -> None:
    """Raise Overlapping for two codes that share leaves where neither is a part of the other."""
    for dimension in part.layout.dimensions:
        several = [(c, those) for c, those in sorted(dimension.codes.items()) if len(those) > 1]
        for (one, these), (other, those) in combinations(several, 2):
            if these & those and not (these <= those or those <= these):
                text = f"{part.name}: {dimension.name} counts some under {one} and under {other}"
                raise Overlapping(text, (one, other))


def shape_of_margin(margin: Margin, dimensions: Sequence[Dimension]) -> Shape:
    """Return the leaves that a margin sums up; raise UnknownCode for one that is not there."""
    names = {dimension.name for dimension in dimensions}
    if strange := sorted(margin.leaves.keys() - names):
        raise UnknownCode(f"{margin.quantity} has no dimension {strange[0]}")
    shape = tuple(margin.leaves.get(d.name, frozenset(d.leaves)) for d in dimensions)
    for dimension, leaves in zip(dimensions, shape, strict=True):
        if strange := sorted(leaves.difference(dimension.leaves)):
            raise UnknownCode(f"{margin.quantity}: {dimension.name} has no leaf {strange[0]}")
    return shape


def check_ties(ties: Iterable[Tie], quantities: Collection[str]) -> None:
    """Raise Malformed for two ties of one name, UnknownCode for a quantity that is not there."""
    seen: set[str] = set()
    for tie in ties:
        if tie.name in seen:
            raise Malformed(f"{tie.name}: two ties have this name")
        seen.add(tie.name)
        if strange := sorted(tie.quantities.difference(quantities)):
            raise UnknownCode(f"{tie.name}: there is no quantity {strange[0]}")


def related(
    quantities: Iterable[str], parts: Sequence[Part], ties: Sequence[Tie]
) -> tuple[list[Part], list[Tie]]:
    """Return the parts and ties that bear on some quantities, directly or through others."""
    found, size = set(quantities), -1
    while len(found) > size:
        size = len(found)
        for tie in ties:
            if tie.quantities & found:
                found |= tie.quantities
    return [p for p in parts if p.quantity in found], [t for t in ties if t.quantities & found]
