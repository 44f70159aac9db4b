"""The staff: by what name somebody stands on pages and papers, and who holds which role where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Date, Select, bindparam, or_, select
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.casework.standing_in import standing
from caseapp.records.users import RoleGrant, User
from caseapp.rules.access import Role
from caseapp.rules.matching import name_order
from caseapp.rules.standing_in import FROM_ROLES, signed_as
from caseapp.rules.values import local_day


def name_of(door: desk.Door, user_id: int | None) -> str:
    """Return an account's full name; empty for what no person entered (an import, the demo)."""
    user = door.session.get(User, user_id) if user_id is not None else None
    return user.full_name if user else ""


def decider_name(door: desk.Door, user_id: int | None, naming_id: int | None) -> str:
    """Return who took a decision of the chair's; a deputy with the words of the signature."""
    name = name_of(door, user_id)
    return f"{signed_as(Role.CHAIR, by_naming=True)}: {name}" if naming_id is not None else name


class Post(NamedTuple):
    """A role in a unit; `naming` is the one by which somebody only stands in for it."""

    role: str
    area_id: int
    naming: int | None = None


def holding(
    door: desk.Door, roles: Iterable[Role], units: Iterable[int]
) -> list[tuple[User, Post]]:
    """Return the open accounts that hold one of the roles in one of the units today, by name.

    Each with the post; whoever holds several stands there for each. Who holds a role in the whole
    city is found when the city is among the units; those who stand in come last, in their order.
    """
    return held(door.session, roles, units, now=door.now)


def held(
    session: Session, roles: Iterable[Role], units: Iterable[int] | None, *, now: datetime
) -> list[tuple[User, Post]]:
    """Return the same from a session, of all units when none are named."""
    wanted = sorted(roles)
    given: dict[str, object] = {"day": local_day(now), "roles": wanted}
    places = None if units is None else sorted(set(units))
    if places is not None:
        given["units"] = places
    rows = session.execute(_holders(everywhere=places is None), given)
    posts = [(row.User, Post(row.RoleGrant.role, row.RoleGrant.area_id)) for row in rows]
    posts.sort(key=lambda post: name_order(post[0].full_name))  # as a Vietnamese list is read
    if FROM_ROLES.keys().isdisjoint(wanted):
        return posts
    named = standing(session, now, wanted, places, open_only=True)
    return posts + [(user, Post(row.role, row.area_id, row.id)) for row, user in named]


@cache
def _holders(*, everywhere: bool) -> Select[Any]:
    """Return the statement that `held` runs: nearly every page and notice asks so."""
    day = bindparam("day", type_=Date)
    asked = select(User, RoleGrant).join(RoleGrant, RoleGrant.user_id == User.id)
    if not everywhere:
        asked = asked.where(RoleGrant.area_id.in_(bindparam("units", expanding=True)))
    return asked.where(
        User.disabled_at.is_(None),
        RoleGrant.role.in_(bindparam("roles", expanding=True)),
        RoleGrant.valid_from <= day,
        or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > day),
    ).order_by(User.id, RoleGrant.id)
