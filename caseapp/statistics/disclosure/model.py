"""Published counts as an outsider sees them: cells over dimensions, each a sum of whole leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias


class DisclosureError(Exception):
    """What keeps counts from being published or judged; its name says what, its text where.

    `cells` are the names of the cells that it speaks of, where it speaks of any.
    """

    def __init__(self, text: str, cells: Iterable[str] = ()) -> None:
        super().__init__(text)
        self.cells = tuple(cells)


class Malformed(DisclosureError):
    """A folder lacks a file or a column, or holds what is no count."""


class UnknownCode(DisclosureError):
    """A cell names a code that its dimension lacks, or a ratio a cell that is not there."""


class Inconsistent(DisclosureError):
    """No table of whole numbers fits what is printed."""


class NotAdditive(DisclosureError):
    """A total that was given is not the sum of its parts, or a unit lies in two districts."""


class Overlapping(DisclosureError):
    """Two codes of one dimension share a part of it: a child would stand in two rows."""


class TooFew(DisclosureError):
    """The grand total, which is always printed, is itself below k."""


class Unprotectable(DisclosureError):
    """Cells that must be hidden stay open, whatever else is hidden."""


class AlreadyDisclosed(DisclosureError):
    """What was printed before tells cells that must be hidden, whatever is hidden now."""


class BudgetExceeded(DisclosureError):
    """The counted work ran out before every cell was proved safe."""


@dataclass(frozen=True)
class Dimension:
    """A way to divide: `leaves` are its smallest parts, each of `codes` a set of them."""

    name: str
    leaves: tuple[str, ...]
    codes: Mapping[str, frozenset[str]]

    def __post_init__(self) -> None:
        known = frozenset(self.leaves)
        if len(known) != len(self.leaves):
            raise Malformed(f"{self.name}: a leaf stands there twice")
        for code, leaves in self.codes.items():
            if not leaves:
                raise Malformed(f"{self.name}: the code {code} has no leaves")
            if not leaves <= known:
                raise UnknownCode(f"{self.name}: {code} has the unknown leaf {min(leaves - known)}")


Shape: TypeAlias = tuple[frozenset[str], ...]
"""The leaves of each dimension that a cell sums up: two cells of one shape are one number."""


def shape_of(dimensions: Sequence[Dimension], codes: Sequence[str]) -> Shape:
    """Return the leaves of a cell, by dimension; raise UnknownCode for a code that is not there."""
    for dimension, code in zip(dimensions, codes, strict=True):
        if code not in dimension.codes:
            raise UnknownCode(f"{dimension.name} has no code {code!r}")
    return tuple(dimension.codes[code] for dimension, code in zip(dimensions, codes, strict=True))


@dataclass(frozen=True)
class Cell:
    """One count of a table: `codes` in the order of the dimensions, `value` None if hidden.

    `low` and `high` are anything else that is printed of it, as "<5" says 1 to 4.
    """

    name: str
    codes: tuple[str, ...]
    value: int | None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Ratio:
    """A printed percentage: 100 × numerator / denominator, rounded half up to `decimals`.

    The denominator is a cell, or a number that is public: one of the two is None.
    """

    numerator: str
    denominator: str | None
    constant: int | None
    percent: Decimal
    decimals: int


@dataclass(frozen=True)
class Published:
    """All that an outsider sees of a release.

    Of each hidden cell it must stay possible that it is `low` or less, and `high` or more.
    """

    dimensions: tuple[Dimension, ...]
    cells: tuple[Cell, ...]
    ratios: tuple[Ratio, ...] = ()
    low: int = 0
    high: int = 5

    def __post_init__(self) -> None:
        _check_cells(self.dimensions, self.cells)
        names = {cell.name for cell in self.cells}
        for ratio in self.ratios:
            for name in (ratio.numerator, ratio.denominator):
                if name is not None and name not in names:
                    raise UnknownCode(f"a ratio names the cell {name}, which is not there")

    def hidden(self) -> tuple[Cell, ...]:
        """Return the cells without a value, whatever their status says."""
        return tuple(cell for cell in self.cells if cell.value is None)


def _check_cells(dimensions: Sequence[Dimension], cells: Sequence[Cell]) -> None:
    names: set[str] = set()
    for cell in cells:
        if cell.name in names:
            raise Malformed(f"the cell {cell.name} stands there twice")
        names.add(cell.name)
        for dimension, code in zip(dimensions, cell.codes, strict=True):
            if code not in dimension.codes:
                raise UnknownCode(f"cell {cell.name}: {dimension.name} has no code {code!r}")
