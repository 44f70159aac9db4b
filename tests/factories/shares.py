"""How the tests are dealt out to processes: what takes long to set up is set up in one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

One = TypeVar("One")

DEAR: Final = ("walked", "town")
"""Fixtures that take a minute, and serve many tests."""

LONE: Final = ("test_no_marker_is_found", "test_no_acknowledged_report_is_lost")
"""Tests that take long each by itself: begun last, one of them would run on alone at the end."""


def dealt(items: Sequence[One], needs: Callable[[One], Sequence[str]], workers: int) -> list[One]:
    """Return the tests with those that share a dear fixture at the start of a process's share.

    Each process begins with an equal part of the list, and one that has finished takes half of
    what another still has, from the end. What stands at the start is never taken, so that no
    second process sets it up again. What is long by itself follows there, by turns.
    """
    groups = [[item for item in items if name in needs(item)] for name in DEAR[:workers]]
    groups += [[] for _ in range(workers - len(groups))]
    dear = {id(item) for group in groups for item in group}
    lone = [item for item in items if id(item) not in dear and _is_lone(item)]
    for number, item in enumerate(lone):
        groups[-1 - number % workers].append(item)
    moved = {id(item) for group in groups for item in group}
    found = [item for item in items if id(item) not in moved]
    for number, group in enumerate(groups):
        start = len(items) * number // workers
        found[start:start] = group
    return found


def _is_lone(item: object) -> bool:
    return str(getattr(item, "name", item)).startswith(LONE)
