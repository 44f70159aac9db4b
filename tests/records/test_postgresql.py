"""PostgreSQL: readers stand still and cannot write, writers of all machines queue, errors tell little."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from caseapp.records.cases import Case, Deadline
from caseapp.records.children import Child, SubjectKey
from caseapp.records.db import WRITE, db, insert_rows
from caseapp.records.disasters import Disaster
from caseapp.records.postgresql import engine_options
from caseapp.records.scope import Reach, reaching
from caseapp.records.users import SignInAttempt
from tests.factories.house import NOW, House
from tests.factories.rows import CAI_KHE, NINH_KIEU, furnish
from tests.factories.wards import nobody

pytestmark = pytest.mark.only("postgresql")


def writer() -> Connection:
    return db.engine.connect().execution_options(**{WRITE: True})


def shown(connection: Connection, name: str) -> object:
    return connection.exec_driver_sql(f"SHOW {name}").scalar()


def test_a_reader_cannot_write_and_a_writer_sees_what_was_committed(house: House) -> None:
    with house.app.app_context():
        with db.engine.connect() as reader:
            assert shown(reader, "transaction_isolation") == "repeatable read"
            with pytest.raises(DBAPIError, match="read-only transaction"):
                reader.execute(insert(SignInAttempt).values(source=b"0", name=b"0", at=NOW))
        with writer() as connection:
            assert shown(connection, "transaction_isolation") == "read committed"
            connection.execute(insert(SignInAttempt).values(source=b"0", name=b"0", at=NOW))
            connection.commit()


def test_a_connection_speaks_of_moments_in_utc_and_waits_for_the_disk(house: House) -> None:
    with house.app.app_context(), db.engine.connect() as connection:
        assert shown(connection, "TimeZone") == "UTC"
        assert shown(connection, "synchronous_commit") == "on"
    assert "tcp_keepalives_idle=30" in engine_options()["connect_args"]["options"]


def test_writers_queue_at_the_server_whatever_machine_they_are_on(house: House) -> None:
    # Two engines' writers, without the gate of the folder that one machine has.
    waiting = threading.Event()

    def second() -> int:
        with house.app.app_context():
            waiting.set()
            with writer() as connection:
                return len(connection.execute(select(SignInAttempt.id)).all())

    with house.app.app_context(), ThreadPoolExecutor(1) as pool:
        with writer() as first:
            first.execute(insert(SignInAttempt).values(source=b"0", name=b"0", at=NOW))
            found = pool.submit(second)
            waiting.wait(timeout=30)
            while not _queued():
                assert not found.done()
            first.commit()
        assert found.result(timeout=30) == 1


def _queued() -> bool:
    waits = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    with db.engine.connect() as connection:
        return bool(connection.scalar(waits))


def test_an_error_does_not_repeat_the_row(house: House) -> None:
    # PostgreSQL's detail says "Failing row contains (…)", with the name of the child in it.
    row = {"code": "TE-1", "full_name": "Thạch Thị Thử", "folded_name": "x", "entered_at": NOW}
    with house.app.app_context(), reaching(Reach(None, "bulk")), writer() as connection:
        with pytest.raises(IntegrityError) as refused:
            connection.execute(insert(Child).values(**row, sex="girl"))
        assert "children" in str(refused.value)
        for error in (refused.value, refused.value.orig):
            assert "Thạch" not in str(error)
            assert "Thạch" not in repr(error)


def test_many_rows_come_back_as_they_were_given(house: House) -> None:
    number = 45_000  # more than go into one statement
    days = [date(2025, 10, n % 28 + 1) for n in range(number)]
    columns = {
        "name": [f"bão {n}" for n in range(number)],
        "started_on": days,
        "ref": [None] * number,
    }
    with house.app.app_context(), reaching(Reach(None, "bulk")), writer() as connection:
        same = {"kind": "storm", "entered_at": NOW, "entered_by": None}
        insert_rows(connection, Disaster.__table__, columns, same)
        rows = connection.execute(
            select(Disaster.name, Disaster.started_on, Disaster.ref, Disaster.entered_at).order_by(
                Disaster.id
            )
        ).all()
        assert [tuple(row) for row in rows] == [
            (name, day, None, NOW)
            for name, day in zip(columns["name"], columns["started_on"], strict=True)
        ]


def test_bytes_truths_and_moments_are_kept_and_a_long_text_is_not_cut(house: House) -> None:
    keys = {"wrapped": [b"\x00\xff", None, b""], "destroyed_at": [None, NOW, None]}
    with house.app.app_context(), reaching(Reach(None, "bulk")), writer() as connection:
        insert_rows(connection, SubjectKey.__table__, keys, {})
        kept = connection.execute(
            select(SubjectKey.wrapped, SubjectKey.destroyed_at).order_by(SubjectKey.id)
        ).all()
        assert [tuple(row) for row in kept] == [(b"\x00\xff", None), (None, NOW), (b"", None)]
        long = {"name": ["x" * 201], "started_on": [date(2025, 1, 1)]}
        with pytest.raises(DBAPIError, match="too long"):
            insert_rows(connection, Disaster.__table__, long, {"kind": "storm", "entered_at": NOW})


def test_a_text_with_a_nul_is_found_nowhere_and_stops_nothing(house: House) -> None:
    with house.app.app_context(), reaching(Reach(None, "bulk")), writer() as connection:
        assert connection.scalar(select(Disaster.id).where(Disaster.name == "a\0b")) is None
        row = {"kind": "storm", "started_on": date(2025, 1, 1), "entered_at": NOW}
        connection.execute(insert(Disaster).values(**row, name="a\0b"))
        insert_rows(connection, Disaster.__table__, {"name": ["\0", "c"]}, row)
        names = connection.scalars(select(Disaster.name).order_by(Disaster.id)).all()
        assert names == ["a\ufffdb", "\ufffd", "c"]


def test_rows_of_other_units_are_not_shown_though_the_filter_be_passed_by(house: House) -> None:
    with house.app.app_context():
        furnish(NINH_KIEU)
        furnish(CAI_KHE)
        assert _areas(Reach(frozenset({NINH_KIEU}))) == {NINH_KIEU}
        assert _areas(Reach(frozenset({NINH_KIEU, CAI_KHE}))) == {NINH_KIEU, CAI_KHE}
        assert _areas(Reach(None, "figures")) == {NINH_KIEU, CAI_KHE}
        assert _areas(Reach(frozenset())) == set()
        assert _areas(None) == set()


def _areas(reach: Reach | None) -> set[int]:
    """What the driver itself is shown: no event of SQLAlchemy stands in its way."""
    with reaching(reach) if reach else nobody(), db.engine.connect() as connection:
        connection.begin()
        driver = connection.connection.dbapi_connection
        rows = driver.execute("SELECT area_id FROM cases").fetchall()
        return {row[0] for row in rows}


def test_a_row_of_another_unit_is_not_written_though_the_filter_be_passed_by(house: House) -> None:
    with house.app.app_context():
        made = furnish(NINH_KIEU)
        with reaching(Reach(frozenset({CAI_KHE}))), writer() as connection:
            connection.begin()
            driver = connection.connection.dbapi_connection
            assert driver.execute("UPDATE cases SET level = 'high'").rowcount == 0
            assert driver.execute("DELETE FROM deadlines").rowcount == 0
            with pytest.raises(Exception, match="row-level security"):
                driver.execute(
                    "INSERT INTO deadlines (report_id, area_id, clock, edition, started_at, due_at)"
                    f" VALUES (1, {NINH_KIEU}, 'x', '1', now(), now())"
                )
        with reaching(Reach(None, "figures")), db.engine.connect() as connection:
            assert connection.scalar(select(Case.level)) != "high"
            assert connection.scalars(select(Deadline.id)).all() == [made[Deadline]]


def test_what_one_transaction_may_see_is_forgotten_with_it(house: House) -> None:
    with house.app.app_context():
        furnish(NINH_KIEU)
        assert _areas(Reach(None, "bulk")) == {NINH_KIEU}
        for _ in range(3):  # the pool hands out the very connection again
            assert _areas(None) == set()
            with db.engine.connect() as connection:
                driver = connection.connection.dbapi_connection
                assert driver.execute("SELECT count(*) FROM cases").fetchone() == (0,)
