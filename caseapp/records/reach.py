"""What the open door lets through, for the statements of a thread to be held against."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
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
class Guest:
    """Whoever stands in for somebody in files of another unit: the units that are wholly theirs.

    Beside these they reach `rows`, and the notices about the `marks`.
    """

    home: frozenset[int]
    rows: Rows
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reach:
    """What the open door lets through: rows of some units, figures over all, or bulk writes.

    Within the units, `hidden` are rows kept from this reader by a mark of conflict, and `only`,
    where it is given, are the reports that alone are the reader's. Of the units that are not at
    `guest.home` only the guest's rows are in reach. All three need the units named.
    """

    units: frozenset[int] | None
    mode: Literal["rows", "figures", "bulk"] = "rows"
    hidden: Rows | None = None
    only: Rows | None = None
    guest: Guest | None = None


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


def take_in(kind: str, number: int) -> None:
    """Let a guest reach a row that their act just made for the file: a child or a case.

    `kind` is a field of Rows. For all others nothing changes.
    """
    reach = _reach.get()
    if reach is None or reach.guest is None:
        return
    rows = replace(reach.guest.rows, **{kind: getattr(reach.guest.rows, kind) | {number}})
    _reach.set(replace(reach, guest=replace(reach.guest, rows=rows)))
