"""Keeps what people type and have not sent, and gives it back to its writer alone.

A draft is saved while its writer types, or when a form comes after its session had ended. It is
shown in its form and never acted upon, and kept until it is sent or thrown away. Whose and which
page's it is stands inside the sealed text as well, so that a row given to another opens for nobody.
A reporter's name and number are kept like all else that was typed: without them nobody can call
back, and they are sealed as in the report. A consent is not: it is given when the form is sent.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.casework.limits import hashed
from caseapp.casework.sessions import ABSOLUTE, IDLE
from caseapp.records import marks
from caseapp.records.kept_forms import KeptForm, TooLarge, open_fields, seal_fields
from caseapp.records.own_reach import hidden_codes
from caseapp.records.users import SignIn, User
from caseapp.records.vault import KeyTrouble
from caseapp.rules.access import Actor
from caseapp.rules.values import RuleBroken, msgid

LATE: Final = timedelta(hours=24)
"""A form is taken so long after its session had ended by itself."""
MOST: Final = 40
"""So many drafts may one person begin; twice as many are kept when forms come too late."""
AT_ONCE: Final = 60
"""So often a draft is saved at once; afterwards once in two seconds over its time, and no more."""
_LONGEST_PATH: Final = 500
_TOO_LONG: Final = msgid("This is too long to be saved as a draft")
_TOLD: Final = timedelta(days=1)
"""So long it is remembered that a draft was sent or thrown away, for saves still under way."""

Fields = list[tuple[str, str]]


@dataclass(frozen=True)
class Typed:
    """What a page hands in: which draft, of which page, and what stands in its boxes.

    `writer` names the page as it was drawn, `saves` the state of the draft that it goes on from.
    """

    token: str
    path: str
    title: str
    fields: Fields
    writer: str = ""
    saves: int = 0


@dataclass(frozen=True)
class Kept:
    """A draft that waits for its writer: its page, what that is called, when it was saved.

    `typed_by` is who had typed it, where it was handed over: at `typed_at`.
    """

    token: str
    path: str
    title: str
    at: datetime
    saves: int = 1
    typed_by: str = ""
    typed_at: datetime | None = None

    @property
    def mark(self) -> str:
        """The mark of the file that the page is about, '' for none."""
        found = marks.MARKED.search(self.path)
        return found[0] if found else ""


@dataclass(frozen=True)
class Draft(Kept):
    """A draft with what was typed, and the tokens and moments of others of the same page."""

    fields: tuple[tuple[str, str], ...] = ()
    others: tuple[tuple[str, datetime], ...] = ()


class Ended(Exception):
    """The draft was sent or thrown away meanwhile: what was still under way is not kept."""


def new_token() -> str:
    """Return a name for a draft that is begun."""
    return secrets.token_urlsafe(18)


def save(actor: Actor, typed: Typed, *, clock: datetime) -> Kept:
    """Save what somebody is typing; `clock` is the machine's own.

    What another page of the same person saved meanwhile is not overwritten: this one goes on as a
    draft of its own, and the answer names it. Raises RuleBroken above a limit, Ended
    for a draft that was sent or thrown away.
    """
    assert actor.user_id is not None
    with desk.ledger(write=True) as session:
        _forget_ended(session, clock)
        row = _own(session, actor.user_id, typed, clock, most=MOST)
        if row.id is not None and row.saves > AT_ONCE + _seconds(row, clock) / 2:
            raise RuleBroken("Saved too often: wait a little")
        return _keep(session, row, typed, clock)


def _seconds(row: KeptForm, clock: datetime) -> float:
    return (clock - (row.begun_at or row.at)).total_seconds()


def keep(token: str, typed: Typed, *, clock: datetime) -> str | None:
    """Keep what was typed if the token is of a session that ended by itself within a day.

    Return the draft's own token; None for a token of no session, one that was signed out or
    closed, one that ended earlier, and for what is above the limits.
    """
    with desk.ledger(write=True) as session:
        found = session.execute(
            select(SignIn, User.id)
            .join(User, User.id == SignIn.user_id)
            .where(
                SignIn.token_hash == hashed(token),
                SignIn.ended_at.is_(None),
                SignIn.stage == "",  # a sign-in that is not complete has typed nothing yet
                User.disabled_at.is_(None),
            )
        ).first()
        if found is None or clock - _ended(found.SignIn) >= LATE:
            return None
        try:
            row = _own(session, found.id, typed, clock, most=2 * MOST)
            return _keep(session, row, typed, clock).token
        except (RuleBroken, Ended):
            return None


def _ended(row: SignIn) -> datetime:
    """The moment at which a session ended by itself."""
    return min(row.seen_at + IDLE, row.created_at + ABSOLUTE)


def _own(session: Session, user_id: int, typed: Typed, clock: datetime, *, most: int) -> KeptForm:
    """Return the draft's row, a new one when it is not there or another page went on with it."""
    whose = KeptForm.user_id == user_id
    row = session.scalars(select(KeptForm).where(whose, KeptForm.token == typed.token)).first()
    if row is not None and row.fields is None:
        raise Ended
    if row is not None and row.path == typed.path and _goes_on(row, typed):
        return row
    begun = session.scalar(
        select(func.count()).select_from(KeptForm).where(whose, KeptForm.fields.is_not(None))
    )
    if (begun or 0) >= most:
        raise RuleBroken("You have too many drafts: send or throw away some of them first")
    token = typed.token if row is None else new_token()
    return KeptForm(user_id=user_id, token=token, path=typed.path, saves=0, begun_at=clock)


