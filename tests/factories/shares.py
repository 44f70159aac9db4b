"""How the tests are dealt out to processes: what takes long to set up is set up in one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

One = TypeVar("One")

DEAR: Final = ("walked", "town")
"""Fixtures that take a minute, and serve many tests."""


def dealt(items: Sequence[One], needs: Callable[[One], Sequence[str]], workers: int) -> list[One]:
    """Return the tests with those that share a dear fixture at the start of a process's share.

    Each process begins with an equal part of the list, and one that has finished takes half of
    what another still has, from the end. What stands at the start is never taken, so that no
    second process sets it up again.
    """
    groups = [[item for item in items if name in needs(item)] for name in DEAR[:workers]]
    moved = {id(item) for group in groups for item in group}
    found = [item for item in items if id(item) not in moved]
    for number, group in enumerate(groups):
        start = len(items) * number // workers
        found[start:start] = group
    return found
