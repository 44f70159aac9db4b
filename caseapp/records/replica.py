"""The standby that counts figures: asked only when it holds all that the server itself holds now.

Before each count the server is asked how far its log of writes goes, and the standby how far it
has replayed it. A standby that is not there yet after a moment, cannot be reached, or is no copy of
this server is left alone for a while, and the server counts: figures are never older than asked.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from caseapp.records.audit import AuditEntry
from caseapp.records.db import REPLICA, db, elsewhere
from caseapp.rules.access import Act

_log = logging.getLogger(__name__)
_PATIENCE: Final = 1.0
"""Seconds that a count waits for the standby to replay what was written before it."""
_STEP: Final = 0.01
_REST: Final = 30.0
"""Seconds for which a standby that failed is not asked again."""
_HERE: Final = "SELECT CAST(pg_current_wal_lsn() AS text), current_user"
_THERE: Final = (
    "SELECT pg_is_in_recovery(), current_user, pg_last_wal_replay_lsn() >= CAST(%s AS pg_lsn)"
)
_resting: Final[WeakKeyDictionary[Engine, float]] = WeakKeyDictionary()


class _Mark(NamedTuple):
    """How far the server is: its log of writes, the role that asks, the newest line of our log."""

    lsn: str
    role: str
    number: int
    hash: str


@contextmanager
def counting(act: Act) -> Iterator[None]:
    """Let what is counted inside for FIGURES_READ be asked of the standby, if one is fit for it.

    What the door writes down goes to the server itself, as ever.
    """
    engine = db.engines.get(REPLICA) if act == Act.FIGURES_READ else None
    if engine is None or not _fit(engine):
        yield
        return
    before = elsewhere.set(engine)
    try:
        yield
    except _faults(engine):
        _leave(engine, "a count failed")  # the page fails; the next one is counted by the server
        raise
    finally:
        elsewhere.reset(before)


def _fit(engine: Engine) -> bool:
    """Tell whether the standby holds all that was committed before this moment."""
    if time.monotonic() < _resting.get(engine, 0.0):
        return False
    mark = _mark()
    try:
        trouble = _trouble(engine, mark)
    except _faults(engine):
        trouble = "it cannot be reached"
    if trouble:
        _leave(engine, trouble)
    return not trouble


def _mark() -> _Mark:
    newest = select(AuditEntry.id, AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)
    with db.engine.connect() as connection:
        line = connection.execute(newest).one_or_none()
        # Asked last: whatever the line shows was committed, and so written, before.
        lsn, role = connection.exec_driver_sql(_HERE).one()
    return _Mark(lsn, role, *(line or (0, "")))


def _trouble(engine: Engine, mark: _Mark) -> str:
    """Return why the standby is not to be asked, '' for none; waits until it has replayed."""
    until = time.monotonic() + _PATIENCE
    with engine.connect() as connection:
        while True:
            standby, role, replayed = connection.exec_driver_sql(_THERE, (mark.lsn,)).one()
            if not standby:
                return "it is no standby"
            if role != mark.role:
                return "its address names another role"
            if replayed:
                break
            if time.monotonic() > until:
                return "it lags behind"
            time.sleep(_STEP)
        connection.rollback()  # what is asked next sees what was replayed by now
        line = select(AuditEntry.hash).where(AuditEntry.id == mark.number)
        alike = (connection.scalar(line) or "") == mark.hash
    return "" if alike else "it is a copy of something else"


def _leave(engine: Engine, trouble: str) -> None:
    _resting[engine] = time.monotonic() + _REST
    _log.warning("figures are counted by the server, not by the replica: %s", trouble)


def _faults(engine: Engine) -> tuple[type[BaseException], ...]:
    """Return what SQLAlchemy raises for the database, and the driver where it is asked directly."""
    driver: Any = engine.dialect.loaded_dbapi
    return DBAPIError, driver.Error
