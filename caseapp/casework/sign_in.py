"""Signing in and out: passwords checked, sessions kept on the server, idle and absolute limits."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.records import passwords
from caseapp.records.areas import Area
from caseapp.records.users import RoleGrant, SignIn, SignInAttempt, User
from caseapp.rules.access import NOBODY, Act, Actor, Grant, Role
from caseapp.rules.units import CITY_ID
from caseapp.rules.values import RuleBroken, local_day

IDLE: Final = timedelta(minutes=30)
ABSOLUTE: Final = timedelta(hours=8)
TRIES: Final = 10
TRIES_WITHIN: Final = timedelta(minutes=15)
_SEEN_EVERY: Final = timedelta(minutes=1)


class Refused(Exception):
    """Wrong name, wrong password, disabled account: all answered alike."""


class TooManyTries(Exception):
    """The source failed too often within the last quarter of an hour."""


@dataclass(frozen=True)
class Person:
    """Who is signed in: what the pages show of them, and what the policy asks."""

    actor: Actor
    username: str
    language: str
    role: str
    unit: str
    unit_id: int


def sign_in(username: str, password: str, *, source: str, clock: datetime) -> str:
    """Check a password and return a new session's token; `clock` is the machine's own.

    Raises Refused alike for every wrong answer, and TooManyTries when the source must wait.
    """
    with desk.ledger() as session:
        user = session.scalars(
            select(User).where(User.username == username.strip().casefold())
        ).first()
        known = (user.id, user.password_hash, user.disabled_at) if user else (0, None, None)
    # The slow hash is done outside every transaction: it must not hold the write gate.
    good = passwords.fits(known[1], password) and known[2] is None
    token = secrets.token_urlsafe(32)
    with desk.writing(NOBODY, Act.SIGN_IN, now=clock) as door:
        mark = door.place.vault.source_mark(source)
        waiting = _must_wait(door.session, mark, clock)
        if good and not waiting:
            door.session.add(
                SignIn(
                    token_hash=token_hash(token), user_id=known[0], created_at=clock, seen_at=clock
                )
            )
            door.log(f"user:{known[0]}")
        else:
            door.session.add(SignInAttempt(source=mark, at=clock))
            door.log_denial(f"user:{known[0]}")
    if waiting:
        raise TooManyTries
    if not good:
        raise Refused
    return token


def _must_wait(session: Session, mark: bytes, clock: datetime) -> bool:
    failed = session.scalar(
        select(func.count())
        .select_from(SignInAttempt)
        .where(SignInAttempt.source == mark, SignInAttempt.at > clock - TRIES_WITHIN)
    )
    return (failed or 0) >= TRIES


def token_hash(token: str) -> bytes:
    """Return what the table of sessions holds of a token."""
    return hashlib.sha256(token.encode()).digest()


def person_of(token: str, *, clock: datetime, now: datetime) -> Person | None:
    """Return who holds a live session, or None; `clock` judges the session, `now` the roles."""
    with desk.ledger() as session:
        found = session.execute(
            select(SignIn, User).join(User, User.id == SignIn.user_id).where(_live(token))
        ).first()
        if found is None or _over(found.SignIn, clock):
            return None
        person = _person(session, found.User, local_day(now))
        stale = clock - found.SignIn.seen_at > _SEEN_EVERY
    if stale:
        _touch(token, clock)
    return person


def _live(token: str) -> ColumnElement[bool]:
    return and_(
        SignIn.token_hash == token_hash(token),
        SignIn.ended_at.is_(None),
        User.disabled_at.is_(None),
    )


def _over(row: SignIn, clock: datetime) -> bool:
    return clock - row.seen_at > IDLE or clock - row.created_at > ABSOLUTE


def _touch(token: str, clock: datetime) -> None:
    with desk.ledger(write=True) as session:
        row = session.scalars(select(SignIn).where(SignIn.token_hash == token_hash(token))).first()
        if row is not None:
            row.seen_at = clock
            session.flush()


def _person(session: Session, user: User, day: date) -> Person:
    rows = session.execute(
        select(RoleGrant, Area)
        .join(Area, Area.id == RoleGrant.area_id)
        .where(RoleGrant.user_id == user.id)
    ).all()
    grants = tuple(_grant(row.RoleGrant) for row in rows)
    held = [
        (list(Role).index(grant.role), grant.role, row.Area)
        for grant, row in zip(grants, rows, strict=True)
        if grant.holds(day)
    ]
    _, role, area = min(held, key=lambda h: h[0], default=(0, "", None))
    return Person(
        actor=Actor(user.id, user.full_name, grants),
        username=user.username,
        language=user.language,
        role=role,
        unit=area_label(area) if area else "",
        unit_id=area.id if area else CITY_ID,
    )


def area_label(area: Area) -> str:
    """Return a unit's name with its kind, as it stands in a sentence's beginning."""
    return f"{area.kind.capitalize()} {area.name}" if area.parent_id else area.name


def _grant(row: RoleGrant) -> Grant:
    units = None if row.area_id == CITY_ID else frozenset({row.area_id})
    return Grant(Role(row.role), units, row.valid_from, row.valid_until)


def sign_out(token: str, *, clock: datetime) -> None:
    """End the session of this token."""
    with desk.ledger(write=True) as session:
        row = session.scalars(select(SignIn).where(SignIn.token_hash == token_hash(token))).first()
        if row is not None:
            row.ended_at = clock
            session.flush()


def lock(token: str, *, clock: datetime) -> None:
    """Let the session end by itself at once: what was typed elsewhere under it is kept as usual."""
    with desk.ledger(write=True) as session:
        row = session.scalars(select(SignIn).where(SignIn.token_hash == token_hash(token))).first()
        if row is not None:
            row.seen_at = min(row.seen_at, clock - IDLE - timedelta(seconds=1))
            session.flush()


def choose_language(actor: Actor, language: str) -> None:
    """Keep the language a user reads in: `vi` or `en`."""
    with desk.ledger(write=True) as session:
        user = session.get(User, actor.user_id)
        if user is not None:
            user.language = language if language == "en" else "vi"
            session.flush()


def actor_named(username: str, password: str | None, *, now: datetime, operator: str = "") -> Actor:
    """Return the actor of an account for a command; the password is checked when given.

    `operator` is who sits at the machine, and stands in the log beside the account.

    Raises RuleBroken alike for an unknown name, a closed account and a wrong password.
    """
    with desk.ledger() as session:
        user = session.scalars(
            select(User).where(User.username == username.strip().casefold())
        ).first()
        hashed = user.password_hash if user else None
        good = password is None or passwords.fits(hashed, password)
        if user is None or user.disabled_at is not None or not good:
            raise RuleBroken(f"'{username}' cannot act here: unknown, closed, or wrong password")
        actor = _person(session, user, local_day(now)).actor
        return replace(actor, operated_by=operator[:20])


def require(actor: Actor, act: Act, *, now: datetime) -> None:
    """Raise Denied, written in the log, when the actor may not do the act in any unit."""
    desk.require(actor, act, now=now)
