"""What a page offers to do next: one main thing, and the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A thing to do: its words and where it is done."""

    words: str
    url: str


@dataclass(frozen=True)
class Moves:
    """The main thing to do, if there is one, why, and what else may be done."""

    main: Step | None
    why: str
    others: tuple[Step, ...]


def choose(steps: Mapping[str, Step], main: str, why: str) -> Moves:
    """Put the step of that name before the others; no step of that name means no main one."""
    others = tuple(step for name, step in steps.items() if name != main)
    return Moves(steps.get(main), why, others)
