"""Hides what must be hidden, and as much more as it takes that each such cell can be otherwise.

For each need a move of the true table is looked for: first one that changes hidden cells alone,
then one at a price, whose printed cells are hidden. A move proves all that it meets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

import numpy as np

from caseapp.statistics.disclosure.certificates import Move, Need, meets
from caseapp.statistics.disclosure.counts import Counts
from caseapp.statistics.disclosure.layout import name_of
from caseapp.statistics.disclosure.model import BudgetExceeded, Unprotectable
from caseapp.statistics.disclosure.moves import Mover
from caseapp.statistics.disclosure.neighbours import Neighbours

Progress: TypeAlias = Callable[[int, int], None]

WIDTHS: Final = (20, 60, 1_000_000)
"""How many neighbouring areas a move is looked for in, one after the other."""
_CALLS: Final = 4
"""Solver calls for each need, and some more, within which all must be proved."""


class Protection:
    """Which cells are hidden, and the moves that prove what must stay possible of some of them."""

    def __init__(self, counts: Counts, primary: Sequence[int]) -> None:
        self.counts, self.primary = counts, frozenset(primary)
        self.hidden = np.zeros(len(counts.values), dtype=bool)
        self.hidden[list(primary)] = True
        self.proofs: dict[Need, list[Move]] = {
            Need(cell, most): [] for cell in primary for most in (False, True)
        }
        self.mover, self._neighbours = Mover(counts), Neighbours(counts)

    def unproved(self) -> list[Need]:
        """Return the needs that no move meets so far."""
        return [need for need, moves in self.proofs.items() if not moves]

    def look(self, need: Need, width: int, *, hide: bool) -> Move | None:
        """Return a move for a need among so many neighbours; None without one."""
        areas = self._neighbours.of(need, self.hidden, width)
        return self.mover.find(need, self.hidden, areas, hide=hide)

    def take(self, move: Move) -> None:
        """Hide what a move changes, and note all that it proves."""
        self.hidden[list(move.changes)] = True
        for need in self.met(move):
            self.proofs[need].append(move)

    def met(self, move: Move) -> Iterator[Need]:
        """Yield the needs that a move meets."""
        for cell in sorted(self.primary & move.changes.keys()):
            for need in (Need(cell, most=False), Need(cell, most=True)):
                if meets(self.counts, move, need):
                    yield need


def protect(counts: Counts, primary: Sequence[int], progress: Progress | None = None) -> Protection:
    """Return what is hidden, with a proof for each need of the `primary` cells.

    Raise Unprotectable, with the cells, where nothing that may be hidden helps; BudgetExceeded when
    the counted work runs out.
    """
    found = Protection(counts, primary)
    budget = _CALLS * len(found.proofs) + 100
    for hide in (False, True):
        for number, need in enumerate(found.proofs, 1):
            if found.mover.calls > budget:
                raise BudgetExceeded(f"not proved in {budget} steps: {_names(found)}")
            if not found.proofs[need]:
                _prove(found, need, hide)
            if progress is not None:
                progress(number + hide * len(found.proofs), 2 * len(found.proofs))
    if found.unproved():
        raise Unprotectable(f"nothing that may be hidden protects {_names(found)}")
    return found


def _prove(found: Protection, need: Need, hide: bool) -> None:
    """Look for a move that meets a need, in more and more areas where it may cost something."""
    for width in WIDTHS if hide else WIDTHS[:1]:
        move = found.look(need, width, hide=hide)
        if move is not None:
            found.take(move)
            return
        if width >= len(found.counts.layout.dimensions[found.counts.axis].leaves):
            return


def _names(found: Protection) -> str:
    cells = dict.fromkeys(found.counts.layout.cells[need.cell] for need in found.unproved())
    return ", ".join(name_of(codes) for codes in cells)
