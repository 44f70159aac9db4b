"""Proofs that a hidden cell can be something else: whole steps away from the true table.

A proof is checked by adding whole numbers, and by nothing else. It stays one when more is hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeAlias

from caseapp.statistics.disclosure.counts import Ledger


@dataclass(frozen=True)
class Need:
    """What must stay possible of a cell: to be `bound` or less; if `most`, `bound` or more."""

    cell: int
    most: bool
    bound: int


def needs_of(cells: Iterable[int], k: int) -> Iterator[Need]:
    """Yield what counts below `k` need: that each can be 0, and can be `k` or more."""
    for cell in cells:
        yield Need(cell, most=False, bound=0)
        yield Need(cell, most=True, bound=k)


Steps: TypeAlias = tuple[tuple[int, int], ...]
"""How many more, or fewer, there are in some combinations of leaves."""


@dataclass(frozen=True)
class Move:
    """Another table that fits: its `steps`, and how much it changes which cells."""

    steps: Steps
    changes: dict[int, int]


def moved(ledger: Ledger, steps: Steps) -> Move:
    """Return a move; raise ValueError when it leaves less than nobody somewhere."""
    changes: dict[int, int] = {}
    for leaf, step in steps:
        if int(ledger.there[leaf]) + step < 0:
            raise ValueError(f"less than nobody in combination {leaf}")
        for cell, times in zip(
            ledger.above[leaf].tolist(), ledger.factors[leaf].tolist(), strict=True
        ):
            if cell >= 0:
                changes[cell] = changes.get(cell, 0) + times * step
    return Move(steps, {cell: by for cell, by in changes.items() if by})


def meets(ledger: Ledger, move: Move, need: Need) -> bool:
    """Tell whether a need is met in the table that a move leads to."""
    number = int(ledger.values[need.cell]) + move.changes.get(need.cell, 0)
    return number >= need.bound if need.most else number <= need.bound


def replay(ledger: Ledger, hidden: AbstractSet[int], need: Need, steps: Steps) -> bool:
    """Tell whether steps prove a need: nobody is negative, and no printed cell changes."""
    try:
        move = moved(ledger, steps)
    except ValueError:
        return False
    return hidden >= move.changes.keys() and meets(ledger, move, need)
