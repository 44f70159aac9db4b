"""Answering by a link: nothing before the secret, then what was shared, then each step once.

Whoever stands before it has no account: the act runs by the link's own right, which reaches the one
referral while that lives. A link that was guessed, has ended or was revoked is answered alike.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import areas, inbox
from caseapp.casework.answer_links import secret_mark
from caseapp.casework.duty import entries_in_force
from caseapp.casework.inbox import SentView
from caseapp.casework.limits import (
    Caller,
    TooManyTries,
    hashed,
    link_marks,
    must_wait,
    note_failure,
)
from caseapp.casework.marked import kept_from_any
from caseapp.casework.notices import Subject, tell
from caseapp.casework.referrals import Answer
from caseapp.records.answer_links import AnswerLink
from caseapp.records.referrals import Referral
from caseapp.rules.access import Act, Actor, by_link
from caseapp.rules.answer_links import OPEN_FOR, TRIES, plain_secret
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken

_CALLED: Final = 2


class NotValid(Exception):
    """The link was guessed, used up, revoked or locked: no more is said."""


class AskAgain(Exception):
    """The secret was entered too long ago, or for another link: it is asked once more."""


@dataclass(frozen=True)
class Visitor:
    """Who stands at a link: the token of the address, where from, the machine's own clock."""

    token: str
    caller: Caller
    clock: datetime


@dataclass(frozen=True)
class Before:
    """All that is shown before the secret; for a plain slip nobody is named."""

    unit: str
    phones: tuple[str, ...]


@dataclass(frozen=True)
class Opened:
    """What the secret opened; `ticket` stands for it in the forms of the page."""

    view: SentView
    ticket: str


@dataclass(frozen=True)
class Reply:
    """An answer: the step, who gives it, what they are at the agency, in what words."""

    move: str
    name: str
    role: str
    words: str = ""


def look(visitor: Visitor, *, now: datetime) -> Before:
    """Return whom to call at the ward; each opening is logged, and changes nothing."""
    with _at(visitor, now) as (door, link, row):
        door.log(f"referral:{row.id}", row.area_id, opened=link.id)
        if link.plain:
            return Before("", ())
        return Before(areas.label(row.area_id), _phones(door, row))


def _phones(door: desk.Door, asked: Referral) -> tuple[str, ...]:
    """Return whom to call first on the unit's list of today; nobody it is kept from."""
    rows = entries_in_force(door.session, [asked.area_id], door.now)
    kept = kept_from_any(door, [asked.child_id])
    return tuple(f"{row.name}: {row.phone}" for row in rows if row.user_id not in kept)[:_CALLED]


def enter(visitor: Visitor, secret: str, *, now: datetime) -> Opened:
    """Take the secret; RuleBroken for a wrong one, NotValid once that locked the link."""
    with _at(visitor, now, write=True) as (door, link, row):
        wanted = secret_mark(door, link.id, plain_secret(secret))
        right = hmac.compare_digest(wanted, link.secret_hash)
        if right:
            link.entries, link.tries, link.entered_last = link.entries + 1, 0, now
            door.log(f"referral:{row.id}", row.area_id, entered=link.id)
        else:
            _count_wrong(door, link, row)
        left, code, actor = TRIES - link.tries, row.code, door.actor
        ticket = _ticket(link, visitor.clock)
    if right:
        return Opened(inbox.read_sent(actor, code, now=now), ticket)
    _note_wrong(visitor)
    if left <= 0:
        raise NotValid
    raise RuleBroken(
        "This number is not right. It is told by telephone only; tries left: %(left)d",
        field="secret",
        params={"left": left},
    )


def _count_wrong(door: desk.Door, link: AnswerLink, row: Referral) -> None:
    """Count a wrong secret; too many lock the link, and its maker is told."""
    link.tries += 1
    door.log_denial(f"referral:{row.id}")
    if link.tries < TRIES:
        return
    link.ended_at, link.way = door.now, "locked"
    tell(door, "answer_link_locked", Subject(row.code, row.area_id), to=link.made_by, cause=link.id)


def read(visitor: Visitor, ticket: str, *, now: datetime) -> Opened:
    """Return what the secret opened, by its ticket; AskAgain when that is over."""
    actor, code = _passed(visitor, ticket, now)
    return Opened(inbox.read_sent(actor, code, now=now), ticket)


