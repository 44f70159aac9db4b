"""Whatever goes wrong beside an act in bulk: no page is shown unkept, none kept twice, none stopped."""

from __future__ import annotations

import io
import json
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy.exc import TimeoutError as PoolIsEmpty

from caseapp import desk
from caseapp.records import anchor, read_book, reads
from caseapp.records.audit import Entry, is_writable
from caseapp.records.db import Place, db
from caseapp.rules.access import Act
from caseapp.upkeep import log
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.reads_beside import (
    BOOK,
    Killed,
    entries,
    full,
    killed,
    killed_act,
    long_act,
    opened,
    rows_read,
    shown,
)

Spoil = Callable[[pytest.MonkeyPatch], None]


def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.002)


def together(
    house: House, pages: ThreadPoolExecutor, patch: pytest.MonkeyPatch, spoil: Spoil
) -> list[Future[None]]:
    """Open a page, and three more that are written down together while `spoil` holds."""
    queue, go, add = reads.line_of(db.engine), threading.Event(), read_book.add

    def held(place: Place, lines: Any) -> bool:
        go.wait(60)
        if len(lines) == 1:
            return add(place, lines)
        with pytest.MonkeyPatch.context() as patched:
            spoil(patched)
            return add(place, lines)

    patch.setattr(read_book, "add", held)
    first = opened(house, pages, 1)
    until(lambda: queue.led and not queue.waiting)
    others = [opened(house, pages, rows) for rows in (2, 3, 4)]
    until(lambda: len(queue.waiting) == 3)
    go.set()
    first.result(timeout=60)
    return others


def cut_short(patch: pytest.MonkeyPatch) -> None:
    written = os.pwrite
    patch.setattr(os, "pwrite", lambda d, content, at: written(d, content[:-5], at))


