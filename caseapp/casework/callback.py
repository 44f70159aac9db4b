"""A telephone lost at night: the supervisor calls back and reads out a code that serves once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.api_tokens import end_tokens
from caseapp.casework.limits import forget_browsers, vault_of
from caseapp.casework.notices import Subject, holders, tell
from caseapp.casework.second_factor import new_code, plain, take_away
from caseapp.casework.sessions import end_sessions, roles_on
from caseapp.casework.staff import Post, holding
from caseapp.records.callback import CallbackEntry
from caseapp.records.users import SignIn, User
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.callback import (
    LASTS,
    RECEIVERS,
    SETTLED,
    WITHIN,
    check_number,
    check_receiver,
)
from caseapp.rules.outcomes import Missing
from caseapp.rules.units import territory
from caseapp.rules.values import RuleBroken, local_day


@dataclass(frozen=True)
class Receiver:
    """An account as the supervisor sees it who is called: `posts` are pairs of role and unit.

    `numbers` are those on file that have stood long enough; `why_not` says why no code is given.
    """

    username: str
    full_name: str
    posts: tuple[tuple[str, str], ...]
    numbers: tuple[str, ...]
    why_not: str


@dataclass(frozen=True)
class Given:
    """A code, shown this once, and until when what it opens lasts."""

    code: str
    full_name: str
    until: datetime


def list_receivers(actor: Actor, *, now: datetime, clock: datetime) -> list[Receiver]:
    """Return the ward people within reach who could be called back, by name."""
    with desk.reading(actor, Act.ENTRY_GIVE, now=now) as door:
        found = [_view(door, user, posts, clock) for user, posts in _people(door).values()]
        door.log("users:callback", None, rows=len(found))
        return found


def read_receiver(actor: Actor, username: str, *, now: datetime, clock: datetime) -> Receiver:
    """Return one of them; Missing for others, and for oneself."""
    with desk.reading(actor, Act.ENTRY_GIVE, now=now) as door:
        user, posts = _found(door, username)
        door.log(f"user:{user.id}", None, callback=True)
        return _view(door, user, posts, clock)


def give_entry(
    actor: Actor, username: str, *, called: str, knew_voice: bool, now: datetime, clock: datetime,
    post: str = "",
) -> Given:  # fmt: skip
    """Give a code for one entry within 12 hours, after calling a number on file back.

    The owner and the chair of the unit are told. Raises RuleBroken for a number that is not on
    file, an unknown voice, an account that two persons reset, too many codes; Missing outside the
    reach.
    """
    if not knew_voice:
        raise RuleBroken("Give no code to a voice that you do not know", field="knew_voice")
    with desk.writing(actor, Act.ENTRY_GIVE, now=now, post=post) as door:
        user, posts = _found(door, username)
        if called not in _numbers(user, clock):
            raise RuleBroken("Call a number that is on file", field="called")
        _check(door, user, clock)
        for old in _unused(door.session, user.id):
            old.cancelled_at = clock
        code = new_code()
        row = CallbackEntry(
            user_id=user.id,
            given_by=actor.user_id,
            given_at=clock,
            called=called,
            code_hash=door.place.vault.recovery_mark(user.id, _mark(code)),
            until=clock + LASTS,
        )
        door.session.add(row)
        door.session.flush()
        for unit in sorted({post.area_id for post in posts}):
            _tell(door, user, unit, row.id)
        door.log(f"user:{user.id}", None, callback=row.id)
        return Given(code, user.full_name, row.until)


def accept(session: Session, user: User, row: SignIn, typed: str, clock: datetime) -> bool:
    """Take a code that was read out, once; the session ends with it, the lost factor at once.

    All else that was open under the account ends, for the telephone may be in other hands.
    """
    wanted = vault_of(session).recovery_mark(user.id, _mark(typed))
    entry = session.scalars(
        select(CallbackEntry).where(
            CallbackEntry.user_id == user.id,
            CallbackEntry.code_hash == wanted,
            CallbackEntry.used_at.is_(None),
            CallbackEntry.cancelled_at.is_(None),
            CallbackEntry.until > clock,
        )
    ).first()
    if entry is None:
        return False
    entry.used_at, row.until = clock, entry.until
    take_away(session, user)
    user.factor_lost = True
    end_sessions(session, user.id, clock)
    end_tokens(session, user.id, clock, user.id)
    row.ended_at = None
    forget_browsers(session, user.id)
    return True


def _mark(code: str) -> str:
    return f"callback:{plain(code)}"  # no code on paper can be taken for one


def _unused(session: Session, user_id: int) -> list[CallbackEntry]:
    return list(
        session.scalars(
            select(CallbackEntry).where(
                CallbackEntry.user_id == user_id,
                CallbackEntry.used_at.is_(None),
                CallbackEntry.cancelled_at.is_(None),
            )
        )
    )


def _people(door: desk.Door) -> dict[int, tuple[User, list[Post]]]:
    units = door.scope.units if door.scope.units is not None else set(territory().units)
    found: dict[int, tuple[User, list[Post]]] = {}
    for user, post in holding(door, RECEIVERS, units):
        if post.naming is None and user.id != door.actor.user_id:
            found.setdefault(user.id, (user, []))[1].append(post)
    return found


def _found(door: desk.Door, username: str) -> tuple[User, list[Post]]:
    for user, posts in _people(door).values():
        if user.username == username.strip().casefold():
            return user, posts
    raise Missing("users:callback")


def _numbers(user: User, clock: datetime) -> tuple[str, ...]:
    settled = user.phone_set_at is not None and user.phone_set_at <= clock - SETTLED
    return (user.phone,) if user.phone and settled else ()


def _check(door: desk.Door, user: User, clock: datetime) -> None:
    """Raise RuleBroken when no code may be given for the account now."""
    roles = roles_on(door.session, user.id, local_day(door.now))
    check_receiver(roles, has_factor=user.totp_sealed is not None or user.factor_lost)
    since = CallbackEntry.given_at > clock - WITHIN
    count = select(func.count(CallbackEntry.id)).where(since)
    check_number(
        door.session.scalar(count.where(CallbackEntry.user_id == user.id)) or 0,
        door.session.scalar(count.where(CallbackEntry.given_by == door.actor.user_id)) or 0,
    )


def _view(door: desk.Door, user: User, posts: list[Post], clock: datetime) -> Receiver:
    why_not = ""
    try:
        _check(door, user, clock)
    except RuleBroken as broken:
        why_not = broken.message
    return Receiver(
        user.username,
        user.full_name,
        tuple((post.role, areas.label(post.area_id)) for post in posts),
        _numbers(user, clock),
        why_not,
    )


def _tell(door: desk.Door, user: User, unit: int, number: int) -> None:
    """Tell the owner, and the chair of the unit; of a chair's own entry the other supervisors."""
    subject = Subject(f"user:{user.id}", unit)
    tell(door, "entry_given", subject, to=user.id, cause=number)
    chairs = holders(door, Role.CHAIR, unit)
    watching = chairs - {user.id} or holders(door, Role.SUPERVISOR, unit)
    for person in sorted(watching):
        tell(door, "entry_given_for", subject, to=person, cause=number)


def set_phone(actor: Actor, username: str, phone: str, *, now: datetime, clock: datetime) -> None:
    """Keep the number on which an account's owner is called back; it serves after a day."""
    number = phone.strip()
    if number and not 8 <= sum(letter.isdigit() for letter in number) <= 15:  # noqa: PLR2004 - as E.164 has it
        raise RuleBroken("Enter a telephone number", field="phone")
    with desk.writing(actor, Act.ACCOUNT_MANAGE, now=now) as door:
        user = door.find(User, username=username.strip().casefold())
        if user.id == actor.user_id:
            raise RuleBroken("Nobody changes their own account here; ask another administrator")
        user.phone, user.phone_set_at = number, clock
        door.log(f"user:{user.id}", None, phone="changed")
