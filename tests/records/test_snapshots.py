"""A session that stands still: others write, it sees nothing of that, and cannot write itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, insert, text
from sqlalchemy.exc import OperationalError

from caseapp import desk
from caseapp.records.db import WRITE, db, place_of
from caseapp.records.snapshots import standing_still
from caseapp.records.users import SignInAttempt
from caseapp.rules.access import Act
from tests.factories.house import NOW, SYSTEM, House

pytestmark = pytest.mark.only("sqlite")  # the state of PostgreSQL's rows is not told by the gate

_COUNT = text("SELECT count(*) FROM sign_in_attempts")


@pytest.fixture(autouse=True)
def _inside(house: House) -> Iterator[None]:
    with house.app.app_context():
        yield


def _attempt(connection: Connection) -> None:
    connection.execute(insert(SignInAttempt).values(source=b"0", name=b"0", at=NOW))


def test_it_sees_the_state_it_began_with_however_long_it_takes() -> None:
    session, place = db.session(), place_of(db.engine)
    with standing_still(session, place):
        with db.engine.connect().execution_options(**{WRITE: True}) as writer, place.gate():
            _attempt(writer)
            writer.commit()
        assert session.connection().scalar(_COUNT) == 0
    session.rollback()
    assert session.connection().scalar(_COUNT) == 1


def test_it_cannot_write_and_the_connection_can_again_afterwards() -> None:
    session, place = db.session(), place_of(db.engine)
    with standing_still(session, place):
        connection = session.connection()
        with pytest.raises(OperationalError, match="readonly"):
            _attempt(connection)
    session.rollback()
    with db.engine.connect().execution_options(**{WRITE: True}) as writer:
        _attempt(writer)
        writer.commit()


def _mark() -> bytes:
    session = db.session()
    with standing_still(session, place_of(db.engine)) as mark:
        pass
    session.rollback()
    return mark


def test_every_act_leaves_another_mark_and_what_is_written_aside_leaves_none() -> None:
    marks = [_mark()]
    with desk.reading(SYSTEM, Act.CASE_LIST, now=NOW):
        pass
    with desk.ledger(write=True) as session:
        session.add(SignInAttempt(source=b"0", name=b"0", at=NOW))
        session.flush()
    assert _mark() == marks[0]
    for _ in range(2):
        with desk.writing(SYSTEM, Act.REPORT_LOG, now=NOW):
            pass
        marks.append(_mark())
    with pytest.raises(ZeroDivisionError), desk.writing(SYSTEM, Act.REPORT_LOG, now=NOW):
        raise ZeroDivisionError  # one that was cut short may have been stored: it leaves one too
    marks.append(_mark())
    assert len(set(marks)) == len(marks)
