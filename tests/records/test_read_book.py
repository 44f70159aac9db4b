"""While an act writes in bulk pages go on; what they read is in the log afterwards, once."""

from __future__ import annotations

import errno
import json
import os
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.records import anchor, read_book, reads
from caseapp.records.audit import AuditEntry
from caseapp.records.db import Place, db, place_of
from caseapp.rules.access import Act
from caseapp.upkeep.log import verify
from tests.factories.house import NOW, SYSTEM, House

LATER = NOW + timedelta(minutes=5)
BOOK = "reads.beside"


class Killed(BaseException):
    """As kill -9: nothing that follows runs."""


@pytest.fixture
def place(house: House) -> Iterator[Place]:
    with house.app.app_context():
        yield place_of(db.engine)


@pytest.fixture
def pages(house: House) -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool


def opened(house: House, pages: ThreadPoolExecutor, rows: int = 7) -> Future[None]:
    """Open a page in a thread of its own, as a server does: it shows when this is done."""

    def page() -> None:
        with house.app.app_context(), desk.reading(SYSTEM, Act.CASE_LIST, now=LATER) as door:
            door.log("cases:list", 3, rows=rows)

    return pages.submit(page)


def shown(house: House, pages: ThreadPoolExecutor, rows: int = 7) -> None:
    opened(house, pages, rows).result(timeout=60)


@contextmanager
def long_act(place: Place) -> Iterator[None]:
    """Have the gate and write for long, as an import does."""
    with read_book.laid_out(place), place.gate(), reads.settling(db.engine):
        yield


@contextmanager
def killed_act(place: Place) -> Iterator[None]:
    """Write for long, and be killed before anything is put in order."""
    with read_book.laid_out(place), place.gate():
        yield


def entries(act: str = "case.list") -> list[Any]:
    with db.engine.connect() as connection:
        table = AuditEntry.__table__
        asked = select(table).where(table.c.act == act).order_by(table.c.id)
        return list(connection.execute(asked).mappings())


def rows_read() -> list[int]:
    return [json.loads(entry["detail"])["rows"] for entry in entries()]


def test_pages_show_beside_a_bulk_act_and_are_in_the_log_after_it(
    house: House, place: Place, pages: ThreadPoolExecutor
) -> None:
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW):
        for rows in (1, 2):
            shown(house, pages, rows)
        assert entries() == []
    assert rows_read() == [1, 2]
    first = entries()[0]
    assert (first["actor"], first["outcome"]) == (SYSTEM.name, "done")
    assert (first["subject"], first["area_id"]) == ("cases:list", 3)
    assert first["at"].startswith(f"{LATER:%Y-%m-%dT%H:%M}")
    (taken,) = entries("log.take_up")
    assert json.loads(taken["detail"]) == {"lines": 2, "unread": 0}
    assert verify(SYSTEM, now=NOW) == []
    assert not (place.folder / BOOK).exists()


def test_an_act_during_which_nobody_read_leaves_no_trace_of_the_book(place: Place) -> None:
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW):
        assert (place.folder / BOOK).exists()
    assert entries("log.take_up") == []
    assert not (place.folder / BOOK).exists()


def test_while_another_act_writes_pages_wait_as_ever(
    house: House, place: Place, pages: ThreadPoolExecutor
) -> None:
    with place.gate():
        page = opened(house, pages)
        with pytest.raises(TimeoutError):
            page.result(timeout=0.3)
    page.result(timeout=60)
    assert rows_read() == [7]


def test_pages_go_on_while_the_act_still_waits_for_its_turn(
    house: House, place: Place, pages: ThreadPoolExecutor
) -> None:
    def act() -> None:
        with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW):
            pass

    with place.gate():
        writing = pages.submit(act)
        while not (read_book.lies_there(place) and read_book.is_awaited(place)):
            time.sleep(0.001)
        shown(house, pages)
        assert not writing.done()
        reads.settle(db.engine)  # whoever has the gate leaves it to that act
        assert rows_read() == []
    writing.result(timeout=60)
    assert rows_read() == [7]


def test_what_was_read_beside_an_act_that_fails_is_in_the_log(
    house: House, place: Place, pages: ThreadPoolExecutor
) -> None:
    def act() -> None:
        with long_act(place):
            shown(house, pages)
            raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        act()
    assert rows_read() == [7]


@pytest.mark.parametrize("next_one", ["page", "act"])
def test_the_book_of_an_act_that_was_killed_is_taken_up_by_whoever_comes_next(
    house: House, place: Place, pages: ThreadPoolExecutor, next_one: str
) -> None:
    with killed_act(place):
        shown(house, pages, 1)
    assert rows_read() == []
    if next_one == "page":
        shown(house, pages, 2)
        assert rows_read() == [1, 2]
    else:
        with desk.writing(SYSTEM, Act.CASE_EDIT, now=NOW):
            pass
        assert rows_read() == [1]
    assert not (place.folder / BOOK).exists()
    assert verify(SYSTEM, now=NOW) == []


