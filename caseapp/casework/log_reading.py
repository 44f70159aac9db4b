"""Reading the log: who did or looked at what, by opaque numbers alone, never a name of a child."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import Select, select

from caseapp import desk
from caseapp.records.audit import AuditEntry
from caseapp.rules.access import Act, Actor
from caseapp.rules.values import LOCAL

PAGE: Final = 100
_LARGEST: Final = 2**31 - 1


@dataclass(frozen=True)
class Asked:
    """What the reader looks for; empty means all. `before` is the number that a page ends at."""

    actor: str = ""
    act: str = ""
    outcome: str = ""
    subject: str = ""
    day: date | None = None
    before: int = 0


@dataclass(frozen=True)
class LogLine:
    """An entry as it stands in the log."""

    number: int
    at: datetime
    actor: str
    act: str
    outcome: str
    subject: str
    unit_id: int | None
    detail: str


def list_log(actor: Actor, asked: Asked, *, now: datetime) -> tuple[list[LogLine], bool]:
    """Return a page of 100 entries, the newest first, and whether more follow."""
    with desk.reading(actor, Act.LOG_READ, now=now) as door:
        rows = door.session.execute(_statement(asked)).all()
        door.log("log:list", None, rows=min(len(rows), PAGE))
    return [_line(row) for row in rows[:PAGE]], len(rows) > PAGE


def _statement(asked: Asked) -> Select[Any]:
    table = AuditEntry.__table__.c
    statement = select(
        table.id, table.at, table.actor, table.act, table.outcome, table.subject,
        table.area_id, table.detail,
    )  # fmt: skip
    for column, wanted in (
        (table.actor, asked.actor),
        (table.act, asked.act),
        (table.outcome, asked.outcome),
        (table.subject, asked.subject),
    ):
        if wanted:
            statement = statement.where(column == wanted)
    if asked.day is not None:
        first = datetime.combine(asked.day, time(), LOCAL)
        statement = statement.where(
            table.at >= _as_written(first), table.at < _as_written(first + timedelta(days=1))
        )
    if 0 < asked.before <= _LARGEST:
        statement = statement.where(table.id < asked.before)
    return statement.order_by(table.id.desc()).limit(PAGE + 1)


def _as_written(moment: datetime) -> str:
    """Return a moment as the log writes it: UTC, so that the order of texts is that of time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _line(row: Any) -> LogLine:  # noqa: ANN401 - a row of the log's columns
    detail = json.loads(row.detail) if row.detail else {}
    return LogLine(
        number=row.id,
        at=datetime.fromisoformat(row.at),
        actor=row.actor,
        act=row.act,
        outcome=row.outcome,
        subject=row.subject,
        unit_id=row.area_id,
        detail=", ".join(f"{name}: {json.dumps(value)}" for name, value in detail.items()),
    )
