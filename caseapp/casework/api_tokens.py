"""Tokens by which a program of a statistician reads figures: made, listed, ended, shown once.

What a token opens is asked of its owner's roles each time; the row holds its own limits alone.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.fresh_factor import Fresh, prove
from caseapp.casework.limits import hashed
from caseapp.records.api_tokens import ApiToken
from caseapp.records.users import User
from caseapp.rules.access import Act, Actor, scope_for
from caseapp.rules.outcomes import Missing
from caseapp.rules.token_scopes import TokenScope, check_new
from caseapp.rules.values import RuleBroken, local_day, msgid

_PREFIX: Final = "caseapp_"
_BYTES: Final = 32
_NOT_YOURS: Final = msgid("Choose a unit whose figures you may see")


@dataclass(frozen=True)
class NewToken:
    """What a token is made from: its owner's word for it, what it reaches, its last day."""

    label: str
    scope: TokenScope
    ends_on: date | None


@dataclass(frozen=True)
class TokenView:
    """A token as its owner and the administrators see it; the token itself is kept nowhere."""

    number: int
    label: str
    unit: str
    scope: TokenScope
    made_at: datetime
    ends_on: date
    used_at: datetime | None
    ended_at: datetime | None
    over: bool


def make_token(actor: Actor, new: NewToken, *, now: datetime, fresh: Fresh) -> str:
    """Make a token after a fresh second factor; return it, the only time that it is seen.

    RuleBroken names the field to mend; then no code of the second factor is used up, but for a
    wrong one.
    """
    with desk.reading(actor, Act.FIGURES_FETCH, now=now) as door:
        label = _checked(door, new, fresh.clock)
        door.log("api_token:new")
    prove(actor, fresh, now=now)
    token = _PREFIX + secrets.token_urlsafe(_BYTES)
    with desk.writing(actor, Act.FIGURES_FETCH, now=now) as door:
        _checked(door, new, fresh.clock)
        assert actor.user_id is not None
        assert new.ends_on is not None
        row = ApiToken(
            token_hash=hashed(token),
            user_id=actor.user_id,
            area_id=new.scope.unit,
            first_day=new.scope.first_day,
            last_day=new.scope.last_day,
            frozen_only=new.scope.frozen_only,
            made_at=fresh.clock,
            ends_on=new.ends_on,
        )
        door.session.add(row)
        door.session.flush()
        row.label = door.place.vault.seal_own(_cell(row), label)
        door.log(f"api_token:{row.id}", row.area_id, ends_on=str(row.ends_on))
    return token


def _checked(door: desk.Door, new: NewToken, clock: datetime) -> str:
    label, today = " ".join(new.label.split()), local_day(clock)
    held = (ApiToken.user_id == door.actor.user_id, *_open_on(today))
    count = door.session.scalar(select(func.count(ApiToken.id)).where(*held)) or 0
    check_new(label, new.ends_on, today=today, open_now=count)
    unit = new.scope.unit
    figures = scope_for(door.actor, Act.FIGURES_READ, local_day(door.now))
    if unit is not None and not figures.covers(unit):
        raise RuleBroken(_NOT_YOURS, field="area")
    return label


def _open_on(today: date) -> tuple[ColumnElement[bool], ...]:
    return (ApiToken.ended_at.is_(None), ApiToken.ends_on >= today)


def _cell(row: ApiToken) -> str:
    return f"api_tokens.label:{row.id}"


def scope_of(row: ApiToken) -> TokenScope:
    """Return what a token reaches of what its owner does."""
    return TokenScope(row.area_id, row.first_day, row.last_day, row.frozen_only)


def list_own(actor: Actor, *, now: datetime, clock: datetime) -> tuple[TokenView, ...]:
    """Return one's own tokens, the newest first, those that have ended too."""
    with desk.reading(actor, Act.OWN_ACCOUNT, now=now) as door:
        rows = tokens_of(door, actor.user_id or 0, clock)
        door.log("api_tokens:own", None, rows=len(rows))
        return rows


def tokens_of(door: desk.Door, user_id: int, clock: datetime) -> tuple[TokenView, ...]:
    """Return the tokens of an account, the newest first."""
    rows = door.session.scalars(
        select(ApiToken).where(ApiToken.user_id == user_id).order_by(ApiToken.id.desc())
    )
    today = local_day(clock)
    return tuple(
        TokenView(
            number=row.id,
            label=door.place.vault.unseal_own(_cell(row), row.label) if row.label else "",
            unit=areas.label(row.area_id) if row.area_id is not None else "",
            scope=scope_of(row),
            made_at=row.made_at,
            ends_on=row.ends_on,
            used_at=row.used_at,
            ended_at=row.ended_at,
            over=row.ended_at is not None or row.ends_on < today,
        )
        for row in rows
    )


def end_own(actor: Actor, number: int, *, now: datetime, clock: datetime) -> None:
    """End one of one's own tokens; Missing when there is no such one."""
    with desk.writing(actor, Act.OWN_ACCOUNT, now=now) as door:
        _end(door, number, actor.user_id or 0, clock)


def list_of(
    actor: Actor, username: str, *, now: datetime, clock: datetime
) -> tuple[TokenView, ...]:
    """Return the open tokens of an account, for the administrators."""
    with desk.reading(actor, Act.ACCOUNT_MANAGE, now=now) as door:
        user = door.find(User, username=username.strip().casefold())
        rows = tokens_of(door, user.id, clock)
        door.log(f"user:{user.id}", None, tokens=len(rows))
        return tuple(row for row in rows if not row.over)


def end_of(actor: Actor, username: str, number: int, *, now: datetime, clock: datetime) -> None:
    """End a token of an account; Missing when it has no such one."""
    with desk.writing(actor, Act.ACCOUNT_MANAGE, now=now) as door:
        user = door.find(User, username=username.strip().casefold())
        _end(door, number, user.id, clock)


def _end(door: desk.Door, number: int, user_id: int, clock: datetime) -> None:
    row = door.find(ApiToken, id=number)
    if row.user_id != user_id:
        raise Missing(f"api_tokens:{number}")
    if row.ended_at is None:
        row.ended_at, row.ended_by = clock, door.actor.user_id
    door.log(f"api_token:{row.id}", row.area_id, ended=True)


def end_tokens(session: Session, user_id: int, clock: datetime, by: int | None) -> None:
    """End every token of an account: it was closed, or its password or second factor was reset."""
    session.flush()
    rows = session.scalars(
        select(ApiToken).where(ApiToken.user_id == user_id, ApiToken.ended_at.is_(None))
    )
    for row in rows:
        row.ended_at, row.ended_by = clock, by
