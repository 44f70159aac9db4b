"""Sessions on the server: who holds one, what is still owed, how they end, and the list of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.holders import holder_of
from caseapp.casework.limits import hashed
from caseapp.casework.standing_in import WHO, all_grants, read_grants
from caseapp.records import marks
from caseapp.records.file_stand_ins import FileStandIn
from caseapp.records.users import SignIn, User
from caseapp.rules.access import Act, Actor, Grant, Role
from caseapp.rules.deciding import Way
from caseapp.rules.scope import Entrusted
from caseapp.rules.stages import Demands, Stage, Standing, owed
from caseapp.rules.units import CITY_ID
from caseapp.rules.values import local_day

IDLE: Final = timedelta(minutes=30)
ABSOLUTE: Final = timedelta(hours=8)
UNDER_WAY: Final = timedelta(minutes=30)
"""A sign-in that is not complete by then begins anew."""
_SEEN_EVERY: Final = timedelta(minutes=1)


Asked = tuple[str, object] | None
"""The kind and mark of what an address names."""


@dataclass(frozen=True)
class Person:
    """Who is signed in: what the pages show of them, and what the policy asks.

    `strong` says that this session was opened with a second factor.
    """

    actor: Actor
    username: str
    language: str
    role: str
    unit: str
    unit_id: int
    strong: bool = False


@dataclass(frozen=True)
class Staged:
    """A sign-in under way: the password was right, and a step is still owed."""

    username: str
    language: str
    stage: Stage


@dataclass(frozen=True)
class LiveSession:
    """A session as its owner and the administrators see it."""

    number: int
    started: datetime
    seen: datetime
    browser: str
    strong: bool
    own: bool


def person_of(
    token: str, *, clock: datetime, now: datetime, demands: Demands | None = None
) -> Person | Staged | None:
    """Return who holds a live session; `clock` judges the session, `now` the roles."""
    with desk.ledger() as session:
        rows = holder_of(session, token)
        if not rows or _over(rows[0], clock):
            return None
        held = rows[0]
        entrusted = entrusted_to(session, held.user_id) if held.lent else ()
    day = local_day(now)
    person = _person(held, read_grants(rows), entrusted, day)
    standing = Standing(
        held.has_totp or held.factor_lost,
        held.strong or held.until is not None,
        held.must_change_password,
    )
    stage = _stage(standing, held.stage, person.actor.roles(day), demands or Demands())
    if clock - held.seen_at > _SEEN_EVERY:
        _touch(token, clock)
    return Staged(person.username, person.language, stage) if stage else person


def live(session: Session, token: str, clock: datetime) -> tuple[SignIn, User] | None:
    """Return the live session of a token with its account, or None."""
    found = session.execute(
        select(SignIn, User)
        .join(User, User.id == SignIn.user_id)
        .where(
            SignIn.token_hash == hashed(token),
            SignIn.ended_at.is_(None),
            User.disabled_at.is_(None),
        )
    ).first()
    if found is None or _over(found.SignIn, clock):
        return None
    return found.SignIn, found.User


def note_shut_out(token: str, act: Act, *, now: datetime, asked: Asked = None) -> None:
    """Write in the log that a session was used whose account is closed, or that was ended.

    One that ended by itself is no such thing: its owner came back too late.
    """
    with desk.ledger() as session:
        found = session.execute(
            select(SignIn.user_id)
            .join(User, User.id == SignIn.user_id)
            .where(
                SignIn.token_hash == hashed(token),
                or_(SignIn.ended_at.is_not(None), User.disabled_at.is_not(None)),
            )
        ).first()
    if found is not None:
        about = marks.subject_of(*asked) if asked else ""
        desk.note_denial(Actor(found.user_id, ""), act, now=now, about=about)


def _over(row: SignIn | Row[Any], clock: datetime) -> bool:
    if row.until is not None and clock >= row.until:
        return True  # it was opened by call-back
    longest = UNDER_WAY if row.stage else ABSOLUTE
    by_age = row.until is None or bool(row.stage)
    return clock - row.seen_at > IDLE or (by_age and clock - row.created_at > longest)


def stage_of(row: SignIn, user: User, roles: frozenset[Role], demands: Demands) -> Stage | None:
    """Return the step that a session still owes.

    It is asked anew each time: a role that began today may demand more than yesterday's.
    """
    standing = Standing(
        user.totp_sealed is not None or user.factor_lost,
        row.strong or row.until is not None,
        user.must_change_password,
    )
    return _stage(standing, row.stage, roles, demands)


def _stage(
    standing: Standing, begun: str, roles: frozenset[Role], demands: Demands
) -> Stage | None:
    return owed(standing, roles, demands) or (Stage(begun) if begun else None)


def _touch(token: str, clock: datetime) -> None:
    with desk.ledger(write=True) as session:
        row = session.scalars(select(SignIn).where(SignIn.token_hash == hashed(token))).first()
        if row is not None:
            row.seen_at = clock
            session.flush()


def grants_of(session: Session, user_id: int) -> tuple[Grant, ...]:
    """Return every role of an account, those of other days and those it stands in for too."""
    return read_grants(session.execute(all_grants(), {WHO.key: user_id}))


def entrusted_to(session: Session, user_id: int) -> tuple[Entrusted, ...]:
    """Return the files of other units in which the account stands in for somebody now."""
    rows = session.scalars(
        select(FileStandIn)
        .where(FileStandIn.user_id == user_id, FileStandIn.ended_at.is_(None))
        .order_by(FileStandIn.id)
    )
    return tuple(
        Entrusted(row.role, row.area_id, row.report_id, row.way == Way.EITHER.value) for row in rows
    )


def roles_on(session: Session, user_id: int, day: date) -> frozenset[Role]:
    """Return the roles that an account holds on a day."""
    return frozenset(grant.role for grant in grants_of(session, user_id) if grant.holds(day))


def _person(
    row: Row[Any],
    grants: tuple[Grant, ...],
    entrusted: tuple[Entrusted, ...],
    day: date,
) -> Person:
    held = [
        (g.naming is not None, list(Role).index(g.role), number, g)
        for number, g in enumerate(grants)
        if g.holds(day)
    ]
    first = min(held)[-1] if held else None  # the own post, before those stood in for
    unit = CITY_ID if first is None or first.units is None else min(first.units)
    return Person(
        actor=Actor(
            row.user_id, row.full_name, grants, unmarked=not row.marked, entrusted=entrusted
        ),
        username=row.username,
        language=row.language,
        role=first.role if first else "",
        unit=areas.label(unit) if first else "",
        unit_id=unit,
        strong=row.strong,
    )


def sign_out(token: str, *, clock: datetime) -> None:
    """End the session of this token."""
    with desk.ledger(write=True) as session:
        row = session.scalars(select(SignIn).where(SignIn.token_hash == hashed(token))).first()
        if row is not None:
            row.ended_at = row.ended_at or clock
            session.flush()


def lock(token: str, *, clock: datetime) -> None:
    """Let the session end by itself at once: what was typed elsewhere under it is kept as usual."""
    with desk.ledger(write=True) as session:
        row = session.scalars(select(SignIn).where(SignIn.token_hash == hashed(token))).first()
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


def open_sessions(
    session: Session, user_id: int, clock: datetime, token: str = ""
) -> tuple[LiveSession, ...]:
    """Return an account's live sessions, the last used first; `token` marks the reader's own."""
    rows = session.scalars(
        select(SignIn)
        .where(SignIn.user_id == user_id, SignIn.ended_at.is_(None))
        .order_by(SignIn.seen_at.desc(), SignIn.id.desc())
    )
    return tuple(
        LiveSession(
            row.id,
            row.created_at,
            row.seen_at,
            row.browser,
            row.strong,
            bool(token) and row.token_hash == hashed(token),
        )
        for row in rows
        if not _over(row, clock)
    )


def end_sessions(session: Session, user_id: int, clock: datetime, *, but: str = "") -> int:
    """End an account's sessions, all but the one of the token `but`; return how many ended."""
    session.flush()
    rows = session.scalars(
        select(SignIn).where(SignIn.user_id == user_id, SignIn.ended_at.is_(None))
    ).all()
    ended = [row for row in rows if not but or row.token_hash != hashed(but)]
    for row in ended:
        row.ended_at = clock
    return len(ended)


def end_one(session: Session, user_id: int, number: int, clock: datetime) -> bool:
    """End one of the account's own sessions; False when there is no such one."""
    rows = session.scalars(select(SignIn).where(SignIn.user_id == user_id))
    row = next((each for each in rows if each.id == number), None)
    if row is None:
        return False
    row.ended_at = row.ended_at or clock
    return True
