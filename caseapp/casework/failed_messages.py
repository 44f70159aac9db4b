"""Messages that failed for good: their owner is told, and whoever looks after accounts sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from caseapp import desk
from caseapp.casework.acting import home_of
from caseapp.casework.messages import STANDS, joined, whom
from caseapp.casework.notices import Subject, tell
from caseapp.casework.sessions import grants_of
from caseapp.records.messages import Message, NoticeAddress
from caseapp.rules.access import WORKER, Act, Actor, may
from caseapp.rules.values import local_day

_IN_USE: Final = or_(Message.entry_id.is_not(None), NoticeAddress.proved_at.is_not(None))
"""Not a number on its way to an address that is still to be proved."""


@dataclass(frozen=True)
class Failing:
    """So many addresses to which the last message failed, the first of them at this moment."""

    addresses: int
    since: datetime


def tell_of_failure(number: int, *, now: datetime) -> None:
    """Tell whose address it is that a message was given up, once a day for each address.

    Not while that is to be proved: its owner looks at the page that waits for the number.
    """
    asked = joined(whom().label("person"), Message.entry_id, Message.address_id).where(
        Message.id == number, whom().is_not(None), _IN_USE
    )
    with desk.writing(WORKER, Act.CLOCK_WATCH, now=now) as door:
        row = door.session.execute(asked).first()
        if row is not None:
            owner = Actor(row.person, "", grants_of(door.session, row.person))
            subject = Subject(f"user:{row.person}", home_of(owner, local_day(now)))
            cause = f"{row.entry_id} {row.address_id} {local_day(now):%Y%m%d}"
            tell(door, "message_failed", subject, to=row.person, cause=cause)
        door.log(f"message:{number}", None, failed=True)


def failing(actor: Actor, *, now: datetime) -> Failing | None:
    """Return since when messages fail, for whoever decides on accounts; None when none do.

    A number and a moment alone: whose addresses they are is told to their owners.
    """
    if not may(actor, Act.ACCOUNT_DECIDE, local_day(now)):
        return None
    later = aliased(Message)
    same = and_(
        later.entry_id.is_not_distinct_from(Message.entry_id),
        later.address_id.is_not_distinct_from(Message.address_id),
        later.state.in_(("sent", "failed")),
        later.id > Message.id,
    )
    last = (
        joined(func.count(), func.min(Message.ended_at))
        .where(Message.state == "failed", *STANDS, _IN_USE)
        .where(~select(later.id).where(same).exists())
    )
    with desk.ledger() as session:
        addresses, since = session.execute(last).one()
    return Failing(addresses, since) if addresses else None
