"""Administrators and those whose accounts they change, for tests of what needs a second person."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from caseapp.casework.account_reading import list_waiting
from caseapp.records.db import db
from caseapp.records.users import RoleGrant, User
from caseapp.rules.access import Actor, operator
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.web import CITY, make_user

MACHINE = operator(production=True)


@dataclass(frozen=True)
class Staff:
    """Two administrators, a supervisor, and an officer of Ninh Kiều."""

    asker: Actor
    second: Actor
    supervisor: Actor
    officer: Actor


def make_staff(house: House) -> Staff:
    """Make the four accounts: asker, second, giamsat and canbo."""
    made = (
        ("administrator", CITY, "asker"),
        ("administrator", CITY, "second"),
        ("supervisor", CITY, "giamsat"),
        ("officer", "31135", "canbo"),
    )
    for role, unit, name in made:
        make_user(house, role, unit, username=name)
    return Staff(*(actor_of(house, name) for *_, name in made))


def waiting(actor: Actor) -> int:
    """The number of the one change that waits."""
    (change,) = list_waiting(actor, now=NOW)
    return change.number


def grants(username: str = "canbo") -> list[tuple[str, int, str, str]]:
    """An account's roles: role, unit, first day, end."""
    rows = db.session.scalars(
        select(RoleGrant).join(User, User.id == RoleGrant.user_id)
        .where(User.username == username).order_by(RoleGrant.id)
    )  # fmt: skip
    return [(g.role, g.area_id, f"{g.valid_from}", f"{g.valid_until or ''}") for g in rows]
