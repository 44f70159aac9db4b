"""Addresses for messages, proved without a message, and what is on its way to them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.messages import take_due
from caseapp.records.messages import Message, NoticeAddress
from tests.factories.house import NOW


def give_address(user: int | None, mail: str, *, proved: bool = True) -> int:
    """Give an account an address of its own; inside an application context."""
    assert user is not None
    with desk.ledger(write=True) as session:
        row = NoticeAddress(
            user_id=user, mail=mail, asked_at=NOW, proved_at=NOW if proved else None
        )
        session.add(row)
        session.flush()
        return row.id


def due(now: datetime = NOW) -> list[str]:
    """The addresses of what goes out now, without the domain."""
    return [message.address.partition("@")[0] for message in take_due(now=now)]


def states() -> list[tuple[str, int]]:
    """Each message in its state, with how often it was tried."""
    with desk.ledger() as session:
        rows = session.scalars(select(Message).order_by(Message.id))
        return [(row.state, row.tries) for row in rows]