def test_who_is_killed_before_the_book_is_put_away_has_put_no_line_in_twice(
    house: House, place: Place, pages: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with killed_act(place):
        shown(house, pages, 1)
    monkeypatch.setattr(anchor, "keep", killed)
    with pytest.raises(Killed), place.gate():
        reads.settle(db.engine)
    monkeypatch.undo()
    assert rows_read() == [1]
    with killed_act(place):
        shown(house, pages, 2)
    assert rows_read() == [1]
    shown(house, pages, 3)
    assert rows_read() == [1, 2, 3]
    assert verify(SYSTEM, now=NOW) == []


def killed(*_told: object) -> None:
    raise Killed


def full(*_told: object) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_line_that_was_cut_short_is_overwritten_by_the_next(
    house: House, place: Place, pages: ThreadPoolExecutor
) -> None:
    with long_act(place):
        shown(house, pages, 1)
        path = place.folder / BOOK
        path.write_bytes(path.read_bytes() + (500).to_bytes(4) + b"half of a line")
        shown(house, pages, 2)
    assert rows_read() == [1, 2]
    assert verify(SYSTEM, now=NOW) == []


def test_a_line_changed_or_taken_out_is_told_and_hides_no_other(
    house: House, place: Place, pages: ThreadPoolExecutor
) -> None:
    path = place.folder / BOOK
    for spoil in (flipped, taken_out):
        before = len(rows_read())
        with long_act(place):
            for rows in (1, 2, 3):
                shown(house, pages, rows)
            path.write_bytes(spoil(path.read_bytes()))
        assert rows_read()[before:] == [1, 3]
        assert json.loads(entries("log.take_up")[-1]["detail"])["unread"] == 1
        (told,) = verify(SYSTEM, now=NOW)
        assert "reads that do not open" in told
        for left in place.folder.glob(f"{BOOK}.*"):
            left.unlink()


def cells(book: bytes) -> list[bytes]:
    found, at = [], 16
    while at < len(book):
        end = at + 4 + int.from_bytes(book[at : at + 4])
        found.append(book[at:end])
        at = end
    return found


def flipped(book: bytes) -> bytes:
    first, second, third = cells(book)
    return book[:16] + first + second[:-1] + bytes([second[-1] ^ 1]) + third


def taken_out(book: bytes) -> bytes:
    """Without the second line: the third stands in its place, where it does not open, and again."""
    first, second, third = cells(book)
    assert len(second) == len(third)
    return book[:16] + first + third + third


def test_nothing_of_a_line_can_be_read_beside_the_log(
    house: House, place: Place, pages: ThreadPoolExecutor
) -> None:
    with long_act(place):
        shown(house, pages)
        path = place.folder / BOOK
        assert path.stat().st_mode & 0o777 == 0o600
        assert b"case" not in path.read_bytes()
        assert SYSTEM.name.encode() not in path.read_bytes()


@pytest.mark.parametrize("trouble", ["none", "full", "in part"])
def test_where_the_book_cannot_be_written_pages_wait_for_the_gate(
    house: House,
    place: Place,
    pages: ThreadPoolExecutor,
    trouble: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with long_act(place):
        if trouble == "none":
            (place.folder / BOOK).unlink()
        elif trouble == "full":
            monkeypatch.setattr(os, "pwrite", full)
        else:
            written = os.pwrite
            monkeypatch.setattr(os, "pwrite", lambda d, content, at: written(d, content[:9], at))
        page = opened(house, pages)
        with pytest.raises(TimeoutError):
            page.result(timeout=0.3)
        monkeypatch.undo()
    page.result(timeout=60)
    assert rows_read() == [7]
    assert verify(SYSTEM, now=NOW) == []


def test_where_no_book_can_be_made_the_act_goes_on_and_pages_wait(
    house: House, place: Place, pages: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "urandom", full)
    with read_book.laid_out(place):
        monkeypatch.undo()
        with place.gate(), reads.settling(db.engine):
            page = opened(house, pages)
            with pytest.raises(TimeoutError):
                page.result(timeout=0.3)
    page.result(timeout=60)
    assert not (place.folder / BOOK).exists()


def test_an_act_is_not_answered_as_a_fault_when_the_book_cannot_be_taken_up(
    house: House, place: Place, pages: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched, long_act(place):
        shown(house, pages, 1)
        patched.setattr(anchor, "draft", full)
    assert rows_read() == []
    shown(house, pages, 2)
    assert rows_read() == [1, 2]
