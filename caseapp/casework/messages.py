"""Messages that leave the house: asked for inside an act, handed out to the gateway afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, or_, select, update

from caseapp import desk
from caseapp.casework.duty import entries_in_force
from caseapp.records.duty import DutyEntry
from caseapp.records.messages import Message

WAITS: Final = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
"""How long after each failed try the next one follows; after the last there is none."""
LAPSE: Final = timedelta(hours=2)
"""What could not be sent by then calls nobody out any more."""
KEPT: Final = timedelta(days=30)


@dataclass(frozen=True)
class Waiting:
    """A message whose turn it is, and where it goes."""

    number: int
    address: str


def ring(door: desk.Door, people: Iterable[int], units: Iterable[int]) -> int:
    """Ask for the one text to these accounts, at the addresses they have on the units' lists.

    It goes out after the act is stored, and never if it is not. Return how many will.
    """
    wanted = set(people)
    rows = [
        row
        for row in entries_in_force(door.session, units, door.now)
        if row.mail and row.user_id in wanted
    ]
    for row in rows:
        door.session.add(Message(entry_id=row.id, asked_at=door.now, due_at=door.now))
    door.session.flush()
    return len(rows)


def take_due(*, now: datetime, limit: int = 20) -> list[Waiting]:
    """Return the messages to send now, the oldest first; who was taken off a list gets none."""
    with desk.ledger() as session:
        rows = session.execute(
            select(Message.id, DutyEntry.mail)
            .join(DutyEntry, DutyEntry.id == Message.entry_id)
            .where(
                Message.state == "waiting",
                Message.due_at <= now,
                Message.asked_at > now - LAPSE,
                DutyEntry.ended_at.is_(None),
            )
            .order_by(Message.id)
            .limit(limit)
        )
        return [Waiting(row.id, row.mail) for row in rows]


def note_try(number: int, *, sent: bool, now: datetime) -> None:
    """Write down how a try ended: sent, to be tried again later, or given up."""
    with desk.ledger(write=True) as session:
        row = session.get_one(Message, number)
        row.tries += 1
        if sent:
            row.state, row.ended_at = "sent", now
        elif row.tries > len(WAITS):
            row.state, row.ended_at = "failed", now
        else:
            row.due_at = now + WAITS[row.tries - 1]
        session.flush()


def sweep(*, now: datetime) -> None:
    """Let lapse what was not sent in time, and forget what ended long ago."""
    late = (Message.state == "waiting", Message.asked_at <= now - LAPSE)
    old = Message.ended_at <= now - KEPT
    with desk.ledger() as session:
        stale = or_(old, (late[0]) & (late[1]))
        if session.scalars(select(Message.id).where(stale).limit(1)).first() is None:
            return
    with desk.ledger(write=True) as session:
        session.execute(update(Message).where(*late).values(state="lapsed", ended_at=now))
        session.execute(delete(Message).where(old))
