"""The database file: opened by its key alone, one connection a thread, nothing lost, one writer."""

from __future__ import annotations

import stat
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from caseapp.records.db import WRITE, db, place_of
from tests.factories.house import House

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: NORMAL loses acknowledged writes in a power cut
    "foreign_keys": 1,
    "temp_store": 2,  # no temporary file in the clear
}


def test_every_connection_has_its_pragmas(house: House) -> None:
    with house.app.app_context():
        first, second = db.engine.connect(), db.engine.connect()
        for connection in (first, second):
            found = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS
            }
            assert found == PRAGMAS
            assert connection.exec_driver_sql("PRAGMA cipher_version").scalar()
            connection.close()


def test_a_key_that_refers_nowhere_is_refused(house: House) -> None:
    with house.app.app_context(), db.engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        with pytest.raises(IntegrityError):
            connection.exec_driver_sql("INSERT INTO area_links VALUES (1, 424242, 1)")


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


def test_two_threads_hold_two_connections(house: House) -> None:
    # `sqlite://` with a creator hands one connection to all threads: it was tried.
    together = threading.Barrier(2, timeout=30)

    def hold() -> int:
        with house.app.app_context():
            connection = db.session.connection().connection.dbapi_connection
            together.wait()
            held = id(connection)
            together.wait()
            db.session.remove()
            return held

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.submit(hold), pool.submit(hold)
        assert first.result() != second.result()


def test_a_reader_sees_the_state_it_began_with_and_does_not_block_a_writer(house: House) -> None:
    with house.app.app_context():
        count = text("SELECT count(*) FROM sign_in_attempts")
        with db.engine.connect() as reader:
            assert reader.scalar(count) == 0
            with db.engine.connect().execution_options(**{WRITE: True}) as writer:
                writer.execute(text("INSERT INTO sign_in_attempts VALUES (1, x'00', '2026-01-01')"))
                writer.commit()
            assert reader.scalar(count) == 0
        with db.engine.connect() as reader:
            assert reader.scalar(count) == 1


def test_the_gate_lets_one_writer_in_at_a_time(house: House) -> None:
    with house.app.app_context():
        place = place_of(db.engine)
    inside = threading.Event()

    def second() -> bool:
        with place.gate():
            return inside.is_set()

    with ThreadPoolExecutor(1) as pool:
        with place.gate():
            waiting = pool.submit(second)
            assert not waiting.done()
            inside.set()
        assert waiting.result(timeout=30)
    assert stat.S_IMODE((place.folder / "write.gate").stat().st_mode) == 0o600


def test_the_gate_opens_again_after_a_fault(house: House) -> None:
    with house.app.app_context():
        place = place_of(db.engine)
    with pytest.raises(ZeroDivisionError), place.gate():
        raise ZeroDivisionError
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: place.gate().__enter__()).result(timeout=30) is None
