"""What the open door lets through, for the statements of a thread to be held against."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Rows:
    """Rows by what they belong to: ids of children, cases, reports, referrals and files.

    `marks` are codes that notices point at.
    """

    children: frozenset[int] = frozenset()
    cases: frozenset[int] = frozenset()
    reports: frozenset[int] = frozenset()
    referrals: frozenset[int] = frozenset()
    files: frozenset[int] = frozenset()
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reach:
    """What the open door lets through: rows of some units, figures over all, or bulk writes.

    Within the units, `hidden` are rows kept from this reader by a mark of conflict, and `only`,
    where it is given, are the reports that alone are the reader's. Both need the units named.
    """

    units: frozenset[int] | None
    mode: Literal["rows", "figures", "bulk"] = "rows"
    hidden: Rows | None = None
    only: Rows | None = None


_reach: ContextVar[Reach | None] = ContextVar("caseapp_reach", default=None)


def reach_now() -> Reach | None:
    """Return what the open door lets through, None when no door is open."""
    return _reach.get()


@contextmanager
def reaching(reach: Reach) -> Iterator[None]:
    """Let the statements of a block see what the reach covers; only the desk calls this."""
    token = _reach.set(reach)
    try:
        yield
    finally:
        _reach.reset(token)
