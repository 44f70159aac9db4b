"""Reads are written down one by one, or those of a page together; never shown when they are not."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, select

from caseapp import desk
from caseapp.records import anchor, reads
from caseapp.records.audit import AuditEntry, Part
from caseapp.records.db import db, place_of
from caseapp.rules.access import Act
from caseapp.upkeep.bench.statements import counted
from caseapp.upkeep.log import verify
from tests.factories.house import NOW, SYSTEM, House


def _acts() -> list[tuple[str, str]]:
    with db.engine.connect() as connection:
        asked = select(AuditEntry.act, AuditEntry.outcome).order_by(AuditEntry.id)
        return [(act, outcome) for act, outcome in connection.execute(asked)]


def _read(*acts: Act) -> None:
    for act in acts:
        with desk.reading(SYSTEM, act, now=NOW):
            pass


def test_the_reads_of_a_page_wait_once_and_are_all_there(house: House) -> None:
    acts = (Act.CASE_LIST, Act.REPORT_LIST, Act.CHILD_LIST)
    with house.app.app_context():
        before = len(_acts())
        with counted() as alone:
            _read(*acts)
        with counted() as joined, desk.together():
            _read(*acts)
        looks = [[s for s in seen if "FROM audit_entries" in s] for seen in (alone, joined)]
        assert [len(each) for each in looks] == [3, 1]  # for the head, by each transaction
        assert _acts()[before:] == [(act, "done") for act in acts] * 2
        assert verify(SYSTEM, now=NOW) == []


def test_a_page_whose_reads_cannot_be_written_is_not_shown(house: House, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with house.app.app_context():
        before = _acts()
        monkeypatch.setattr(anchor, "draft", full)
        with pytest.raises(OSError, match="No space"), desk.together():
            _read(Act.CASE_LIST)
        assert _acts() == before


def _read_and_fail() -> None:
    with desk.together():
        _read(Act.CASE_LIST)
        with desk.together():
            _read(Act.REPORT_LIST)
        raise RuntimeError("later")


def test_what_was_read_before_something_failed_is_written_down(house: House) -> None:
    with house.app.app_context():
        before = len(_acts())
        with pytest.raises(RuntimeError, match="later"):
            _read_and_fail()
        assert [act for act, _ in _acts()[before:]] == [Act.CASE_LIST, Act.REPORT_LIST]


def _waiting_pages(house: House, acts: list[Act]) -> list[object]:
    """Let each act read in a thread of its own while the gate is shut; return faults or None."""
    with house.app.app_context():
        place, queue = place_of(db.engine), reads.line_of(db.engine)

    def read(act: Act) -> object:
        with house.app.app_context():
            try:
                _read(act)
            except OSError as fault:
                return fault
            return None

    with ThreadPoolExecutor(len(acts)) as pool:
        with place.gate():
            pages = []
            for number, act in enumerate(acts, start=1):
                pages.append(pool.submit(read, act))
                _until(lambda number=number: len(queue.waiting) == number)
            assert not any(page.done() for page in pages)  # nothing shows before it is kept
        return [page.result(timeout=60) for page in pages]


def _until(holds: Callable[[], bool]) -> None:
    while not holds():
        time.sleep(0.001)


_FIVE = [Act.CASE_LIST, Act.REPORT_LIST, Act.CHILD_LIST, Act.CASE_LIST, Act.REPORT_LIST]


def test_pages_that_wait_at_the_gate_are_written_down_in_one_go_in_their_order(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = []
    kept = anchor.draft
    monkeypatch.setattr(anchor, "draft", lambda *told: (drafts.append(told), kept(*told)))
    with house.app.app_context():
        before = len(_acts())
        assert _waiting_pages(house, _FIVE) == [None] * 5
        assert [act for act, _ in _acts()[before:]] == _FIVE
        assert len(drafts) == 1  # one transaction
        assert verify(SYSTEM, now=NOW) == []


def test_when_nothing_can_be_written_no_waiting_page_shows_and_the_next_ones_do(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with house.app.app_context():
        before = _acts()
        with monkeypatch.context() as trouble:
            trouble.setattr(anchor, "draft", full)
            faults = _waiting_pages(house, _FIVE)
        assert [type(fault) for fault in faults] == [OSError] * 5
        assert _acts() == before
        _read(Act.CASE_LIST)
        assert [act for act, _ in _acts()[len(before) :]] == [Act.CASE_LIST]
        assert verify(SYSTEM, now=NOW) == []


def test_a_page_whose_line_cannot_be_kept_stops_no_other(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = anchor.append

    def spoilt(connection: Connection, parts: Sequence[Part]) -> str:
        if any(entry.act == Act.CHILD_LIST for _, entries in parts for entry in entries):
            raise OSError(5, "spoilt")
        return kept(connection, parts)

    with house.app.app_context():
        before = len(_acts())
        monkeypatch.setattr(anchor, "append", spoilt)
        faults = _waiting_pages(house, _FIVE)
        assert [fault is None for fault in faults] == [True, True, False, True, True]
        told = sorted(act for act, _ in _acts()[before:])
        assert told == sorted(act for act in _FIVE if act != Act.CHILD_LIST)
        assert verify(SYSTEM, now=NOW) == []
