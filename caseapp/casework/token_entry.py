"""A program at the door with a token: whose it is, what it may reach now, how often it asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.casework.api_tokens import scope_of
from caseapp.casework.limits import (
    TRIES_WITHIN,
    Caller,
    Marks,
    Refused,
    TooManyTries,
    hashed,
    must_wait,
    note_failure,
    vault_of,
)
from caseapp.casework.sessions import grants_of
from caseapp.records.api_tokens import ApiToken
from caseapp.records.users import User
from caseapp.rules.access import NOBODY, Act, Actor
from caseapp.rules.token_scopes import TokenScope
from caseapp.rules.values import local_day

USES: Final = 120
"""So often a token may ask within a quarter of an hour: each count reads the whole register."""


@dataclass(frozen=True)
class Holder:
    """Who asks by a token: its owner with the roles of this moment, within the token's limits."""

    actor: Actor
    scope: TokenScope


def enter(token: str, caller: Caller, *, clock: datetime, now: datetime) -> Holder:
    """Return who asks by the token. It is looked up afresh each time: nothing of it is copied.

    Refused, written down and counted by address, for one that was never made, has ended or whose
    account is closed, all alike; Denied where its owner may not fetch figures any more.
    TooManyTries after too many wrong ones, or when this one asked too often. A good token is not
    stopped by what others try from its address.
    """
    with desk.ledger(write=True) as session:
        row = session.scalars(select(ApiToken).where(ApiToken.token_hash == hashed(token))).first()
        user = session.get_one(User, row.user_id) if row is not None else None
        if row is None or user is None or not _good(row, user, clock):
            waits = _count_wrong(session, caller, clock)
            holder, refused = None, Actor(user.id, "", by_token=row.id) if user and row else NOBODY
        else:
            waits = _count_use(row, clock)
            grants = grants_of(session, user.id)
            holder = Holder(Actor(user.id, user.full_name, grants, by_token=row.id), scope_of(row))
    if waits:
        raise TooManyTries
    if holder is None:
        desk.note_denial(refused, Act.FIGURES_FETCH, now=now, about="api_token:wrong")
        raise Refused
    desk.require(holder.actor, Act.FIGURES_FETCH, now=now)
    return holder


def _good(row: ApiToken, user: User, clock: datetime) -> bool:
    ended = row.ended_at is not None or row.ends_on < local_day(clock)
    return not ended and user.disabled_at is None


def _count_wrong(session: Session, caller: Caller, clock: datetime) -> bool:
    """Count a wrong token; tell whether the address must wait, which is not counted further."""
    vault = vault_of(session)
    source = vault.source_mark(f"token:{caller.source}")
    marks = Marks(source, vault.name_mark(f"token:{caller.source}"), None)
    if must_wait(session, marks, clock):
        return True
    note_failure(session, marks, clock)
    session.flush()
    return False


def _count_use(row: ApiToken, clock: datetime) -> bool:
    """Count a use; tell whether the token must wait."""
    if row.used_since is None or clock - row.used_since >= TRIES_WITHIN:
        row.used_since, row.used = clock, 0
    if row.used >= USES:
        return True
    row.used_at, row.used = clock, row.used + 1
    return False


WAIT: Final[timedelta] = TRIES_WITHIN
"""After so long everything may be asked again."""
