"""What is read or refused is written down in a short transaction of its own, before it shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from caseapp.records import anchor
from caseapp.records.audit import Entry
from caseapp.records.db import WRITE, db, place_of

_waiting: ContextVar[list[tuple[datetime, list[Entry]]] | None] = ContextVar(
    "caseapp_reads_waiting", default=None
)


def write_down(entries: list[Entry], now: datetime) -> None:
    """Add entries to the log of the open instance, at once or with others of the same page."""
    waiting = _waiting.get()
    if waiting is None:
        _write(entries, now)
    else:
        waiting.append((now, entries))


@contextmanager
def together() -> Iterator[None]:
    """Write what is read inside in one go at the end: a page of twenty lists waits once, not twenty
    times. Whoever shows something shows it afterwards, and nothing when this raises.
    """
    if _waiting.get() is not None:
        yield
        return
    waiting: list[tuple[datetime, list[Entry]]] = []
    before = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(before)
        for now, some in groupby(waiting, key=itemgetter(0)):
            _write([entry for _, entries in some for entry in entries], now)


def _write(entries: list[Entry], now: datetime) -> None:
    with db.engine.connect().execution_options(**{WRITE: True}) as connection:
        place = place_of(connection)
        with place.gate():
            with connection.begin():
                head = anchor.append(connection, now, entries)
                anchor.draft(place, head)
            anchor.keep(place, head)
