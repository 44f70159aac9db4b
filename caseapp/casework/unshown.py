"""Which children nobody of another unit is pointed at: one list, to which each protection adds."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from caseapp import desk
from caseapp.casework.marked import all_kept


def _kept_from_somebody(door: desk.Door, children: Collection[int]) -> set[int]:
    """Return those on whose file, or on whose event, a mark of conflict holds."""
    return set(all_kept(door).children) & set(children)


PROTECTIONS: Final[tuple[Callable[[desk.Door, Collection[int]], set[int]], ...]] = (
    _kept_from_somebody,
)
"""Each returns those of some children whom it protects: a hidden name, a mark of conflict, a
separation, a protected address. Each is asked every time, of no children too: nobody learns from
the time that an answer takes that there was one to protect."""


def unshown(door: desk.Door, children: Collection[int]) -> set[int]:
    """Return those of some children, of any unit, of whom nobody elsewhere may learn."""
    return {child for protects in PROTECTIONS for child in protects(door, children)}
