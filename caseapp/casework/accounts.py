"""Accounts: who there is, with which roles in which units; made and changed by administrators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from caseapp import desk
from caseapp.casework import areas
from caseapp.records import passwords
from caseapp.records.users import RoleGrant, SignIn, User
from caseapp.rules.access import Act, Actor, Role, check_place
from caseapp.rules.units import CITY_ID, territory
from caseapp.rules.values import RuleBroken, local_day

_USERNAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


@dataclass(frozen=True)
class Account:
    """An account as the administrator sees it; `roles` are pairs of role and unit's name."""

    username: str
    full_name: str
    roles: tuple[tuple[str, str], ...]
    disabled: bool


@dataclass(frozen=True)
class NewAccount:
    """What an account is made from; `area_code` names a unit of today, or the city."""

    username: str
    full_name: str
    password: str
    role: str
    area_code: str


def list_accounts(actor: Actor, *, now: datetime) -> list[Account]:
    """Return every account with the roles it holds today, by name."""
    with desk.reading(actor, Act.ACCOUNT_MANAGE, now=now) as door:
        users = door.session.scalars(
            select(User).options(selectinload(User.grants)).order_by(User.username)
        ).all()
        day = local_day(now)
        door.log("users:all", None, rows=len(users))
        return [
            Account(
                user.username,
                user.full_name,
                tuple((g.role, areas.label(g.area_id)) for g in user.grants if _holds(g, day)),
                user.disabled_at is not None,
            )
            for user in users
        ]


def _holds(grant: RoleGrant, day: date) -> bool:
    return grant.valid_from <= day and (grant.valid_until is None or day < grant.valid_until)


def has_accounts() -> bool:
    """Tell whether anybody can sign in at all."""
    with desk.ledger() as session:
        return session.scalars(select(User.id).limit(1)).first() is not None


def add_account(actor: Actor, new: NewAccount, *, now: datetime) -> str:
    """Make an account with one role in one unit; RuleBroken names the field to mend."""
    username = new.username.strip().casefold()
    if len(new.password) < passwords.SHORTEST:
        raise RuleBroken("Choose a password of at least 10 characters", field="password")
    if not _USERNAME.fullmatch(username):
        raise RuleBroken(
            "Choose a sign-in name of 2 to 40 letters a–z, digits, dots, hyphens", field="username"
        )
    if not new.full_name.strip():
        raise RuleBroken("Enter the full name", field="full_name")
    place = _place(new.role, new.area_code, local_day(now))
    hashed = passwords.hash_password(new.password)
    with desk.writing(actor, Act.ACCOUNT_MANAGE, now=now) as door:
        if door.session.scalars(select(User.id).where(User.username == username)).first():
            raise RuleBroken("This sign-in name is taken", field="username")
        user = User(
            username=username,
            full_name=new.full_name.strip(),
            password_hash=hashed,
            created_at=now,
            password_set_at=now,
        )
        user.grants.append(
            RoleGrant(
                role=new.role,
                area_id=place,
                valid_from=local_day(now),
                entered_at=now,
                entered_by=actor.user_id,
            )
        )
        door.session.add(user)
        door.session.flush()
        door.log(f"user:{user.id}", place, role=new.role)
        return username


def _place(role: str, area_code: str, day: date) -> int:
    """Return the id of the unit in which the role may be held."""
    if role not in set(Role):
        raise RuleBroken("Choose a role", field="role")
    area = territory().at(area_code, day)
    if area is None:
        raise RuleBroken("No unit bears this code today", field="area_code")
    check_place(Role(role), city=area.id == CITY_ID)
    return area.id


def disable_account(actor: Actor, username: str, *, now: datetime) -> None:
    """Close an account and its sessions; its acts stay in the log.

    Nobody closes the own account: the last administrator would lock everyone out.
    """
    with desk.writing(actor, Act.ACCOUNT_MANAGE, now=now) as door:
        user = door.find(User, username=username.strip().casefold())
        if user.id == actor.user_id:
            raise RuleBroken("You cannot close your own account; ask another administrator")
        user.disabled_at = user.disabled_at or now
        _end_sessions(door, user.id, now)
        door.log(f"user:{user.id}", None, disabled=True)


def reset_password(actor: Actor, username: str, password: str, *, now: datetime) -> None:
    """Set a new password and end the account's sessions."""
    if len(password) < passwords.SHORTEST:
        raise RuleBroken("Choose a password of at least 10 characters", field="password")
    hashed = passwords.hash_password(password)
    with desk.writing(actor, Act.ACCOUNT_MANAGE, now=now) as door:
        user = door.find(User, username=username.strip().casefold())
        user.password_hash, user.password_set_at = hashed, now
        _end_sessions(door, user.id, now)
        door.log(f"user:{user.id}", None, password_reset=True)


def _end_sessions(door: desk.Door, user_id: int, now: datetime) -> None:
    live = select(SignIn).where(SignIn.user_id == user_id, SignIn.ended_at.is_(None))
    for sign_in in door.session.scalars(live):
        sign_in.ended_at = now
