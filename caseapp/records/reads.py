"""What is read or refused is written down in a short transaction of its own, before it shows.

Pages of one process that wait for the writers' gate at once are written down together: whoever is
first in the line writes for all who stand in it when the gate opens, and nobody is answered
before that transaction is on the disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from threading import Condition
from typing import Final
from weakref import WeakKeyDictionary

from sqlalchemy.engine import Connection, Engine

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


@dataclass(eq=False)
class Lines:
    """The entries of one page, until they are kept."""

    now: datetime
    entries: list[Entry]
    kept: bool = False


@dataclass(eq=False)
class Queue:
    """The pages of this process that wait to be written down in one instance."""

    waiting: list[Lines] = field(default_factory=list)
    led: bool = False
    changed: Condition = field(default_factory=Condition)

    def take(self) -> list[Lines]:
        """Return all that wait now, the first come first; who comes later waits anew."""
        with self.changed:
            taken, self.waiting = self.waiting, []
        return taken

    def put_back(self, lines: list[Lines]) -> None:
        """Let lines that were taken and not kept wait again, before those that came meanwhile."""
        with self.changed:
            self.waiting = [*lines, *self.waiting]


_queues: Final[WeakKeyDictionary[Engine, Queue]] = WeakKeyDictionary()


def line_of(engine: Engine) -> Queue:
    """Return the line in which this process's pages wait for an instance's log."""
    return _queues.setdefault(engine, Queue())


def _write(entries: list[Entry], now: datetime) -> None:
    """Return once the entries are kept, by this thread or by one that stood before it."""
    engine, own = db.engine, Lines(now, entries)
    queue = line_of(engine)
    with queue.changed:
        queue.waiting.append(own)
        queue.changed.wait_for(lambda: own.kept or not queue.led)
        if own.kept:
            return
        queue.led = True
    try:
        _lead(engine, queue, own)
    finally:
        with queue.changed:
            queue.led = False
            queue.waiting = [lines for lines in queue.waiting if lines is not own]
            queue.changed.notify_all()


def _lead(engine: Engine, queue: Queue, own: Lines) -> None:
    """Keep all that waits when the gate opens; if that fails, each page tries for itself."""
    writing = engine.connect().execution_options(**{WRITE: True})
    with writing as connection, place_of(connection).gate(aside=True):
        taken = queue.take()
        try:
            _keep(connection, taken)
        except BaseException as fault:
            queue.put_back([lines for lines in taken if lines is not own])
            if len(taken) == 1 or not isinstance(fault, Exception):
                raise
            _keep(connection, [own])


def _keep(connection: Connection, taken: list[Lines]) -> None:
    """Write lines in their order in one transaction, the gate being open."""
    place = place_of(connection)
    with connection.begin():
        for lines in taken:
            head = anchor.append(connection, lines.now, lines.entries)
        anchor.draft(place, head)
    anchor.keep(place, head)
    for lines in taken:
        lines.kept = True
