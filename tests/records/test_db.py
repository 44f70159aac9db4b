"""The database: one connection a thread, readers that stand still, one writer at a time."""

from __future__ import annotations

import stat
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from caseapp.records.areas import AreaLink
from caseapp.records.db import WRITE, db, place_of
from caseapp.records.users import SignInAttempt
from tests.factories.house import NOW, House


def test_a_key_that_refers_nowhere_is_refused(house: House) -> None:
    with house.app.app_context(), db.engine.connect() as opened:
        connection = opened.execution_options(**{WRITE: True})
        with pytest.raises(IntegrityError):
            connection.execute(insert(AreaLink).values(old_id=92, new_id=424242, whole=True))


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
                writer.execute(insert(SignInAttempt).values(source=b"0", name=b"0", at=NOW))
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
        assert len(pool.submit(lambda: place.gate().__enter__()).result(timeout=30)) == 16
