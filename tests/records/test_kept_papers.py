"""Kept papers against somebody with the database open: no byte of a copy is changed or removed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from caseapp.records.cases import Case
from caseapp.records.db import WRITE, db
from caseapp.records.kept_papers import KeptCopy, KeptPaper, numbers_given
from caseapp.records.papers import Paper
from caseapp.records.scope import Reach, reaching
from tests.factories.house import NOW, House
from tests.factories.kept_papers import a_completion, complete, put
from tests.factories.measures import a_desk, decide, prepare
from tests.factories.rows import DAY, NINH_KIEU, a_mark, stored
from tests.factories.wards import Wards, unkept


@pytest.fixture
def opened(house: House) -> Iterator[Connection]:
    """The database of a house in which one paper was put before its signer."""
    desk = a_desk(house)
    prepare(house, desk)
    decide(house, desk.chair, desk.case)
    put(house, desk.officer, desk.case)
    with house.app.app_context(), reaching(Reach(None, "bulk")), db.engine.connect() as connection:
        yield connection.execution_options(**{WRITE: True})


def rows(connection: Connection) -> list[tuple[int, str, bytes, bytes]]:
    connection.rollback()
    asked = text("SELECT id, copy, content, source FROM kept_copies ORDER BY id")
    return [
        (row.id, row.copy, bytes(row.content), bytes(row.source))
        for row in connection.execute(asked)
    ]


COLUMNS = ", ".join(column.name for column in KeptCopy.__table__.c if column.name != "sha256")
REFUSED = {
    "update": "UPDATE kept_copies SET content = source WHERE id = 1",
    "update of the hash": "UPDATE kept_copies SET sha256 = sha256",
    "update of which copy": "UPDATE kept_copies SET copy = 'other'",
    "delete": "DELETE FROM kept_copies WHERE id = 2",
    "the same copy again": f"INSERT INTO kept_copies ({COLUMNS}, sha256) SELECT"
    f" {COLUMNS.replace('id,', '9,', 1)}, sha256 FROM kept_copies WHERE id = 1",
}
REFUSED_BY_SQLITE = {
    "replace": f"INSERT OR REPLACE INTO kept_copies ({COLUMNS}, sha256) SELECT {COLUMNS}, 'x'"
    " FROM kept_copies WHERE id = 1",
}
REFUSED_BY_POSTGRESQL = {"truncate": "TRUNCATE kept_copies"}


def refused(connection: Connection, words: str) -> None:
    before = rows(connection)
    assert [copy for _, copy, _, _ in before] == ["file", "served"]
    with pytest.raises((IntegrityError, OperationalError)):
        connection.execute(text(words))
    assert rows(connection) == before


@pytest.mark.parametrize("name", REFUSED)
def test_no_byte_of_a_copy_is_changed(opened: Connection, name: str) -> None:
    refused(opened, REFUSED[name])


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("name", REFUSED_BY_SQLITE)
def test_nor_by_sqlites_own_ways(opened: Connection, name: str) -> None:
    refused(opened, REFUSED_BY_SQLITE[name])


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("name", REFUSED_BY_POSTGRESQL)
def test_nor_by_postgresqls_own_ways(opened: Connection, name: str) -> None:
    refused(opened, REFUSED_BY_POSTGRESQL[name])


def test_its_key_and_its_unit_may_follow_the_file(opened: Connection) -> None:
    before = rows(opened)
    opened.execute(text("UPDATE kept_copies SET content_key = content_key, area_id = area_id"))
    assert rows(opened) == before


def a_kept(area: int, **fields: object) -> KeptPaper:
    known = {
        "code": a_mark("VB"), "kind": "plan", "form": "05", "version": 2, "decided_at": NOW,
        "unit_id": area, "entered_at": NOW,
    }  # fmt: skip
    return KeptPaper(**known | fields, area_id=area)


@pytest.mark.parametrize(
    "wrong",
    [
        {"paper_id": None},
        {"case_id": None},
        {"state": "completed"},
        {"completed_at": NOW},
        {"version": 1},
    ],
)
def test_it_is_of_one_decision_and_one_file_in_one_version(
    books: Wards, wrong: dict[str, object]
) -> None:
    known = {"case_id": books.own[Case], "paper_id": books.own[Paper]}
    unkept(books.session, a_kept(NINH_KIEU, **known | wrong))


def test_a_number_stands_once_in_a_unit_a_year_and_a_symbol(books: Wards) -> None:
    known = {
        "case_id": books.own[Case], "paper_id": books.own[Paper], "state": "completed",
        "completed_at": NOW, "number": "07", "number_key": "7", "symbol": "QĐ-UBND",
        "year": 2026, "signed_on": DAY,
    }  # fmt: skip
    stored(books.session, a_kept(NINH_KIEU, **known))
    stored(books.session, a_kept(NINH_KIEU, **known | {"version": 3, "year": 2027}))
    stored(books.session, a_kept(NINH_KIEU, **known | {"version": 4, "symbol": "UBND"}))
    assert numbers_given(books.session, NINH_KIEU, 2026, "QĐ-UBND") == ["7"]
    unkept(books.session, a_kept(NINH_KIEU, **known | {"version": 5, "number": "7"}))


def test_numbers_are_counted_over_papers_that_the_reader_may_not_open(house: House) -> None:
    desk = a_desk(house)
    prepare(house, desk)
    decide(house, desk.chair, desk.case)
    complete(house, desk.officer, put(house, desk.officer, desk.case), a_completion("31"))
    with house.app.app_context():
        session = db.session()
        with reaching(Reach(frozenset({1}))):
            assert session.scalars(select(KeptPaper.id)).all() == []
            assert numbers_given(session, NINH_KIEU, 2026, "QĐ-UBND") == ["31"]
            assert session.scalars(select(KeptPaper.id)).all() == []
