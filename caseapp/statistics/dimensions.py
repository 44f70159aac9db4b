"""What figures can be divided by: the codes of each dimension and which of them may overlap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final

from caseapp.rules.codes.abuse import ABUSE_TYPES, SETTINGS
from caseapp.rules.codes.circumstances import GROUPS
from caseapp.rules.codes.people import SEX
from caseapp.rules.codes.statistics import AGE_BANDS

Cell = tuple[str, ...]
"""One code for each dimension asked for, in the order asked; () is the undivided figure."""


@dataclass(frozen=True)
class Dimension:
    """A way to divide: `codes` stand even with a count of zero, any other value only when found.

    `overlapping`: a child may stand under several codes.
    """

    name: str
    codes: tuple[str, ...]
    overlapping: bool = False


DIMENSIONS: Final[Mapping[str, Dimension]] = {
    dimension.name: dimension
    for dimension in (
        Dimension("sex", SEX.codes),
        Dimension("age_band", AGE_BANDS.codes),
        Dimension("ethnicity", ()),
        Dimension("group", GROUPS.codes, overlapping=True),
        Dimension("abuse_type", ABUSE_TYPES.codes, overlapping=True),
        Dimension("setting", SETTINGS.codes, overlapping=True),
    )
}

OF_EVERY_CHILD: Final = frozenset({"sex", "age_band", "ethnicity"})


def cells(by: tuple[str, ...], values: Mapping[str, Iterable[str]]) -> list[Cell]:
    """Return every crossing of a child's values in the dimensions asked for."""
    return list(product(*(values[name] for name in by)))


def standing_cells(by: tuple[str, ...]) -> list[Cell]:
    """Return the crossings of codes, in their order, that have a row even when nothing counts."""
    return list(product(*(DIMENSIONS[name].codes for name in by)))


def overlap(by: tuple[str, ...]) -> bool:
    """Tell whether a child may stand in several rows of these dimensions."""
    return any(DIMENSIONS[name].overlapping for name in by)


def in_order(by: tuple[str, ...], cell: Cell) -> tuple[tuple[int, str], ...]:
    """Return a sort key: codes in the order of their list, other values after them by name."""
    return tuple(
        (codes.index(value) if value in codes else len(codes), value)
        for value, codes in zip(cell, (DIMENSIONS[name].codes for name in by), strict=True)
    )
