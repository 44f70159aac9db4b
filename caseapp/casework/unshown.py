"""Which children nobody of another unit is pointed at: one list, to which each protection adds."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.marked import all_kept
from caseapp.casework.one_child import kin_of
from caseapp.casework.sheltered import sheltered_among
from caseapp.records.name_hidings import NameHiding
from caseapp.records.own_reach import at_the_tables


def _kept_from_somebody(door: desk.Door, children: Collection[int]) -> set[int]:
    """Return those on whose file, or on whose event, a mark of conflict holds."""
    return set(all_kept(door).children) & set(children)


def _under_cover(door: desk.Door, children: Collection[int]) -> set[int]:
    """Return those whose name is hidden, who are separated, or placed at a protected address.

    By whichever record of the child: one that counts as another protects that one.
    """
    records = kin_of(door, children)
    hidden = select(NameHiding.child_id).where(
        NameHiding.child_id.in_(sorted(records)), NameHiding.lifted_at.is_(None)
    )
    with at_the_tables(door.session):
        found = set(door.session.scalars(hidden))
    found |= sheltered_among(door, records or {0})
    return {child for record in found for child in records[record]}


PROTECTIONS: Final[tuple[Callable[[desk.Door, Collection[int]], set[int]], ...]] = (
    _kept_from_somebody,
    _under_cover,
)
"""Each returns those of some children whom it protects: a hidden name, a mark of conflict, a
separation, a protected address. Each is asked every time, of no children too: nobody learns from
the time that an answer takes that there was one to protect."""


def held_back(
    door: desk.Door, children: Collection[int], reports: Collection[int]
) -> tuple[set[int], set[int]]:
    """Return the children and the reports that stand in no list over many units.

    Of whomever it is kept: that a line is missing points to nobody, to its reader neither.
    """
    return unshown(door, children), set(all_kept(door).reports) & set(reports)


def unshown(door: desk.Door, children: Collection[int]) -> set[int]:
    """Return those of some children, of any unit, of whom nobody elsewhere may learn."""
    return {child for protects in PROTECTIONS for child in protects(door, children)}
