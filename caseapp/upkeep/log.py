"""Checking the log of acts link by link, and writing it out for whoever audits."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Final, TextIO

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from caseapp import desk
from caseapp.records import audit, read_book, reads
from caseapp.records.db import db, place_of
from caseapp.rules.access import Act, Actor

_AT_ONCE: Final = 1000


def count_entries(actor: Actor, *, now: datetime) -> int:
    """Return how many entries the log holds; Denied for who may not read it."""
    desk.require(actor, Act.LOG_READ, now=now)
    with desk.ledger() as session:
        return session.scalar(select(func.count()).select_from(audit.AuditEntry)) or 0


def verify(actor: Actor, *, now: datetime) -> list[str]:
    """Walk the whole chain and return each fault as a line; Denied for who may not read it.

    The check itself leaves no entry: a new one would move the head that is kept outside the
    database, and with it the proof that a tail was cut off.
    """
    desk.require(actor, Act.LOG_READ, now=now)
    with desk.ledger() as session:
        connection = session.connection()
        return [*chain_faults(connection), *audit.unguarded(connection)]


def chain_faults(connection: Connection) -> list[str]:
    """Return each break of the chain, and whether the head kept outside is there and fits."""
    place = place_of(connection)
    anchor = place.anchor.read_text(encoding="ascii") if place.anchor.exists() else ""
    found = list(audit.faults(connection, place.vault.audit_key, anchor))
    if not anchor and connection.scalar(select(func.max(audit.AuditEntry.id))):
        found.append("the head kept outside the database is missing (log.head)")
    found += [f"{name}: reads that do not open" for name in read_book.unread(place.folder)]
    if read_book.lies_there(place) and not read_book.is_awaited(place):
        found.append("reads of an act that was killed lie beside the log: the next page adds them")
    return found


def export(actor: Actor, out: TextIO, *, now: datetime) -> int:
    """Write every entry as one line of JSON, oldest first; return how many. The read is logged.

    An entry holds opaque ids, names of fields and counts, never what they held; its `previous`
    and `hash` bind it to the entry before. Denied for who may not read the log.
    """
    reads.settle_left(db.engine)
    with desk.reading(actor, Act.LOG_READ, now=now) as door:
        rows = door.session.execute(
            select(audit.AuditEntry.__table__).order_by(audit.AuditEntry.id),
            execution_options={"yield_per": _AT_ONCE},
        )
        number = 0
        for row in rows.mappings():
            out.write(json.dumps(_member(dict(row)), ensure_ascii=False) + "\n")
            number += 1
        door.log("log:all", None, entries=number)
    return number


def _member(row: dict[str, object]) -> dict[str, object]:
    """Give `detail` as it is meant, a mapping, not as the text it is kept in."""
    return row | {"detail": json.loads(str(row["detail"]) or "{}")}
