"""Proofs that a hidden cell can be something else: whole steps away from the true table.

A proof is checked by adding whole numbers, and by nothing else. It stays one when more is hidden.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeAlias

from caseapp.statistics.disclosure.counts import Counts


@dataclass(frozen=True)
class Need:
    """What must stay possible of a cell: that it is 0, or that it is `k` or more."""

    cell: int
    most: bool


Steps: TypeAlias = tuple[tuple[int, int], ...]
"""How many more, or fewer, there are in some combinations of leaves."""


@dataclass(frozen=True)
class Move:
    """Another table that fits: its `steps`, and how much it changes which cells."""

    steps: Steps
    changes: dict[int, int]


def moved(counts: Counts, steps: Steps) -> Move:
    """Return a move; raise ValueError when it leaves less than nobody somewhere."""
    changes: dict[int, int] = {}
    for leaf, step in steps:
        if int(counts.there[leaf]) + step < 0:
            raise ValueError(f"less than nobody in combination {leaf}")
        for cell in counts.above[leaf].tolist():
            if cell >= 0:
                changes[cell] = changes.get(cell, 0) + step
    return Move(steps, {cell: by for cell, by in changes.items() if by})


def meets(counts: Counts, move: Move, need: Need) -> bool:
    """Tell whether a need is met in the table that a move leads to."""
    number = int(counts.values[need.cell]) + move.changes.get(need.cell, 0)
    return number >= counts.layout.k if need.most else number == 0


def replay(counts: Counts, hidden: AbstractSet[int], need: Need, steps: Steps) -> bool:
    """Tell whether steps prove a need: nobody is negative, and no printed cell changes."""
    try:
        move = moved(counts, steps)
    except ValueError:
        return False
    return hidden >= move.changes.keys() and meets(counts, move, need)
