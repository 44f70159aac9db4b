"""The rows as they stand at one moment, read while others write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.orm import Session

from caseapp.records.db import Place


@contextmanager
def standing_still(session: Session, place: Place) -> Iterator[bytes]:
    """Let a session see one state of SQLite's rows; yield the mark of the act that made it so.

    Both are taken inside the gate: outside it an act might have left its mark and not be stored
    yet. The session cannot write, for it would do so without having waited for its turn.
    """
    connection = session.connection()
    with place.gate(aside=True) as mark:
        connection.execute(text("SELECT 1 FROM sqlite_master")).first()  # here it stands still
    connection.exec_driver_sql("PRAGMA query_only = ON")
    try:
        yield mark
    finally:
        connection.exec_driver_sql("PRAGMA query_only = OFF")