SPOILT: dict[str, Spoil] = {
    "written in part": cut_short,
    "not written": lambda patch: patch.setattr(os, "pwrite", full),
    "not on the disk": lambda patch: patch.setattr(os, "fsync", full),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_lines_that_the_book_does_not_take_stand_in_the_log_once(
    house: House,
    place: Place,
    pages: ThreadPoolExecutor,
    spoil: Spoil,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with long_act(place):
        others = together(house, pages, monkeypatch, spoil)
        time.sleep(0.2)
        assert not any(page.done() for page in others)
    for page in others:
        page.result(timeout=60)
    assert sorted(rows_read()) == [1, 2, 3, 4]


def test_no_page_shows_when_neither_book_nor_log_takes_its_line(
    house: House, place: Place, pages: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with long_act(place):
        others = together(house, pages, monkeypatch, SPOILT["not written"])
        monkeypatch.setattr(anchor, "draft", full)
        time.sleep(0.2)
    faults = [page.exception(timeout=60) for page in others]
    assert None not in faults
    monkeypatch.undo()
    shown(house, pages, 5)
    assert rows_read() == [1, 5]


def test_a_page_that_waits_while_a_book_is_put_aside_goes_to_the_gate(
    house: House, place: Place, pages: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening, is_awaited = read_book._opened, read_book.is_awaited
    waiting: list[Future[None]] = []
    asked: list[bool] = []

    def awaited(where: Place) -> bool:
        asked.append(is_awaited(where))
        return asked[-1]

    def slowly(where: Place, descriptor: int) -> Any:
        waiting.append(opened(house, pages, 3))
        until(lambda: asked)
        time.sleep(0.2)  # it is at the book's lock by then
        return opening(where, descriptor)

    with long_act(place):
        for rows in (1, 2):
            shown(house, pages, rows)
        path = place.folder / BOOK
        path.write_bytes(path.read_bytes()[:30] + b"?" + path.read_bytes()[31:])
        monkeypatch.setattr(read_book, "is_awaited", awaited)
        monkeypatch.setattr(read_book, "_opened", slowly)
    waiting[0].result(timeout=60)
    assert asked[0]
    assert rows_read() == [2, 3]


UNWRITABLE = {
    "long": Entry("system", "report.list", subject="x" * 61),
    "half a letter": Entry("system", "report.list", subject="case:\ud800"),
    "no letter": Entry("system", "report.list", subject="case:\0"),
    "vast": Entry("system", "report.list", area_id=2**70),
}


@pytest.mark.parametrize("entry", UNWRITABLE.values(), ids=UNWRITABLE)
def test_a_line_that_the_log_would_refuse_stops_its_page_alone(
    house: House, place: Place, pages: ThreadPoolExecutor, entry: Entry
) -> None:
    assert not is_writable(entry)
    assert is_writable(Entry("system", "case.list", subject="x" * 60, area_id=31_135))

    def page() -> None:
        with house.app.app_context():
            reads.write_down([entry], NOW)

    with long_act(place):
        shown(house, pages, 1)
        spoilt = pages.submit(page)
        with pytest.raises(TimeoutError):
            spoilt.result(timeout=0.2)
    spoilt.exception(timeout=60)
    shown(house, pages, 2)
    assert rows_read() == [1, 2]


@pytest.mark.parametrize("trouble", [PoolIsEmpty("none is free"), ValueError("odd"), OSError()])
def test_whatever_keeps_a_book_from_the_log_stops_neither_acts_nor_pages(
    house: House,
    place: Place,
    pages: ThreadPoolExecutor,
    trouble: Exception,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_told: object) -> None:
        raise trouble

    with monkeypatch.context() as patched:
        with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW):
            shown(house, pages, 1)
            patched.setattr(reads, "_taken", broken)
        shown(house, pages, 2)
        with desk.writing(SYSTEM, Act.CASE_EDIT, now=NOW):
            pass
    assert rows_read() == [2]
    shown(house, pages, 3)
    assert rows_read() == [2, 1, 3]


def test_a_book_that_may_not_be_opened_stops_nobody(
    house: House, place: Place, pages: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = os.open

    def refused(path: Any, *rest: Any, **more: Any) -> int:
        if str(path).endswith(BOOK):
            raise PermissionError
        return opening(path, *rest, **more)

    with long_act(place):
        monkeypatch.setattr(os, "open", refused)
        page = opened(house, pages, 1)
        with pytest.raises(TimeoutError):
            page.result(timeout=0.2)
    page.result(timeout=60)
    with desk.writing(SYSTEM, Act.CASE_EDIT, now=NOW):
        pass
    assert rows_read() == [1]


def test_a_book_that_was_left_is_made_sure_of_before_it_is_gone_on_with(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(read_book, "settle", killed)
        with pytest.raises(Killed), read_book.laid_out(place):
            pass
    settled: list[object] = []
    monkeypatch.setattr(read_book, "settle", settled.append)
    with read_book.laid_out(place):
        assert settled == [place.folder]


def test_an_act_that_comes_while_a_book_is_taken_up_waits_for_that(
    house: House, place: Place, pages: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else its book would be put away under it, and pages would stand still beside it."""
    with killed_act(place):
        shown(house, pages, 1)
    taking, coming = reads._taken, threading.Event()

    def laying() -> None:
        with read_book.laid_out(place):
            coming.set()

    def slowly(*told: Any) -> int:
        acts.append(pages.submit(laying))
        assert not coming.wait(0.2)
        return taking(*told)

    acts: list[Future[None]] = []
    monkeypatch.setattr(reads, "_taken", slowly)
    with place.gate():
        reads.settle(db.engine)
    acts[0].result(timeout=60)
    assert rows_read() == [1]


def test_what_lies_beside_the_log_is_told_and_stands_in_what_is_written_out(
    house: House, place: Place, pages: ThreadPoolExecutor
) -> None:
    with killed_act(place):
        shown(house, pages, 1)
        assert log.verify(SYSTEM, now=NOW) == []  # somebody will put it in
    (told,) = log.verify(SYSTEM, now=NOW)
    assert "lie beside the log" in told
    out = io.StringIO()
    log.export(SYSTEM, out, now=NOW)
    acts = [json.loads(line)["act"] for line in out.getvalue().splitlines()]
    assert "case.list" in acts
    assert log.verify(SYSTEM, now=NOW) == []
    assert len(entries()) == 1
