"""Messages that leave the house: asked for inside an act, handed out to the gateway afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.casework.duty import entries_in_force
from caseapp.records.duty import DutyEntry
from caseapp.records.messages import Message, NoticeAddress
from caseapp.records.users import RoleGrant, User
from caseapp.rules.ringing import DIGITS, Rings, rings_at
from caseapp.rules.values import local_day

WAITS: Final = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
"""How long after each failed try the next one follows; after the last there is none."""
LAPSE: Final = timedelta(hours=2)
"""What could not be sent by then calls nobody out any more."""
KEPT: Final = timedelta(days=30)

STANDS: Final = (DutyEntry.ended_at.is_(None), NoticeAddress.ended_at.is_(None))
"""Nobody was taken off the list, nor the address changed, since a message was asked for."""
_HOLDS: Final = (NoticeAddress.proved_at.is_not(None), NoticeAddress.ended_at.is_(None))


@dataclass(frozen=True)
class Waiting:
    """A message whose turn it is, and where it goes; `proof` is the number that proves that."""

    number: int
    address: str
    proof: str = ""


@dataclass(frozen=True)
class Way:
    """Where somebody is rung: an entry of a duty list, or the own address."""

    entry_id: int | None = None
    address_id: int | None = None


def ways_to(
    session: Session, people: Collection[int], how: Rings, units: Iterable[int], *, now: datetime
) -> dict[int, Way]:
    """Return where each of these accounts is rung, less those who have no address.

    At once: where the lists of the units say, else where the person does; by day there alone.
    """
    own = select(NoticeAddress.user_id, NoticeAddress.id).where(
        NoticeAddress.user_id.in_(sorted(people)), *_HOLDS
    )
    found = {row.user_id: Way(address_id=row.id) for row in session.execute(own)}
    if how == "at_once":
        for row in reversed(entries_in_force(session, units, now)):  # the first of each remains
            if row.mail and row.user_id in people:
                found[row.user_id] = Way(entry_id=row.id)
    return found


def ring(door: desk.Door, person: int, way: Way, how: Rings) -> bool:
    """Ask for the one text to somebody; it goes out after the act is stored, else never.

    By day nobody has two messages waiting, nor two in a short time. Return whether one was made.
    """
    now = door.now
    before = joined(Message.state, Message.asked_at, Message.ended_at).where(
        whom() == person,
        or_(Message.ended_at.is_not(None), and_(Message.asked_at > now - LAPSE, *STANDS)),
    )
    rows = door.session.execute(before).all()
    waiting = [row.asked_at for row in rows if row.ended_at is None]
    if now in waiting or (waiting and how == "day"):
        return False
    last = max((row.ended_at for row in rows if row.state == "sent"), default=None)
    ask(door.session, way, rings_at(how, now, last))
    return True


def ask(session: Session, way: Way, at: datetime) -> None:
    """Write down that a message is to go out at a moment."""
    row = Message(entry_id=way.entry_id, address_id=way.address_id, asked_at=at, due_at=at)
    session.add(row)
    session.flush()


def drop_waiting(door: desk.Door, person: int) -> None:
    """Let what waits to call somebody out go nowhere; a number that proves an address does go."""
    waiting = joined(Message.id).where(
        whom() == person,
        Message.state == "waiting",
        or_(Message.entry_id.is_not(None), NoticeAddress.proved_at.is_not(None)),
    )
    numbers = sorted(door.session.scalars(waiting))
    stale = update(Message).where(Message.id.in_(numbers))
    door.session.execute(stale.values(state="lapsed", ended_at=door.now))


def proof_of(address: int) -> str:
    """Return the number that proves an address: it follows from the keys, and is kept nowhere."""
    found = int.from_bytes(desk.vault().mac(f"notice_addresses:{address}"), "big")
    return f"{found % 10**DIGITS:0{DIGITS}d}"


def whom() -> ColumnElement[int]:
    """Return the account that a message is for, where both ways are joined."""
    return func.coalesce(DutyEntry.user_id, NoticeAddress.user_id)


def joined(*columns: Any) -> Select[Any]:  # noqa: ANN401 - columns of any kind
    """Return a select of messages with the ways they go."""
    return (
        select(*columns)
        .select_from(Message)
        .outerjoin(DutyEntry, DutyEntry.id == Message.entry_id)
        .outerjoin(NoticeAddress, NoticeAddress.id == Message.address_id)
    )


def take_due(*, now: datetime, limit: int = 20) -> list[Waiting]:
    """Return the messages to send now, the oldest first.

    None for who was taken off a list, changed the address, whose account was closed meanwhile, or
    who has no role any more.
    """
    asked = joined(Message.id, Message.address_id, DutyEntry.mail, NoticeAddress.mail.label("own"),
                    NoticeAddress.proved_at)  # fmt: skip
    with desk.ledger() as session:
        rows = session.execute(
            asked.outerjoin(User, User.id == whom())
            .where(
                Message.state == "waiting",
                Message.due_at <= now,
                Message.asked_at > now - LAPSE,
                *STANDS,
                User.disabled_at.is_(None),
                or_(
                    Message.entry_id.is_not(None), _at_work(now), NoticeAddress.proved_at.is_(None)
                ),
            )
            .order_by(Message.id)
            .limit(limit)
        ).all()
    return [
        Waiting(row.id, row.own or row.mail, proof_of(row.address_id) if _proves(row) else "")
        for row in rows
    ]


def _proves(row: Any) -> bool:  # noqa: ANN401 - a row of columns
    return row.address_id is not None and row.proved_at is None


def _at_work(now: datetime) -> ColumnElement[bool]:
    """Tell whose account holds any role today."""
    day = local_day(now)
    return exists().where(
        RoleGrant.user_id == whom(),
        RoleGrant.valid_from <= day,
        or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > day),
    )


def note_try(number: int, *, sent: bool, now: datetime) -> bool:
    """Write down how a try ended: sent, to be tried again later, or given up; True for that."""
    with desk.ledger(write=True) as session:
        row = session.get_one(Message, number)
        row.tries += 1
        given_up = not sent and row.tries > len(WAITS)
        if sent:
            row.state, row.ended_at = "sent", now
        elif given_up:
            row.state, row.ended_at = "failed", now
        else:
            row.due_at = now + WAITS[row.tries - 1]
        session.flush()
    return given_up


def sweep(*, now: datetime) -> None:
    """Let lapse what was not sent in time, and forget what ended long ago."""
    late = (Message.state == "waiting", Message.asked_at <= now - LAPSE)
    old = Message.ended_at <= now - KEPT
    with desk.ledger() as session:
        stale = or_(old, and_(*late))
        if session.scalars(select(Message.id).where(stale).limit(1)).first() is None:
            return
    with desk.ledger(write=True) as session:
        session.execute(update(Message).where(*late).values(state="lapsed", ended_at=now))
        session.execute(delete(Message).where(old))
