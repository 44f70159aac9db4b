"""Hides what must be hidden, and as much more as it takes that each such cell can be otherwise.

For each need a move of the true table is looked for: first one that changes hidden cells alone,
then one at a price, whose printed cells are hidden. A move proves all that it meets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeAlias

import numpy as np

from caseapp.statistics.disclosure.certificates import Move, Need, meets, needs_of, replay
from caseapp.statistics.disclosure.counts import Counts, Ledger
from caseapp.statistics.disclosure.model import BudgetExceeded, Unprotectable
from caseapp.statistics.disclosure.moves import Mover
from caseapp.statistics.disclosure.neighbours import Neighbours

Progress: TypeAlias = Callable[[int, int], None]

WIDTHS: Final = (20, 60, 1_000_000)
"""How many neighbouring areas a move is looked for in, one after the other."""
_CALLS: Final = 4
"""Solver calls for each need, and some more, within which all must be proved."""


STAY: Final = Move((), {})
"""No step at all: what is true may be proof enough."""


class Protection:
    """Which cells are hidden, and the moves that prove what must stay possible of some of them."""

    def __init__(self, ledger: Ledger, needs: Iterable[Need], hidden: Iterable[int] = ()) -> None:
        """Begin with what is hidden whatever else is: the needed cells, and more `hidden` ones."""
        self.ledger = ledger
        self.proofs: dict[Need, list[Move]] = {need: [] for need in needs}
        self._needs: dict[int, list[Need]] = {}
        for need in self.proofs:
            self._needs.setdefault(need.cell, []).append(need)
            if meets(ledger, STAY, need):
                self.proofs[need].append(STAY)
        self.kept = frozenset(self._needs) | frozenset(hidden)
        self.hidden = np.zeros(len(ledger.values), dtype=bool)
        self.hidden[sorted(self.kept)] = True
        self.mover, self._neighbours = Mover(ledger), Neighbours(ledger)

    def unproved(self) -> list[Need]:
        """Return the needs that no move meets so far."""
        return [need for need, moves in self.proofs.items() if not moves]

    def forget(self, needs: Iterable[Need]) -> None:
        """Need some things no more."""
        for need in tuple(needs):
            del self.proofs[need]
            self._needs[need.cell].remove(need)

    def add(self, need: Need) -> None:
        """Need one thing more of a cell that is hidden whatever else is."""
        self.proofs[need] = [STAY] if meets(self.ledger, STAY, need) else []
        self._needs.setdefault(need.cell, []).append(need)

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
        for cell in sorted(self._needs.keys() & move.changes.keys()):
            for need in self._needs[cell]:
                if meets(self.ledger, move, need):
                    yield need


def protect(
    counts: Counts,
    primary: Sequence[int],
    progress: Progress | None = None,
    budget: int | None = None,
) -> Protection:
    """Return what is hidden, with a proof for each need of the `primary` cells.

    Raise Unprotectable, with the cells, where nothing that may be hidden helps; BudgetExceeded when
    the counted work runs out: after `budget` calls of a solver, or some for each need.
    """
    found = Protection(counts, needs_of(primary, counts.layout.k))
    prove(found, progress, budget)
    if names := _names(found):
        raise Unprotectable(f"nothing that may be hidden protects {', '.join(names)}", names)
    return found


def prove(found: Protection, progress: Progress | None = None, budget: int | None = None) -> None:
    """Hide until each need has a proof, but for those that nothing helps.

    Raise BudgetExceeded, with the cells, after `budget` calls of a solver; None is enough for all.
    """
    most = _CALLS * len(found.proofs) + 100 if budget is None else budget
    for hide in (False, True):
        for number, need in enumerate(found.proofs, 1):
            if not found.proofs[need]:
                if found.mover.calls >= most:
                    names = _names(found)
                    raise BudgetExceeded(f"not proved in {most} steps: {', '.join(names)}", names)
                _prove(found, need, hide)
            if progress is not None:
                progress(number + hide * len(found.proofs), 2 * len(found.proofs))


def prove_one(found: Protection, need: Need) -> bool:
    """Look for a proof of one need more, and hide what it takes; tell whether there is one.

    Without one it is needed no more.
    """
    found.add(need)
    for hide in (False, True):
        if not found.proofs[need]:
            _prove(found, need, hide)
    if found.proofs[need]:
        return True
    found.forget([need])
    return False


def _prove(found: Protection, need: Need, hide: bool) -> None:
    """Look for a move that meets a need, in more and more areas where it may cost something."""
    if found.ledger.never[need.cell]:
        return
    for width in WIDTHS if hide else WIDTHS[:1]:
        move = found.look(need, width, hide=hide)
        if move is not None:
            found.take(move)
            return
        if width >= found.ledger.places.areas:
            return


def replay_all(found: Protection) -> None:
    """Prove every need once more by addition alone; raise Unprotectable where one is not."""
    hidden = frozenset(found.hidden.nonzero()[0].tolist())
    for need, moves in found.proofs.items():
        if not any(replay(found.ledger, hidden, need, move.steps) for move in moves):
            cell = found.ledger.names[need.cell]
            raise Unprotectable(f"no proof of {cell} holds when it is replayed", [cell])


def _names(found: Protection) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.ledger.names[need.cell] for need in found.unproved()))
