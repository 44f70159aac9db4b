"""Accounts: who there is, with which roles in which units; made and closed by administrators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.api_tokens import end_tokens
from caseapp.casework.limits import forget_browsers
from caseapp.casework.new_passwords import hash_of_new
from caseapp.casework.sessions import end_sessions
from caseapp.records.users import AccountChange, RoleGrant, User
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.giving import check_place, gives_at_once
from caseapp.rules.units import CITY_ID, territory
from caseapp.rules.values import RuleBroken, local_day

_USERNAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
_TAKEN_BY_ADDRESSES: Final = frozenset({"new", "changes"})


@dataclass(frozen=True)
class Account:
    """An account as the administrator sees it; `roles` are pairs of role and unit's name."""

    username: str
    full_name: str
    roles: tuple[tuple[str, str], ...]
    disabled: bool


@dataclass(frozen=True)
class NewAccount:
    """What an account is made from; `area_code` names a unit of today, or the city.

    `handed_over`: somebody else chose the password, so its owner changes it at the first sign-in.
    """

    username: str
    full_name: str
    password: str
    role: str
    area_code: str
    handed_over: bool = True


class Made(NamedTuple):
    """An account that was made; `waits`: its role waits for a second person."""

    username: str
    waits: bool


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
                tuple((g.role, areas.label(g.area_id)) for g in user.grants if holds(g, day)),
                user.disabled_at is not None,
            )
            for user in users
        ]


def holds(grant: RoleGrant, day: date) -> bool:
    """Tell whether a role is in force on the day."""
    return grant.valid_from <= day and (grant.valid_until is None or day < grant.valid_until)


def has_accounts() -> bool:
    """Tell whether anybody can sign in at all."""
    with desk.ledger() as session:
        return session.scalars(select(User.id).limit(1)).first() is not None


def administrators(session: Session, day: date) -> int:
    """Return how many open accounts are an administrator's on the day."""
    held = (
        RoleGrant.role == Role.ADMINISTRATOR,
        RoleGrant.valid_from <= day,
        (RoleGrant.valid_until.is_(None)) | (RoleGrant.valid_until > day),
        User.disabled_at.is_(None),
    )
    counted = select(func.count(User.id.distinct())).join(User.grants).where(*held)
    return session.scalar(counted) or 0


def add_account(actor: Actor, new: NewAccount, *, now: datetime) -> Made:
    """Make an account with one role in one unit; RuleBroken names the field to mend.

    A role that needs a second person is asked for, and the account holds none until then.
    """
    username = _checked_name(new)
    day = local_day(now)
    place = place_of_role(new.role, new.area_code, day)
    hashed = hash_of_new(new.password, about=(username, new.full_name, areas.label(place)))
    with desk.writing(actor, Act.ACCOUNT_MANAGE, now=now) as door:
        if door.session.scalars(select(User.id).where(User.username == username)).first():
            raise RuleBroken("This sign-in name is taken", field="username")
        user = User(
            username=username,
            full_name=new.full_name.strip(),
            password_hash=hashed,
            created_at=now,
            password_set_at=now,
            must_change_password=new.handed_over,
        )
        door.session.add(user)
        door.session.flush()
        waits = not gives_at_once(actor, new.role, administrators(door.session, day))
        if waits:
            change = AccountChange(kind="role", role=new.role, area_id=place, valid_from=day)
            change.user_id, change.asked_at, change.asked_by = user.id, now, actor.user_id
            door.session.add(change)
        else:
            written = {"entered_at": now, "entered_by": actor.user_id}
            door.session.add(
                RoleGrant(user_id=user.id, role=new.role, area_id=place, valid_from=day, **written)
            )
        door.log(f"user:{user.id}", place, role=new.role, **({"waits": True} if waits else {}))
        return Made(username, waits)


def _checked_name(new: NewAccount) -> str:
    """Return the folded sign-in name; RuleBroken for what cannot be an account."""
    username = new.username.strip().casefold()
    if not _USERNAME.fullmatch(username):
        raise RuleBroken(
            "Choose a sign-in name of 2 to 40 letters a–z, digits, dots, hyphens", field="username"
        )
    if username in _TAKEN_BY_ADDRESSES:
        raise RuleBroken("This sign-in name is taken", field="username")
    if not new.full_name.strip():
        raise RuleBroken("Enter the full name", field="full_name")
    return username


def place_of_role(role: str, area_code: str, day: date) -> int:
    """Return the id of the unit in which the role is to be held; RuleBroken where it cannot be."""
    if role not in set(Role):
        raise RuleBroken("Choose a role", field="role")
    area = territory().at(area_code, day)
    if area is None:
        raise RuleBroken("No unit bears this code on that day", field="area_code")
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
        end_sessions(door.session, user.id, now)
        end_tokens(door.session, user.id, now, actor.user_id)
        forget_browsers(door.session, user.id)
        waiting = select(AccountChange).where(
            AccountChange.user_id == user.id, AccountChange.outcome == ""
        )
        for change in door.session.scalars(waiting):
            change.outcome, change.password_hash = "refused", ""
            change.decided_at, change.decided_by = now, actor.user_id
        door.log(f"user:{user.id}", None, disabled=True)
