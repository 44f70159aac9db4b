"""Prints again what was hidden only for others, wherever all that it was needed for is proved anew.

The most telling cells come first. Each proof that used the cell must find another move among what
is still hidden; when one does not, the cell stays hidden.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from caseapp.statistics.disclosure.certificates import Move
from caseapp.statistics.disclosure.moves import prices
from caseapp.statistics.disclosure.protect import WIDTHS, Progress, Protection

_CALLS: Final = 1
"""Solver calls for each need, and some more, within which cells are printed again."""


def trim(found: Protection, progress: Progress | None = None) -> None:
    """Print cells again within a counted budget; what is hidden then is still proved safe."""
    worth = prices(found.ledger)
    spare = [int(at) for at in np.flatnonzero(found.hidden) if int(at) not in found.kept]
    spare.sort(key=lambda at: (-worth[at], at))
    last = found.mover.calls + _CALLS * len(found.proofs) + 100
    for number, cell in enumerate(spare, 1):
        if found.mover.calls >= last:
            break
        _print_again(found, cell)
        if progress is not None:
            progress(number, len(spare))


def _print_again(found: Protection, cell: int) -> bool:
    """Print one cell again if all stays proved; tell whether it is."""
    found.hidden[cell] = False
    using = [n for n, moves in found.proofs.items() if all(cell in m.changes for m in moves)]
    others: list[Move] = []
    for need in using:
        if any(need in set(found.met(move)) for move in others):
            continue
        move = next(filter(None, (found.look(need, w, hide=False) for w in WIDTHS[:2])), None)
        if move is None:
            found.hidden[cell] = True
            return False
        others.append(move)
    for need, moves in found.proofs.items():
        found.proofs[need] = [move for move in moves if cell not in move.changes]
    for move in others:
        found.take(move)
    return True
