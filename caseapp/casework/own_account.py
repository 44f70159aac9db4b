"""The own account: what it may do, where it is open, its password, its second factor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import second_factor
from caseapp.casework.account_reading import ChangeView, HeldRole, roles_of, views_of
from caseapp.casework.address_reading import AddressView, view_address
from caseapp.casework.api_tokens import end_tokens
from caseapp.casework.limits import Caller, marks_of, must_wait, note_failure
from caseapp.casework.new_passwords import hash_of_new, known_of
from caseapp.casework.sessions import LiveSession, end_one, end_sessions, live, open_sessions
from caseapp.casework.sign_in import Over, check_password
from caseapp.records.users import AccountChange, User
from caseapp.rules.access import Act, Actor
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken, local_day

_HELD: Final = ("approved", "done")


@dataclass(frozen=True)
class At:
    """Where and when an own act is done: the session's token, the caller, both clocks."""

    token: str
    caller: Caller
    clock: datetime
    now: datetime


@dataclass(frozen=True)
class OwnView:
    """The own account as its page shows it."""

    roles: tuple[HeldRole, ...]
    sessions: tuple[LiveSession, ...]
    has_factor: bool
    codes_left: int
    password_set_at: datetime
    untold: int
    address: AddressView | None


def read_own(actor: Actor, at: At) -> OwnView:
    """Return the own account with its sessions."""
    with desk.reading(actor, Act.OWN_ACCOUNT, now=at.now) as door:
        user = _own(door)
        return OwnView(
            roles_of(door.session, user.id, local_day(at.now)),
            open_sessions(door.session, user.id, at.clock, at.token),
            user.totp_sealed is not None,
            second_factor.codes_left(door.session, user.id),
            user.password_set_at,
            len(_untold(door)),
            view_address(door),
        )


def _own(door: desk.Door) -> User:
    user = door.session.get_one(User, door.actor.user_id)
    door.log(f"user:{user.id}")
    return user


def _untold(door: desk.Door) -> list[AccountChange]:
    """Return the changes that hold and whose owner has not said that they read them."""
    held = select(AccountChange).where(
        AccountChange.user_id == door.actor.user_id,
        AccountChange.outcome.in_(_HELD),
        AccountChange.told_at.is_(None),
    )
    return list(door.session.scalars(held.order_by(AccountChange.decided_at, AccountChange.id)))


def untold(actor: Actor, *, now: datetime) -> tuple[ChangeView, ...]:
    """Return what others changed of the own account since it was last read and put away."""
    with desk.reading(actor, Act.OWN_ACCOUNT, now=now) as door:
        rows = _untold(door)
        door.log(f"user:{actor.user_id}", None, changes=len(rows))
        return views_of(door.session, rows, actor)


def has_untold(token: str, *, clock: datetime) -> bool:
    """Tell whether the holder of a session has something to read first."""
    with desk.ledger() as session:
        found = live(session, token, clock)
        if found is None:
            return False
        held = (
            AccountChange.user_id == found[1].id,
            AccountChange.outcome.in_(_HELD),
            AccountChange.told_at.is_(None),
        )
        return session.scalars(select(AccountChange.id).where(*held)).first() is not None


def acknowledge(actor: Actor, seen: set[int], *, now: datetime) -> None:
    """Put away the changes of these numbers, which were shown; later ones stay."""
    with desk.writing(actor, Act.OWN_ACCOUNT, now=now) as door:
        rows = [row for row in _untold(door) if row.id in seen]
        for row in rows:
            row.told_at = now
        door.log(f"user:{actor.user_id}", None, read=len(rows))


def end_session(actor: Actor, number: int | None, at: At) -> None:
    """End one of the own sessions, or all but this one without a number."""
    with desk.writing(actor, Act.OWN_ACCOUNT, now=at.now) as door:
        user = _own(door)
        if number is None:
            end_sessions(door.session, user.id, at.clock, but=at.token)
        elif not end_one(door.session, user.id, number, at.clock):
            raise Missing(f"sign_ins:{number}")


def prove_password(actor: Actor, password: str, at: At) -> str:
    """Check the own password, counted like a sign-in; return its hash, RuleBroken when wrong."""
    with desk.ledger() as session:
        own = session.get_one(User, actor.user_id)
        username, password_hash = own.username, own.password_hash
    good = check_password(username, password, at.caller, at.clock)[1]
    with desk.writing(actor, Act.OWN_ACCOUNT, now=at.now) as door:
        marks = marks_of(door.session, at.caller, username, actor.user_id or 0)
        waiting = must_wait(door.session, marks, at.clock)
        if not good or waiting:
            door.log_denial(f"user:{actor.user_id}")
        if not good and not waiting:
            note_failure(door.session, marks, at.clock)
    if waiting:
        raise RuleBroken("Too many failed tries. Wait 15 minutes, then try again", field="current")
    if not good:
        raise RuleBroken("This is not your password", field="current")
    return password_hash


def change_password(actor: Actor, current: str, new: str, at: At) -> None:
    """Put a new password in the place of the own one; all other sessions end."""
    before = prove_password(actor, current, at)
    with desk.ledger() as session:
        about = known_of(session.get_one(User, actor.user_id))
    hashed = hash_of_new(new, before, about=about)
    with desk.writing(actor, Act.OWN_ACCOUNT, now=at.now) as door:
        user = _own(door)
        user.password_hash, user.password_set_at = hashed, at.now
        user.must_change_password = False
        end_sessions(door.session, user.id, at.clock, but=at.token)
        end_tokens(door.session, user.id, at.clock, user.id)
        door.log(f"user:{user.id}", None, password="changed")  # noqa: S106 - a word


def set_up(actor: Actor, current: str, code: str, at: At) -> tuple[str, ...]:
    """Set the second factor up, or another in its place; return the ten paper codes.

    All other sessions end: they were opened without it, or with the one before.
    """
    prove_password(actor, current, at)
    with desk.writing(actor, Act.OWN_ACCOUNT, now=at.now) as door:
        found = live(door.session, at.token, at.clock)
        if found is None:
            raise Over
        row, user = found
        secret = second_factor.offer(door.session, user, row.id).secret
        step = second_factor.matching_step(secret, second_factor.plain(code), at.clock, None)
        if step is None:
            raise RuleBroken("The code does not fit; enter the one that the app shows now",
                             field="code")  # fmt: skip
        codes = second_factor.keep_secret(door.session, user, secret, step)
        row.strong = True
        end_sessions(door.session, user.id, at.clock, but=at.token)
        door.log(f"user:{user.id}", None, second_factor="set up")
        return codes


def renew_codes(actor: Actor, current: str, at: At) -> tuple[str, ...]:
    """Make ten new paper codes in the place of those before."""
    prove_password(actor, current, at)
    with desk.writing(actor, Act.OWN_ACCOUNT, now=at.now) as door:
        user = _own(door)
        if user.totp_sealed is None:
            raise RuleBroken("Set up the second factor first")
        door.log(f"user:{user.id}", None, recovery_codes="new")
        return second_factor.new_codes(door.session, user)
