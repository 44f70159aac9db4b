"""What is read or refused is written down in a short transaction of its own, before it shows.

Pages of one process that wait for the writers' gate at once are written down together: whoever is
first in the line writes for all who stand in it when the gate opens, and nobody is answered
before that transaction is on the disk. While an act writes in bulk, which takes seconds, they are
written into a book beside the database instead, which that act takes up into the log at its end.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from threading import Condition
from typing import Final
from weakref import WeakKeyDictionary

from sqlalchemy import select
from sqlalchemy.engine import Connection, Engine

from caseapp.records import anchor, read_book
from caseapp.records.audit import AuditEntry, Entry, is_writable
from caseapp.records.db import WRITE, Place, db, place_of

_log: Final = logging.getLogger(__name__)
_TAKEN: Final = "log.take_up"
"""What the log calls the taking up of lines that were written beside it."""

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
    if _keep_beside(place_of(engine), queue):
        return
    with _writing(engine) as connection, place_of(connection).gate(aside=True):
        settle_if_possible(engine)
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
        head = anchor.append(connection, [(lines.now, lines.entries) for lines in taken])
        anchor.draft(place, head)
    anchor.keep(place, head)
    for lines in taken:
        lines.kept = True


def _writing(engine: Engine) -> Connection:
    return engine.connect().execution_options(**{WRITE: True})


def _keep_beside(place: Place, queue: Queue) -> bool:
    """Keep all that waits in the book that a long act laid out; False where there is none."""
    if not read_book.lies_there(place):
        return False
    taken, kept = queue.take(), False
    try:
        if all(is_writable(entry) for lines in taken for entry in lines.entries):
            kept = read_book.add(place, [_as_line(lines) for lines in taken])
    finally:
        if not kept:
            queue.put_back(taken)
        else:
            for lines in taken:
                lines.kept = True
    return kept


@contextmanager
def settling(engine: Engine) -> Iterator[None]:
    """Put what pages wrote beside the log into it once an act in bulk, which has the gate, is over.

    What cannot be put in stays for who next has the gate: what the act wrote is stored by then, and
    is not answered as a fault.
    """
    try:
        yield
    finally:
        with _telling():
            _settle(engine)


def settle(engine: Engine) -> None:
    """Put into the log what an act that was killed left beside it; the caller has the gate."""
    with read_book.left_over(place_of(engine)) as left:
        if left:
            _settle(engine)


def settle_if_possible(engine: Engine) -> None:
    """Do so for a page or an act, which go on where that cannot be: the lines stay on the disk."""
    with _telling():
        settle(engine)


def settle_left(engine: Engine) -> None:
    """Do so for who copies the log, and has not the gate."""
    if read_book.lies_there(place_of(engine)):
        with place_of(engine).gate(aside=True):
            settle_if_possible(engine)


@contextmanager
def _telling() -> Iterator[None]:
    """Let nobody be stopped by what cannot be put into the log: the process's log tells of it."""
    try:
        yield
    except Exception:  # noqa: BLE001 - whatever it is, pages and acts go on
        _log.exception("what was read beside the log cannot be put into it; it stays there")


def _settle(engine: Engine) -> None:
    """Put into the log what was written down beside it.

    An entry says from which book how many lines were taken: whoever is killed before the book is
    put away has put none in twice.
    """
    place = place_of(engine)
    if not read_book.lies_there(place):
        return
    with read_book.taken_up(place) as book, _writing(engine) as connection:
        subject = f"reads:{book.name}"
        waiting = book.lines[_taken(connection, subject) :]
        if not waiting:
            return
        lines = [_of_line(line) for line in waiting if line is not None]
        told = (("lines", len(waiting)), ("unread", len(waiting) - len(lines)))
        entry = Entry("system", _TAKEN, "done", subject, None, told)
        _keep(connection, [*lines, Lines(lines[-1].now if lines else book.at, [entry])])


def _taken(connection: Connection, subject: str) -> int:
    """Return how many lines of a book the log has already."""
    asked = select(AuditEntry.detail).where(AuditEntry.subject == subject, AuditEntry.act == _TAKEN)
    with connection.begin():
        return sum(json.loads(detail)["lines"] for detail in connection.scalars(asked))


def _as_line(lines: Lines) -> bytes:
    rows = [asdict(each) for each in lines.entries]
    return json.dumps([lines.now.isoformat(), rows]).encode()


def _of_line(line: bytes) -> Lines:
    now, rows = json.loads(line)
    entries = [Entry(**row | {"detail": tuple(map(tuple, row["detail"]))}) for row in rows]
    return Lines(datetime.fromisoformat(now), entries)
