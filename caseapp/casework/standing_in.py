"""Who stands in for whom now, or stood in at a moment: asked by decisions, notices, sign-ins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    cast,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from caseapp import desk
from caseapp.records.standing_in import Naming
from caseapp.records.users import RoleGrant, User
from caseapp.rules.access import Grant, Role, resting_on
from caseapp.rules.standing_in import FROM_ROLES, IN_THE_UNIT, Term, grants_by_naming
from caseapp.rules.units import CITY_ID
from caseapp.rules.values import RuleBroken, local_day


@dataclass(frozen=True)
class Deputy:
    """Somebody who stands in for a unit's chair; `last_day` is included."""

    naming: int
    user_id: int
    username: str
    full_name: str
    rank: int
    valid_from: date
    last_day: date


def deputies(door: desk.Door, area_id: int, at: datetime) -> list[Deputy]:
    """Return the open accounts that stood in for a unit's chair at a moment, in their order."""
    found = standing(door.session, at, [Role.CHAIR], [area_id], open_only=True)
    return [
        Deputy(
            naming.id,
            user.id,
            user.username,
            user.full_name,
            naming.rank,
            naming.valid_from,
            date.fromordinal(naming.valid_until.toordinal() - 1),
        )
        for naming, user in found
    ]


def naming_of(door: desk.Door, user_id: int | None, area_id: int, at: datetime) -> int | None:
    """Return the naming by which an account stood in for a unit's chair at a moment, if any."""
    found = standing(door.session, at, [Role.CHAIR], [area_id])
    return next((naming.id for naming, user in found if user.id == user_id), None)


def naming_used(door: desk.Door, area_id: int, at: datetime) -> int | None:
    """Return the naming on which a decision of the door's person rests, None for the chair's own.

    A deputy's term is asked for the moment of the decision, whenever that is entered: raises
    RuleBroken when the deputy did not stand in then.
    """
    if resting_on(door.actor, door.act, local_day(door.now), area_id) is None:
        return None
    naming = naming_of(door, door.actor.user_id, area_id, at)
    if naming is None:
        raise RuleBroken("You did not stand in for the chair at that moment", field="decided_at")
    return naming


def standing(
    session: Session,
    at: datetime,
    roles: Iterable[Role],
    units: Iterable[int] | None,
    *,
    open_only: bool = False,
) -> list[tuple[Naming, User]]:
    """Return the namings in force at a moment with who was named, by unit, post and order.

    For some posts of some units, or of all when none are named; if wanted, of accounts that are
    open now. One holds no longer than the post that it rests on: a vice chair who left stands in
    no more.
    """
    given = {"day": local_day(at), "roles": sorted(roles)}
    if units is not None:
        given["units"] = sorted(set(units))
    rows = session.execute(_in_force(everywhere=units is None, open_only=open_only), given)
    return [(row.Naming, row.User) for row in rows if term_of(row.Naming).covers(at)]


@cache
def _in_force(*, everywhere: bool, open_only: bool) -> Select[Any]:
    """Return the statement that `standing` runs: each decision and notice asks so."""
    day = bindparam("day", type_=Date)
    asked = select(Naming, User).join(User, User.id == Naming.user_id)
    if not everywhere:
        asked = asked.where(Naming.area_id.in_(bindparam("units", expanding=True)))
    if open_only:
        asked = asked.where(User.disabled_at.is_(None))
    post = select(RoleGrant.id).where(
        _rests_on(),
        RoleGrant.valid_from <= day,
        or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > day),
    )
    return asked.where(
        Naming.role.in_(bindparam("roles", expanding=True)),
        Naming.valid_from <= day,
        Naming.valid_until > day,
        post.exists(),
    ).order_by(Naming.area_id, Naming.role, Naming.rank, Naming.id)


def term_of(naming: Naming) -> Term:
    """Return when a naming is in force."""
    return Term(naming.valid_from, naming.valid_until, naming.entered_at, naming.ended_at)


def _rests_on(post: Any = RoleGrant) -> ColumnElement[bool]:  # noqa: ANN401 - the entity or an alias
    """Return what ties a naming to the post of who was named."""
    ways = []
    for role, held in FROM_ROLES.items():
        way = [Naming.role == role.value, post.role == held.value]
        if role in IN_THE_UNIT:
            way.append(post.area_id == Naming.area_id)
        ways.append(and_(*way))
    return and_(post.user_id == Naming.user_id, or_(*ways))


WHO: Final = bindparam("who", type_=Integer)
"""The account of which `all_grants` tells, given when the statement is run."""


def own_posts(*more: ColumnElement[Any]) -> Select[Any]:
    """Return the select of posts that `read_grants` reads; `more` columns stand before."""
    return select(
        *more,
        RoleGrant.id,
        RoleGrant.role,
        RoleGrant.area_id,
        RoleGrant.valid_from,
        RoleGrant.valid_until,
        cast(null(), Integer).label("naming"),
        cast(null(), String(40)).label("for_role"),
        cast(null(), Integer).label("for_area"),
        cast(null(), Date).label("first"),
        cast(null(), Date).label("end"),
    )


def posts_by_naming(*more: ColumnElement[Any]) -> Select[Any]:
    """Return the select of what namings that are not ended give, in the columns of `own_posts`."""
    post = aliased(RoleGrant)
    return (
        select(
            *more,
            post.id,
            post.role,
            post.area_id,
            post.valid_from,
            post.valid_until,
            Naming.id,
            Naming.role,
            Naming.area_id,
            Naming.valid_from,
            Naming.valid_until,
        )
        .join(post, _rests_on(post))
        .where(Naming.ended_at.is_(None))
    )


def in_order(own: Select[Any], named: Select[Any]) -> Select[Any]:
    """Return both in one statement: the own posts first, then those of each naming."""
    both = union_all(own, named).subquery()
    return select(both).order_by(both.c.naming.is_not(None), both.c.naming, both.c.id)


@cache
def all_grants() -> Select[Any]:
    """Return the one statement that tells the posts of `WHO` and what namings give it."""
    return in_order(
        own_posts().where(RoleGrant.user_id == WHO),
        posts_by_naming().where(Naming.user_id == WHO),
    )


def read_grants(rows: Iterable[Any]) -> tuple[Grant, ...]:
    """Return the grants that the statement's rows tell: the own posts first.

    A row without a role stands for an account that holds none.
    """
    found: list[Grant] = []
    for row in rows:
        if row.role is None:
            continue
        units = None if row.area_id == CITY_ID else frozenset({row.area_id})
        post = Grant(Role(row.role), units, row.valid_from, row.valid_until)
        if row.naming is None:
            found.append(post)
        else:
            days = (row.first, row.end)
            role = Role(row.for_role)
            found += grants_by_naming(row.naming, role, row.for_area, days, [post])
    return tuple(found)
