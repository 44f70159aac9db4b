"""Two counts of which one takes in the other, and the areas in which that holds as well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from caseapp.rules.units import REFORM, territory
from caseapp.statistics.disclosure.layout import AREA, TOTAL, Codes, Layout
from caseapp.statistics.releases.policy import Policy
from caseapp.statistics.releases.quantities import Quantity
from caseapp.statistics.releases.tables import areas
from caseapp.statistics.territory import UNASSIGNED_CODE

Leaves: TypeAlias = frozenset[str]


@dataclass(frozen=True)
class Bond:
    """Quantities of which each child of the smaller counts in one of the larger at least.

    Either one that contains another, or several that make up another: then it is the smaller.
    """

    larger: tuple[Quantity, ...]
    smaller: tuple[Quantity, ...]

    @property
    def whole(self) -> Quantity:
        """The quantity of the longest period: its units are those that areas are told in."""
        every = (*self.larger, *self.smaller)
        return max(every, key=lambda one: one.period.end - one.period.start)

    @property
    def joins(self) -> bool:
        """Tell whether several make up the smaller."""
        return len(self.larger) > 1

    @property
    def local(self) -> bool:
        """Tell whether it always holds in each area: children are counted there on one day.

        Indicator 9 counts a child where it lives on the last day, 12 where on its first impact.
        """
        if self.joins:
            return False
        ours, theirs = self.larger[0].period, self.smaller[0].period
        return ours.end == theirs.end if self.whole.subject == "9" else ours.start == theirs.start

    @property
    def one_rule(self) -> bool:
        """Tell whether "in time" means the same in all of them."""
        return len({one.relief_days for one in (*self.larger, *self.smaller)}) == 1


def shared_areas(bond: Bond, policy: Policy) -> Iterator[tuple[str, dict[str, Leaves]]]:
    """Yield the areas of a bond, with their leaves in each quantity: none named is the city."""
    yield TOTAL, {}
    quantities = (*bond.larger, *bond.smaller)
    carried = {one.name: _carried(one, bond) for one in quantities}
    units = _units(bond, carried)
    for code, wanted in areas(bond.whole.period, policy).codes.items():
        if code == TOTAL or not wanted <= units:
            continue
        leaves = {
            name: frozenset(leaf for leaf, unit in into.items() if unit in wanted)
            for name, into in carried.items()
        }
        if all(leaves[one.name] for one in quantities):
            yield code, leaves


def _units(bond: Bond, carried: Mapping[str, Mapping[str, str]]) -> Leaves:
    """Return the areas of the longest period in which a bond may hold.

    Where it holds only if nobody moves, not in what was split, nor in `unassigned`.
    """
    units = frozenset(carried[bond.whole.name].values())
    if bond.local:
        return units
    units -= {UNASSIGNED_CODE}
    if not bond.joins or all(_same_units(one, bond.whole) for one in bond.larger):
        return units
    land = territory()
    return units - {land.units[link.new].code for link in land.links if not link.whole}


def _carried(one: Quantity, bond: Bond) -> dict[str, str]:
    """Return for each area of a quantity that of the longest period in which it lies now."""
    geo = next(d for d in one.dimensions if d.name == AREA)
    if _same_units(one, bond.whole):
        return {leaf: leaf for leaf in geo.leaves}
    land = territory()
    heirs = {land.units[x.old].code: land.units[x.new].code for x in land.links if x.whole}
    return {leaf: heirs.get(leaf, UNASSIGNED_CODE) for leaf in geo.leaves}


def _same_units(one: Quantity, other: Quantity) -> bool:
    return (one.period.end < REFORM) == (other.period.end < REFORM)


class Shown:
    """Which sums of a quantity can be made of single printed cells: what may be subtracted."""

    def __init__(self, quantity: Quantity) -> None:
        self._cells = {
            (piece.layout.dimensions[0].codes[codes[0]], *_outer(piece.layout, codes))
            for piece in quantity.pieces
            for codes in piece.layout.cells
            if _plain(piece.layout, codes)
        }
        self._all = frozenset(quantity.dimensions[0].leaves)

    def tells(self, leaves: Leaves | None, sex: str, outcome: str) -> bool:
        """Tell whether the releases have a cell of these areas, or one of each of them."""
        wanted = self._all if leaves is None else leaves
        if (wanted, sex, outcome) in self._cells:
            return True
        return all((frozenset([leaf]), sex, outcome) in self._cells for leaf in wanted)


def _outer(layout: Layout, codes: Codes) -> tuple[str, str]:
    """Return the sex and the outcome of a cell."""
    named = {d.name: code for d, code in zip(layout.dimensions, codes, strict=True)}
    return named["sex"], named.get("relief", TOTAL)


def _plain(layout: Layout, codes: Codes) -> bool:
    """Tell whether a cell is divided by nothing but area, sex and outcome."""
    return all(
        code == TOTAL or d.name in {AREA, "sex", "relief"}
        for d, code in zip(layout.dimensions, codes, strict=True)
    )
