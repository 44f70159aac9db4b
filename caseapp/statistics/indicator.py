"""What an indicator is: its definition and version, what it counts, targets, and how to read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from caseapp.rules.values import Period
from caseapp.statistics.dimensions import OF_EVERY_CHILD, Cell
from caseapp.statistics.facts.kinds import Facts

Basis = Literal["received", "occurred"]


class Counted(NamedTuple):
    """A child that counts once: the unit it lives in, its cells, and whether it also has the rest.

    `unit` is the unit's id on the day that counts. `fulfilled`: helped (8b), relieved in time (12).
    `child` is its number: no figure needs it, what is kept of a frozen sheet does.
    """

    unit: int
    cells: tuple[Cell, ...]
    fulfilled: bool
    child: int = 0


Count = Callable[[Facts, Period, tuple[str, ...], Basis], list[Counted]]


@dataclass(frozen=True)
class Indicator:
    """An indicator of Decision 608/QĐ-UBND with the version of its definition.

    `of_population`: the denominator is the children of the area and the numerator all that are
    counted; otherwise the counted are the denominator and those that also fulfil the numerator.
    `target_2025` and `target_2030` are in percent (law.md §5.1).
    """

    id: str
    version: str
    definition: str
    count: Count
    source: str
    of_population: bool
    target_2025: float
    target_2030: float
    own_dimensions: frozenset[str] = frozenset()
    per_10000: bool = False

    def divides_by(self, by: tuple[str, ...]) -> bool:
        """Tell whether the indicator can be divided by every one of these dimensions."""
        return self.own_dimensions | OF_EVERY_CHILD >= set(by)
