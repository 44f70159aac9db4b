"""Counts the SQL statements that a piece of work sends, leaving out BEGIN and COMMIT."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from caseapp.records.db import db

_FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements that a block sends to the open application's database."""
    seen: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:  # noqa: ANN401 - an event
        if not statement.startswith(_FRAME):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
