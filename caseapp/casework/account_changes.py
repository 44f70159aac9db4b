"""Changes of an account: asked for, decided by a second person where the rule wants one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.account_effects import carry_out, refuse_overlap
from caseapp.casework.accounts import administrators, place_of_role
from caseapp.casework.new_passwords import hash_of_new, known_of
from caseapp.records.users import AccountChange, RoleGrant, User
from caseapp.rules.access import Act, Actor
from caseapp.rules.giving import decides_alone, gives_at_once
from caseapp.rules.values import RuleBroken, local_day


class Kind(StrEnum):
    """What can be changed of an account."""

    ROLE = "role"
    END = "role_end"
    UNIT = "unit"
    PASSWORD = "password"  # noqa: S105 - the name of a kind
    SECOND_FACTOR = "second_factor"
    REOPENING = "reopening"


@dataclass(frozen=True)
class RoleEntry:
    """A role to be given: the code of its unit, its first day, and the day it ends, if any."""

    role: str
    area_code: str
    valid_from: date
    valid_until: date | None


def _account(door: desk.Door, username: str) -> User:
    """Return the account that is to be changed; RuleBroken for the own and for a closed one."""
    user = door.find(User, username=username.strip().casefold())
    if user.id == door.actor.user_id:
        raise RuleBroken("Nobody changes their own account here; ask another administrator")
    if user.disabled_at is not None:
        raise RuleBroken("This account is closed; nothing more can be changed")
    return user


def _ask(door: desk.Door, change: AccountChange, user: User, *, at_once: bool) -> bool:
    """Keep what is asked; carry it out when it needs nobody else. Return whether it waits."""
    change.user_id = user.id
    change.asked_at, change.asked_by, change.outcome = door.now, door.actor.user_id, ""
    door.session.add(change)
    door.session.flush()
    door.log(f"user:{user.id}", change.area_id, asked=change.kind, waits=not at_once)
    if at_once:
        _settle(door, change, "done")
        carry_out(door, change, user)
    return not at_once


def _settle(door: desk.Door, change: AccountChange, outcome: str) -> None:
    change.outcome = outcome
    change.decided_at, change.decided_by = door.now, door.actor.user_id


def _refuse_twice(door: desk.Door, user: User, kind: Kind, **same: object) -> None:
    """Raise RuleBroken when the same is waiting already."""
    waiting = select(AccountChange.id).filter_by(user_id=user.id, kind=kind, outcome="", **same)
    if door.session.scalars(waiting).first() is not None:
        raise RuleBroken("The same change is waiting for a second person already")


def ask_role(actor: Actor, username: str, entry: RoleEntry, *, now: datetime) -> bool:
    """Give an account another role in a unit; return whether a second person must agree."""
    today = local_day(now)
    if entry.valid_from < today:
        raise RuleBroken("Enter today or a later day", field="valid_from")
    if entry.valid_until is not None and entry.valid_until <= entry.valid_from:
        raise RuleBroken("Enter a day after the first one", field="valid_until")
    place = place_of_role(entry.role, entry.area_code, entry.valid_from)
    with desk.writing(actor, Act.ACCOUNT_MANAGE, now=now) as door:
        user = _account(door, username)
        _refuse_twice(door, user, Kind.ROLE, role=entry.role, area_id=place)
        change = AccountChange(
            user_id=user.id, kind=Kind.ROLE, role=entry.role, area_id=place,
            valid_from=entry.valid_from, valid_until=entry.valid_until,
        )  # fmt: skip
        refuse_overlap(door, change, "role")
        at_once = gives_at_once(actor, entry.role, administrators(door.session, today))
        return _ask(door, change, user, at_once=at_once)


def _grant(door: desk.Door, user: User, number: int, day: date) -> RoleGrant:
    """Return a role that the account holds on the day or will hold."""
    grant = door.find(RoleGrant, id=number, user_id=user.id)
    if grant.valid_until is not None and grant.valid_until <= day:
        raise RuleBroken("This role has ended already")
    return grant


def ask_unit(
    actor: Actor, username: str, number: int, area_code: str, day: date, *, now: datetime
) -> bool:
    """Move a role to another unit from a day on; return whether a second person must agree."""
    if day < local_day(now):
        raise RuleBroken("Enter today or a later day", field="valid_from")
    with desk.writing(actor, Act.ACCOUNT_MANAGE, now=now) as door:
        user = _account(door, username)
        grant = _grant(door, user, number, day)
        place = place_of_role(grant.role, area_code, day)
        if grant.area_id == place:
            raise RuleBroken("The role is held in this unit already", field="area_code")
        _refuse_twice(door, user, Kind.UNIT, grant_id=grant.id)
        change = AccountChange(
            user_id=user.id, kind=Kind.UNIT, role=grant.role, area_id=place, grant_id=grant.id,
            valid_from=day, valid_until=grant.valid_until,
        )  # fmt: skip
        refuse_overlap(door, change, "area_code")
        return _ask(door, change, user, at_once=decides_alone(actor))


def end_role(actor: Actor, username: str, number: int, day: date, *, now: datetime) -> bool:
    """End a role on a day, the first on which it holds no more: at once, for it takes away."""
    if day < local_day(now):
        raise RuleBroken("Enter today or a later day", field="valid_until")
    with desk.writing(actor, Act.ACCOUNT_MANAGE, now=now) as door:
        user = _account(door, username)
        grant = _grant(door, user, number, local_day(now))
        if grant.valid_until is not None and day > grant.valid_until:
            raise RuleBroken("The role ends before that day; it is not prolonged here",
                             field="valid_until")  # fmt: skip
        change = AccountChange(
            kind=Kind.END, role=grant.role, area_id=grant.area_id, grant_id=grant.id,
            valid_until=day,
        )  # fmt: skip
        return _ask(door, change, user, at_once=True)


def ask_password(actor: Actor, username: str, password: str, *, now: datetime) -> bool:
    """Set a new password for somebody who forgot theirs; return whether it waits."""
    folded = username.strip().casefold()
    with desk.ledger() as session:
        user = session.scalars(select(User).where(User.username == folded)).first()
        about = known_of(user)
    hashed = hash_of_new(password, about=about)
    with desk.writing(actor, Act.ACCOUNT_MANAGE, now=now) as door:
        user = _account(door, username)
        _refuse_twice(door, user, Kind.PASSWORD)
        change = AccountChange(kind=Kind.PASSWORD, password_hash=hashed)
        return _ask(door, change, user, at_once=decides_alone(actor))


def ask_second_factor(actor: Actor, username: str, *, now: datetime) -> bool:
    """Take the second factor of somebody who lost it away; return whether it waits."""
    with desk.writing(actor, Act.ACCOUNT_MANAGE, now=now) as door:
        user = _account(door, username)
        if user.totp_sealed is None and not user.factor_lost:
            raise RuleBroken("This account has no second factor")
        _refuse_twice(door, user, Kind.SECOND_FACTOR)
        change = AccountChange(kind=Kind.SECOND_FACTOR)
        return _ask(door, change, user, at_once=decides_alone(actor))


def ask_reopening(actor: Actor, username: str, *, now: datetime) -> bool:
    """Open a closed account again, with all that waited for it; return whether it waits.

    The roles hold as they did; what was typed and not sent is there for the rest of its day.
    """
    with desk.writing(actor, Act.ACCOUNT_MANAGE, now=now) as door:
        user = door.find(User, username=username.strip().casefold())
        if user.disabled_at is None:
            raise RuleBroken("This account is open")
        _refuse_twice(door, user, Kind.REOPENING)
        change = AccountChange(kind=Kind.REOPENING)
        return _ask(door, change, user, at_once=decides_alone(actor))


def decide(actor: Actor, number: int, *, agree: bool, now: datetime) -> None:
    """Agree to what waits, or refuse it; never by who asked, nor about the own account."""
    with desk.writing(actor, Act.ACCOUNT_DECIDE, now=now) as door:
        change = door.find(AccountChange, id=number)
        if change.outcome:
            raise RuleBroken("This was decided in the meantime")
        if not may_decide(actor, change):
            raise RuleBroken("A second person decides: neither who asked nor who it is about")
        user = door.session.get_one(User, change.user_id)
        _settle(door, change, "approved" if agree else "refused")
        door.log(f"user:{user.id}", change.area_id, decided=change.kind, outcome=change.outcome)
        if agree:
            carry_out(door, change, user)
        change.password_hash = ""


def may_decide(actor: Actor, change: AccountChange) -> bool:
    """Tell whether the actor is a second person for this change."""
    own = actor.user_id is not None and actor.user_id in {change.asked_by, change.user_id}
    return not own and (actor.user_id is not None or decides_alone(actor))
