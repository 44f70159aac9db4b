"""Asks less of differences that what was printed before bounds, whatever is hidden now.

Where two halves print 5 and 6 children of an area, the year has at least one who is not in the
first, whatever the year prints. That such a difference can be none cannot be asked for; that it is
told no closer than that can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from caseapp.statistics.disclosure.certificates import Need
from caseapp.statistics.disclosure.joint import Asked
from caseapp.statistics.disclosure.protect import Protection, prove_one


def ask_less(
    found: Protection, needs: Mapping[Need, Asked], truth: Callable[[Asked], int]
) -> dict[Asked, Asked]:
    """Put the most that can be proved in place of needs of differences that nothing meets.

    Return what is then asked for in place of what. A difference of which neither side can be proved
    is left as it is: nothing but its true number is possible.
    """
    instead: dict[Asked, Asked] = {}
    sides: dict[Asked, list[Need]] = {}
    for need in found.unproved():
        if not needs[need].codes:
            sides.setdefault(needs[need], []).append(need)
    for one, unproved in sides.items():
        true, less = truth(one), one
        for need in unproved:
            bound = next((b for b in _bounds(need, true) if _proved(found, need, b)), true)
            less = replace(less, high=bound) if need.most else replace(less, low=bound)
        if less.low < less.high:
            found.forget(unproved)
            instead[one] = less
    return instead


def _bounds(need: Need, true: int) -> Iterator[int]:
    """Yield what may be asked for in place of a bound, the most first; never the truth itself."""
    yield from range(need.bound - 1, true, -1) if need.most else range(need.bound + 1, true)


def _proved(found: Protection, need: Need, bound: int) -> bool:
    return prove_one(found, replace(need, bound=bound))
