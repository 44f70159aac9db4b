"""The own address for messages as its owner sees it: proved or not, and whether it works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.records.messages import Message, NoticeAddress
from caseapp.rules.ringing import PROVES_FOR, TRIES


@dataclass(frozen=True)
class AddressView:
    """The own address; `proving`: the number that was sent there can still be typed.

    `failed_at` is when the last message to it was given up, None when it went out or waits.
    """

    mail: str
    asked_at: datetime
    proved_at: datetime | None
    proving: bool
    failed_at: datetime | None


def current_address(door: desk.Door) -> NoticeAddress | None:
    """Return the address of the person at the door, None for none."""
    own = select(NoticeAddress).where(
        NoticeAddress.user_id == door.actor.user_id, NoticeAddress.ended_at.is_(None)
    )
    return door.session.scalars(own).first()


def view_address(door: desk.Door) -> AddressView | None:
    """Return it as its owner sees it."""
    row = current_address(door)
    if row is None:
        return None
    over = row.tries >= TRIES or door.now >= row.asked_at + PROVES_FOR
    proving = row.proved_at is None and not over
    return AddressView(row.mail, row.asked_at, row.proved_at, proving, _failed(door, row))


def _failed(door: desk.Door, row: NoticeAddress) -> datetime | None:
    tried = select(Message).where(
        Message.address_id == row.id, Message.state.in_(("sent", "failed"))
    )
    last = door.session.scalars(tried.order_by(Message.id.desc())).first()
    return last.ended_at if last is not None and last.state == "failed" else None
