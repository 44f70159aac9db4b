"""The log of acts and reads: append-only, each entry bound to the one before by a keyed hash."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, cast

from sqlalchemy import Integer, String, Table, Text, bindparam, select, text
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.records import plpgsql
from caseapp.records.db import Row, on_postgresql

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

GENESIS = "0" * 64
_NUMBERS: Final = 2**31

TRIGGERS = (
    """CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    # INSERT OR REPLACE fires no delete trigger, so the next number and link are checked as well.
    f"""CREATE TRIGGER audit_entries_next_link BEFORE INSERT ON audit_entries
    WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM audit_entries)
      OR NEW.previous IS NOT coalesce(
        (SELECT hash FROM audit_entries ORDER BY id DESC LIMIT 1), '{GENESIS}')
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",  # noqa: S608 - a fixed word
)
"""SQLite's statements that guard the log."""


class AuditEntry(Row):
    """Who did or read what, when, and whether it was allowed; opaque ids only, never content."""

    __tablename__ = "audit_entries"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(40))
    actor: Mapped[str] = mapped_column(String(60))
    act: Mapped[str] = mapped_column(String(60))
    outcome: Mapped[str] = mapped_column(String(10))
    subject: Mapped[str] = mapped_column(String(60), index=True)
    area_id: Mapped[int | None]
    detail: Mapped[str] = mapped_column(Text, default="")
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


_TABLE: Final = cast(Table, AuditEntry.__table__)
_INSERT: Final = _TABLE.insert()
_HEADS: Final = select(_TABLE.c.id, _TABLE.c.hash)
_SINCE: Final = _HEADS.where(_TABLE.c.id >= bindparam("since", type_=Integer)).order_by(_TABLE.c.id)
_LAST: Final = _HEADS.order_by(_TABLE.c.id.desc()).limit(1)
_LONGEST: Final[dict[str, int]] = {
    column.name: column.type.length
    for column in _TABLE.c
    if isinstance(column.type, String) and column.type.length
}
# The statements of the log are made once: every page runs them.


@dataclass(frozen=True)
class Entry:
    """What is to be written: `subject` is `kind:id`; `detail` names fields and counts only."""

    actor: str
    act: str
    outcome: str = "done"
    subject: str = ""
    area_id: int | None = None
    detail: tuple[tuple[str, Any], ...] = ()


_COLUMNS = ("id", "at", "actor", "act", "outcome", "subject", "area_id", "detail", "previous")


def link(key: bytes, fields: dict[str, Any]) -> str:
    """Return the keyed hash of an entry's fields, the previous hash among them, as hex."""
    text = json.dumps([fields[column] for column in _COLUMNS], ensure_ascii=False)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def is_writable(entry: Entry) -> bool:
    """Tell whether the log takes an entry: no text too long or not to be written, no vast number.

    For who shows something before the log has it.
    """
    texts = {name: getattr(entry, name) for name in ("actor", "act", "outcome", "subject")}
    told = json.dumps(dict(entry.detail), ensure_ascii=False)
    return (
        all(len(text) <= _LONGEST[name] for name, text in texts.items())
        and all(_is_plain(text) for text in (*texts.values(), told))
        and (entry.area_id is None or 0 <= entry.area_id < _NUMBERS)
    )


def _is_plain(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


Part = tuple[datetime, list[Entry]]
"""Entries of one moment."""


def append(
    connection: Connection, key: bytes, parts: Sequence[Part], anchor: str = ""
) -> tuple[str, bool]:
    """Add entries inside the caller's transaction; return the new head as `id:hash`.

    And whether the chain still holds the `anchor`, a head kept outside: when it does not, the
    tail was cut, and the anchor must stay as the witness of that.
    """
    number, previous, whole = _end(connection, anchor)
    rows: list[dict[str, Any]] = []
    for at, entry in ((at, entry) for at, entries in parts for entry in entries):
        number += 1
        fields = {
            "id": number,
            "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": entry.actor,
            "act": entry.act,
            "outcome": entry.outcome,
            "subject": entry.subject,
            "area_id": entry.area_id,
            "detail": json.dumps(dict(entry.detail), ensure_ascii=False, sort_keys=True),
            "previous": previous,
        }
        previous = fields["hash"] = link(key, fields)
        rows.append(fields)
    if rows:  # the driver runs it row by row: the trigger reads the link that the row before left
        connection.execute(_INSERT, rows if len(rows) > 1 else rows[0])
    return f"{number}:{previous}", whole


def _end(connection: Connection, anchor: str) -> tuple[int, str, bool]:
    """Return the last entry's number and hash, and whether the anchor is one of the chain.

    A chain with entries and no anchor has lost its witness: it gets no new one unasked.
    """
    anchored, _, anchored_hash = anchor.partition(":")
    if anchored.isdecimal():
        rows = connection.execute(_SINCE, {"since": int(anchored)}).all()
        if rows:
            whole = (rows[0].id, rows[0].hash) == (int(anchored), anchored_hash)
            return rows[-1].id, rows[-1].hash, whole
    last = connection.execute(_LAST).first()
    return (last.id, last.hash, False) if last else (0, GENESIS, not anchor)


def faults(connection: Connection, key: bytes, anchor: str) -> Iterator[str]:
    """Walk the chain and name each break; `anchor` is a head `id:hash` kept outside, or ''."""
    table = AuditEntry.__table__
    expected, previous = 1, GENESIS
    anchored_id, _, anchored_hash = anchor.partition(":")
    anchor_met = not anchor
    for row in connection.execute(select(table).order_by(table.c.id)).mappings():
        if row["id"] != expected:
            yield f"entry {expected}: missing or moved (found {row['id']})"
            expected = row["id"]
        if row["previous"] != previous:
            yield f"entry {row['id']}: does not follow the entry before"
        if link(key, dict(row)) != row["hash"]:
            yield f"entry {row['id']}: changed"
        if anchor and str(row["id"]) == anchored_id:
            anchor_met = row["hash"] == anchored_hash
        previous, expected = row["hash"], expected + 1
    if not anchor_met:
        yield f"entry {anchored_id}: cut off or replaced (the anchor kept outside does not fit)"


def unguarded(connection: Connection) -> Iterator[str]:
    """Name each trigger that is missing or is not as it was made, so that the log lies open."""
    postgresql = on_postgresql(connection)
    standing = plpgsql.standing_triggers(connection) if postgresql else _triggers(connection)
    for trigger in plpgsql.LOG_TRIGGERS if postgresql else TRIGGERS:
        if trigger not in standing:
            name = trigger.split()[2]
            yield f"the trigger {name} is missing or changed: the log could be written over"


def _triggers(connection: Connection) -> set[str]:
    made = connection.execute(text("SELECT sql FROM sqlite_master WHERE type = 'trigger'"))
    return set(made.scalars())
