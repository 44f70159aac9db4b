"""Keeps a form that was sent after its session had ended, and gives it back to its writer alone.

It is shown for review and never acted upon; erased once it was sent, and after a day.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.casework.limits import hashed
from caseapp.casework.sessions import ABSOLUTE, IDLE
from caseapp.records.kept_forms import KeptForm
from caseapp.records.users import SignIn, User

LASTS: Final = timedelta(hours=24)
MOST: Final = 20
"""So many are kept for one person; the oldest makes room."""

_LARGEST: Final = 2**31 - 1

Fields = list[tuple[str, str]]


@dataclass(frozen=True)
class Kept:
    """A form that waits for its writer: the page it belongs to, and when it was sent."""

    id: int
    path: str
    at: datetime


def keep(token: str, path: str, fields: Fields, *, clock: datetime) -> int | None:
    """Keep what was typed if the token is of a session that ended by itself within a day.

    `path` is the page with its query; `clock` the machine's own. Return the kept form's id; None
    for a token of no session, one that was signed out or closed, or one that ended earlier.
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
        if found is None or clock - _ended(found.SignIn) >= LASTS:
            return None
        _erase_old(session, found.id, clock)
        row = KeptForm(user_id=found.id, path=path[:500], at=clock)
        session.add(row)
        session.flush()
        vault = desk.vault()
        row.fields = vault.seal_own(f"kept_forms.fields:{row.id}", json.dumps(fields))
        session.flush()
        return row.id


def _ended(row: SignIn) -> datetime:
    """The moment at which a session ended by itself."""
    return min(row.seen_at + IDLE, row.created_at + ABSOLUTE)


def _erase_old(session: Session, user_id: int, clock: datetime) -> None:
    closed = select(User.id).where(User.disabled_at.is_not(None))  # their day stands still
    session.execute(
        delete(KeptForm).where(KeptForm.at <= clock - LASTS, KeptForm.user_id.not_in(closed))
    )
    newest = (
        select(KeptForm.id)
        .where(KeptForm.user_id == user_id)
        .order_by(KeptForm.at.desc(), KeptForm.id.desc())
        .limit(MOST - 1)
    )
    kept = list(session.scalars(newest))
    session.execute(delete(KeptForm).where(KeptForm.user_id == user_id, KeptForm.id.not_in(kept)))


def give_back(user_id: int, number: int, path: str, *, clock: datetime) -> Fields | None:
    """Return what was typed into the form, to the same account and for the same page alone."""
    with desk.ledger() as session:
        row = session.scalars(
            select(KeptForm).where(
                KeptForm.id == number,
                KeptForm.user_id == user_id,
                KeptForm.path == path,
                KeptForm.at > clock - LASTS,
            )
        ).first()
        if row is None or row.fields is None:
            return None
        text = desk.vault().unseal_own(f"kept_forms.fields:{row.id}", row.fields)
        return [(name, value) for name, value in json.loads(text)]


def list_kept(user_id: int, *, clock: datetime) -> list[Kept]:
    """Return the forms that wait for this person, the newest first."""
    with desk.ledger() as session:
        rows = session.execute(
            select(KeptForm.id, KeptForm.path, KeptForm.at)
            .where(KeptForm.user_id == user_id, KeptForm.at > clock - LASTS)
            .order_by(KeptForm.at.desc(), KeptForm.id.desc())
        ).all()
    return [Kept(*row) for row in rows]


def keep_on(session: Session, user_id: int, closed_for: timedelta) -> None:
    """Give a person's kept forms the time back for which the account was closed."""
    for row in session.scalars(select(KeptForm).where(KeptForm.user_id == user_id)):
        row.at += closed_for


def erase(user_id: int, number: int) -> None:
    """Erase a kept form of this person: it was sent, or is not wanted any more."""
    if number > _LARGEST:
        return  # an address may name what no table can hold
    with desk.ledger(write=True) as session:
        session.execute(delete(KeptForm).where(KeptForm.id == number, KeptForm.user_id == user_id))