def _goes_on(row: KeptForm, typed: Typed) -> bool:
    """Tell whether the page knows what stands in the draft: it saved it last, or was shown it."""
    return typed.saves == row.saves or typed.writer == row.writer != ""


def _keep(session: Session, row: KeptForm, typed: Typed, clock: datetime) -> Kept:
    if len(typed.path) > _LONGEST_PATH:
        raise RuleBroken(_TOO_LONG)
    row.at, row.writer, row.saves = clock, typed.writer, row.saves + 1
    session.add(row)
    session.flush()
    try:
        seal_fields(desk.vault(), row, typed.title, typed.fields)
    except TooLarge:
        raise RuleBroken(_TOO_LONG) from None
    session.flush()
    return Kept(row.token, row.path, typed.title, row.at, row.saves)


def _forget_ended(session: Session, clock: datetime) -> None:
    over = (KeptForm.fields.is_(None), KeptForm.at <= clock - _TOLD)
    session.execute(delete(KeptForm).where(*over))


def give_back(actor: Actor, path: str, token: str | None = None) -> Draft | None:
    """Return a draft of this page to its writer: the one named, else the newest.

    Nothing of a file that is kept from the writer now.
    """
    with desk.ledger() as session:
        rows = session.scalars(
            select(KeptForm)
            .where(
                KeptForm.user_id == actor.user_id,
                KeptForm.path == path,
                KeptForm.fields.is_not(None),
            )
            .order_by(KeptForm.at.desc(), KeptForm.id.desc())
        ).all()
        row = next((each for each in rows if token in {None, each.token}), None)
        if row is None or any(code in path for code in hidden_codes(session, actor)):
            return None
        title, fields = open_fields(desk.vault(), row)
        others = tuple((each.token, each.at) for each in rows if each is not row)
        return Draft(row.token, path, title, *_told(session, row), tuple(fields), others)


def _told(session: Session, row: KeptForm) -> tuple[datetime, int, str, datetime | None]:
    """Return when and how often it was saved; whose it was before it was handed over, and when."""
    own = row.typed_by is None or row.typed_by == row.user_id
    by = "" if own else session.get_one(User, row.typed_by).full_name
    return row.at, row.saves, by, row.typed_at


def list_kept(actor: Actor) -> list[Kept]:
    """Return the drafts that wait for this person, the newest first.

    Those of a file that is kept from them since wait, unseen, until it is not any more.
    """
    with desk.ledger() as session:
        rows = session.scalars(
            select(KeptForm)
            .where(KeptForm.user_id == actor.user_id, KeptForm.fields.is_not(None))
            .order_by(KeptForm.at.desc(), KeptForm.id.desc())
        ).all()
        hidden = hidden_codes(session, actor) if rows else frozenset()
        return [
            Kept(row.token, row.path, _title(row), *_told(session, row))
            for row in rows
            if not any(code in row.path for code in hidden)
        ]


def _title(row: KeptForm) -> str:
    """Return what the page is called; '' for a draft that does not open, which its page says."""
    try:
        return open_fields(desk.vault(), row)[0]
    except KeyTrouble:
        return ""


def erase(actor: Actor, token: str, *, clock: datetime) -> None:
    """Throw away a draft of this person's own; a save still under way does not bring it back."""
    whose = (KeptForm.user_id == actor.user_id, KeptForm.token == token)
    with desk.ledger(write=True) as session:
        session.execute(update(KeptForm).where(*whose).values(fields=None, at=clock))


def end_sent(actor: Actor, token: str, *, clock: datetime) -> None:
    """Erase a draft that was sent; a save that was still under way, also the first, is not kept.

    One that was handed over meanwhile goes too, unless its new owner has gone on with it.
    """
    whose = (KeptForm.user_id == actor.user_id, KeptForm.token == token)
    passed = (KeptForm.typed_by == actor.user_id, KeptForm.token == token)
    untouched = KeptForm.at == KeptForm.typed_at
    with desk.ledger(write=True) as session:
        _forget_ended(session, clock)
        row = session.scalars(select(KeptForm).where(*whose)).first()
        if row is None:
            row = KeptForm(user_id=actor.user_id, token=token, path="", saves=0)
            session.add(row)
        row.fields, row.at = None, clock
        session.flush()
        gone = update(KeptForm).where(*passed, untouched)
        session.execute(gone.values(fields=None, at=clock))
