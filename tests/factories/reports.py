"""Reports as an officer logs them, and what the log of acts said last."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, event, select

from caseapp.casework.reports import log_report
from caseapp.records.audit import AuditEntry
from caseapp.records.db import db
from caseapp.records.scope import Reach, reaching
from caseapp.rules.access import Actor, Role
from caseapp.rules.forms.answers import Value
from caseapp.rules.values import LOCAL
from tests.factories.house import NOW, House, an_actor
from tests.factories.rows import CAI_KHE, NINH_KIEU

# Without accounts: only a form's one-time key needs one.
OFFICER = an_actor(Role.OFFICER, NINH_KIEU)
CHAIR = an_actor(Role.CHAIR, NINH_KIEU)
SUPERVISOR = an_actor(Role.SUPERVISOR)
STRANGER = an_actor(Role.OFFICER, CAI_KHE, name="stranger")
HOUR = timedelta(hours=1)


def local(text: str) -> datetime:
    """Return a moment of Cần Thơ: local("2026-02-16 20:00")."""
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def told(received: datetime = NOW - HOUR, **more: Value) -> dict[str, Value]:
    """Return checked answers of Mẫu 01, from somebody who agreed to be named."""
    known: dict[str, Value] = {
        "received_at": received,
        "event_area": str(NINH_KIEU),
        "channel": "phone",
        "child_name": "Đỗ Thị Hòa",
        "child_state": "Bầm tím ở tay",
        "reporter_consents": True,
        "reporter_name": "Bà Tư Bánh Mì",
    }
    return known | more


def log_one(
    house: House,
    received: datetime = NOW - HOUR,
    *,
    by: Actor = OFFICER,
    now: datetime = NOW,
    **more: Value,
) -> str:
    """Log a report; return its code."""
    with house.app.app_context():
        return log_report(by, told(received, **more), now=now)


def last_logged(number: int = 1) -> list[tuple[str, str, str]]:
    """Return actor, act and outcome of the newest entries of the log, the newest first."""
    with db.engine.connect() as connection:
        rows = connection.execute(
            select(AuditEntry.actor, AuditEntry.act, AuditEntry.outcome)
            .order_by(AuditEntry.id.desc())
            .limit(number)
        )
        return [tuple(row) for row in rows]


def kept(house: House, statement: Select[Any]) -> list[tuple[Any, ...]]:
    """Return rows of any ward as they lie in the database, and leave no trace in the log."""
    everything = reaching(Reach(None, "bulk"))
    with house.app.app_context(), everything, db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(statement)]


@contextmanager
def statements() -> Iterator[list[tuple[str, Any]]]:
    """Gather the SQL that runs meanwhile, with its values; what opens a transaction is left out."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, sql: str, values: Any, *_more: object) -> None:
        if not sql.startswith("BEGIN"):
            seen.append((sql, values))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
