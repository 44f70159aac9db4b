"""While an act writes in bulk pages go on; what they read is in the log afterwards, once."""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from caseapp import desk
from caseapp.records import anchor, read_book, reads
from caseapp.records.db import Place, db
from caseapp.rules.access import Act
from caseapp.upkeep.log import verify
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.reads_beside import (
    BOOK,
    LATER,
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
