"""The book beside the database in which pages write down what was read while a long act writes.

A register of a whole city holds the writers' gate for seconds, and no page may show before its
line is kept. So an act that writes in bulk lays a book out before it goes to the gate, pages add to
it and show, and the act puts the lines into the log before it lets the gate go. Of an act that was
killed the book is left: who next has the gate puts the lines in first.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from caseapp.records.db import Place
from caseapp.records.folders import settle
from caseapp.records.vault import KeyTrouble

_FILE: Final = "reads.beside"
_LONG_ACT: Final = "bulk.gate"
_NAME: Final = 16  # bytes
_LENGTH: Final = 4  # bytes


@dataclass(frozen=True)
class Book:
    """What stands in a book: its name, its lines in their order (None: not to be opened), and when
    it was written in last.
    """

    name: str
    lines: list[bytes | None]
    at: datetime

    @property
    def whole(self) -> bool:
        """Tell whether every line opens."""
        return None not in self.lines


def lies_there(place: Place) -> bool:
    """Tell whether a book is laid out, or was left by an act that was killed."""
    return (place.folder / _FILE).exists()


def is_awaited(place: Place) -> bool:
    """Tell whether an act lives that laid the book out and will take it up."""
    with _unawaited(place) as nobody:
        return not nobody


@contextmanager
def left_over(place: Place) -> Iterator[bool]:
    """Tell whether a book was left by an act that was killed; meanwhile no act goes on with it."""
    if not lies_there(place):
        yield False
        return
    with _unawaited(place) as nobody:
        yield nobody


@contextmanager
def _unawaited(place: Place) -> Iterator[bool]:
    """Tell whether no act lives that will take a book up; if so, none begins meanwhile."""
    descriptor = os.open(place.folder / _LONG_ACT, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)


@contextmanager
def laid_out(place: Place) -> Iterator[None]:
    """Let pages write beside the database while an act waits for the gate and has it.

    One act at a time; it takes the book up by itself (`taken_up`). Where no book can be made pages
    wait for the gate, as they do without it.
    """
    descriptor = os.open(place.folder / _LONG_ACT, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        with suppress(OSError):
            _lay_out(place)
        yield
    finally:
        os.close(descriptor)


def _lay_out(place: Place) -> None:
    """Make a book, or go on with the one that was left.

    It lies there before the disk knows its name: who looked just before is at the gate by then.
    """
    try:
        descriptor = os.open(place.folder / _FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        settle(place.folder)  # who made it may have been killed before that
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)  # nobody adds a line before it has a name
        os.write(descriptor, os.urandom(_NAME))
        os.fsync(descriptor)
        settle(place.folder)
    finally:
        os.close(descriptor)


def add(place: Place, lines: Sequence[bytes]) -> bool:
    """Write lines into the book, on the disk when this returns; False where they must wait.

    They must where no book lies there, nobody will take it up, it cannot be opened, or the disk is
    full.
    """
    try:
        descriptor = os.open(place.folder / _FILE, os.O_RDWR)
    except OSError:
        return False
    try:
        if not is_awaited(place):
            return False
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return _lies_there(place, descriptor) and _add(place, descriptor, lines)
    except OSError:
        return False
    finally:
        os.close(descriptor)


def _lies_there(place: Place, descriptor: int) -> bool:
    """Tell whether a book was not taken up meanwhile, and put away or aside."""
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(descriptor), (place.folder / _FILE).stat())
    return False


def _add(place: Place, descriptor: int, lines: Sequence[bytes]) -> bool:
    written = _read(descriptor)
    name, end = written[:_NAME], _walk(written)[1]
    if len(name) < _NAME:
        return False  # laid out in part only
    content, at = b"", end
    for line in lines:
        sealed = place.vault.seal_file(_cell(name, at), line)
        content += len(sealed).to_bytes(_LENGTH) + sealed
        at = end + len(content)
    try:
        if os.pwrite(descriptor, content, end) == len(content):
            os.fsync(descriptor)
            return True
    except OSError:
        pass
    os.ftruncate(descriptor, end)  # these pages go to the gate: no line may stand here as well
    return False


@contextmanager
def taken_up(place: Place) -> Iterator[Book]:
    """Yield the book that lies there, to whoever has the gate, and put it away afterwards.

    Pages that would add to it meanwhile wait, and then go to the gate. Lines that do not open
    stay beside the log under another name, which `check` tells.
    """
    path = place.folder / _FILE
    descriptor = os.open(path, os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        book = _opened(place, descriptor)
        yield book
        if not book.whole:
            path.rename(place.folder / f"{_FILE}.{book.name}")
        path.unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def unread(folder: Path) -> list[str]:
    """Return the names of books whose lines could not all be put into the log."""
    return sorted(path.name for path in folder.glob(f"{_FILE}.*"))


def _opened(place: Place, descriptor: int) -> Book:
    written, at = _read(descriptor), os.fstat(descriptor).st_mtime
    name, cells = written[:_NAME], _walk(written)[0]
    lines = [_line(place, _cell(name, begin), sealed) for begin, sealed in cells]
    return Book(name.hex(), lines, datetime.fromtimestamp(at, UTC))


def _line(place: Place, cell: str, sealed: bytes) -> bytes | None:
    try:
        return place.vault.open_file(cell, sealed)
    except KeyTrouble:
        return None


def _walk(written: bytes) -> tuple[list[tuple[int, bytes]], int]:
    """Return the sealed lines with where each begins, and where the next is to begin.

    A line that was cut short ends them: its page was not shown.
    """
    found, at = [], _NAME
    while size := int.from_bytes(written[at : at + _LENGTH]):
        sealed = written[at + _LENGTH : at + _LENGTH + size]
        if len(sealed) < size:
            break
        found.append((at, sealed))
        at += _LENGTH + size
    return found, at


def _cell(name: bytes, at: int) -> str:
    return f"reads:{name.hex()}:{at}"


def _read(descriptor: int) -> bytes:
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0)