def answer(
    visitor: Visitor, ticket: str, reply: Reply, *, now: datetime, post: str = ""
) -> Opened | None:
    """Take a step for the agency; return what is open after it, None when that ended it.

    RuleBroken as in `inbox.reply`, and without name or role.
    """
    actor, code = _passed(visitor, ticket, now)
    who = _named(reply.name, reply.role)
    said = Answer(now, who[0], reply.words, way="link", post=who[1])
    inbox.reply(actor, code, move=reply.move, answer=said, now=now, post=post)
    return after(visitor, ticket, now=now)


def note(
    visitor: Visitor, ticket: str, number: int, name: str, role: str, *, now: datetime
) -> None:
    """Acknowledge for the agency what was added."""
    actor, code = _passed(visitor, ticket, now)
    who = ", ".join(_named(name, role))
    inbox.note_addendum(actor, code, number, now=now, who=who, way="link")


def after(visitor: Visitor, ticket: str, *, now: datetime) -> Opened | None:
    """Return what is open still, None when the referral has ended with the step."""
    try:
        return read(visitor, ticket, now=now)
    except NotValid:
        return None


def _named(name: str, role: str) -> tuple[str, str]:
    if not name.strip():
        raise RuleBroken("Enter your name", field="name")
    if not role.strip():
        raise RuleBroken("Enter what you are at the agency", field="role")
    return name.strip(), role.strip()


def _passed(visitor: Visitor, ticket: str, now: datetime) -> tuple[Actor, str]:
    with _at(visitor, now) as (door, link, row):
        until, _, _ = ticket.partition(".")
        fits = hmac.compare_digest(ticket.encode(), _ticket_until(link, until).encode())
        if not fits or not until.isdecimal() or int(until) < visitor.clock.timestamp():
            door.log_denial(f"referral:{row.id}")
            passed = None
        else:
            door.log(f"referral:{row.id}", row.area_id, opened=link.id)
            passed = door.actor, row.code
    if passed is None:
        raise AskAgain
    return passed


def _ticket(link: AnswerLink, clock: datetime) -> str:
    return _ticket_until(link, str(int((clock + OPEN_FOR).timestamp())))


def _ticket_until(link: AnswerLink, until: str) -> str:
    """Return what stands for the secret until a moment: it follows from the keys."""
    told = f"answer:{link.id}:{until}:{link.secret_hash.hex()}"
    return f"{until}.{desk.vault().mac(told).hex()}"


@contextmanager
def _at(
    visitor: Visitor, now: datetime, *, write: bool = False
) -> Iterator[tuple[desk.Door, AnswerLink, Referral]]:
    """Open the one referral of a link; NotValid, alike and after the same steps, for all else."""
    number, made_by = _number(visitor)
    opening = desk.writing if write else desk.reading
    try:
        with opening(by_link(number, made_by), Act.REFERRAL_INBOX, now=now) as door:
            yield door, *_found(door, number)
    except Missing:
        _note_wrong(visitor)
        raise NotValid from None


def _found(door: desk.Door, number: int) -> tuple[AnswerLink, Referral]:
    link = door.session.get(AnswerLink, number)
    asked = select(Referral).where(Referral.id == (link.referral_id if link else 0))
    row = door.session.scalars(asked).first()
    if link is None or row is None:
        raise Missing(f"link:{number}")
    return link, row


def _number(visitor: Visitor) -> tuple[int, int]:
    """Return the number of the link with this token, and who made it; 0 for none."""
    with desk.ledger() as session:
        marks = link_marks(session, visitor.caller, visitor.token)
        if must_wait(session, marks, visitor.clock):
            raise TooManyTries
        own = select(AnswerLink).where(AnswerLink.token_hash == hashed(visitor.token))
        link = session.scalars(own).first()
        return (link.id, link.made_by) if link is not None else (0, 0)


def _note_wrong(visitor: Visitor) -> None:
    with desk.ledger(write=True) as session:
        marks = link_marks(session, visitor.caller, visitor.token)
        note_failure(session, marks, visitor.clock.astimezone(UTC))
