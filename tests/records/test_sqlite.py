"""The database file: opened by its key alone, with the pragmas that keep what was written."""

from __future__ import annotations

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import select

from caseapp.app import standing_in
from caseapp.records.children import SubjectKey
from caseapp.records.db import WRITE, db, insert_rows
from caseapp.records.disasters import Disaster
from caseapp.records.scope import Reach, reaching
from tests.factories.house import NOW, House

pytestmark = pytest.mark.only("sqlite")

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: NORMAL loses acknowledged writes in a power cut
    "foreign_keys": 1,
    "temp_store": 2,  # no temporary file in the clear
}


def test_every_connection_has_its_pragmas(house: House) -> None:
    with standing_in(house.settings):  # the house's own is not made to wait for the disk
        first, second = db.engine.connect(), db.engine.connect()
        for connection in (first, second):
            found = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS
            }
            assert found == PRAGMAS
            assert connection.exec_driver_sql("PRAGMA cipher_version").scalar()
            connection.close()


@pytest.mark.parametrize("key", [None, "x'" + "00" * 32 + "'", "master"])
def test_a_connection_without_the_key_reads_nothing(house: House, key: str | None) -> None:
    database = house.path / "caseapp.db"
    assert not database.read_bytes().startswith(b"SQLite format 3")
    connection = driver.connect(str(database))
    try:
        if key is not None:
            connection.execute(f'PRAGMA key = "{key}"')
        with pytest.raises(driver.DatabaseError):
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    finally:
        connection.close()


def test_rows_come_back_as_they_were_given_empty_ones_too(house: House) -> None:
    keys = {"wrapped": [b"\x00\xff", None, b"x"], "destroyed_at": [None, NOW, None]}
    everything = reaching(Reach(None, "bulk"))
    with house.app.app_context(), everything, db.engine.connect() as opened:
        connection = opened.execution_options(**{WRITE: True})
        insert_rows(connection, SubjectKey.__table__, keys, {})
        kept = connection.execute(
            select(SubjectKey.wrapped, SubjectKey.destroyed_at).order_by(SubjectKey.id)
        ).all()
        assert [tuple(row) for row in kept] == [(b"\x00\xff", None), (None, NOW), (b"x", None)]


def test_many_rows_keep_their_order_whatever_is_left_over(house: House) -> None:
    refs = [None if at % 7 == 3 else f"ref {at}" for at in range(2 * 20 + 3)]
    same = {"name": "lũ", "kind": "flood", "started_on": NOW.date(), "entered_at": NOW}
    with house.app.app_context(), reaching(Reach(None, "bulk")), db.engine.connect() as opened:
        connection = opened.execution_options(**{WRITE: True})
        insert_rows(connection, Disaster.__table__, {"ref": refs}, same)
        insert_rows(connection, Disaster.__table__, {"ref": [None] * 41}, same)
        kept = connection.execute(select(Disaster.ref, Disaster.name).order_by(Disaster.id)).all()
        assert [tuple(row) for row in kept] == [(ref, "lũ") for ref in [*refs, *[None] * 41]]


def test_what_all_rows_share_is_written_as_it_stands(house: House) -> None:
    name = "bão 'Số 9' ? :x %s \\"
    same = {"name": name, "kind": "storm", "started_on": NOW.date(), "entered_at": NOW}
    with house.app.app_context(), reaching(Reach(None, "bulk")), db.engine.connect() as opened:
        connection = opened.execution_options(**{WRITE: True})
        insert_rows(connection, Disaster.__table__, {"ref": [None, None, None]}, same)
        insert_rows(connection, Disaster.__table__, {"ref": ["a", "b"], "name": ["", ""]}, same)
        columns = (Disaster.ref, Disaster.name, Disaster.started_on, Disaster.entered_at)
        rows = connection.execute(select(*columns).order_by(Disaster.id)).all()
        assert [tuple(row) for row in rows] == [
            *[(None, name, NOW.date(), NOW)] * 3,
            *[(ref, "", NOW.date(), NOW) for ref in "ab"],
        ]
