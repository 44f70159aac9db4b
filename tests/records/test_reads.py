"""Reads are written down one by one, or those of a page together; never shown when they are not."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.records import anchor
from caseapp.records.audit import AuditEntry
from caseapp.records.db import db
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
