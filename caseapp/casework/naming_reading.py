"""Who stands in, as it is shown: a unit's chair and officers, and all units for a supervisor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.namings import ACTS, candidates, may_end, officers, reason_cell, unit_of
from caseapp.casework.staff import holding, name_of
from caseapp.casework.standing_in import term_of
from caseapp.records.standing_in import Naming
from caseapp.records.users import User
from caseapp.rules.access import Act, Actor, Role, may, scope_for
from caseapp.rules.units import territory
from caseapp.rules.values import local_day

MOST: Final = 100


@dataclass(frozen=True)
class NamingView:
    """A naming as it is shown; `state` is now, later or ended, `last_day` is included.

    `reason` is empty for all but supervisors: it may tell why the chair is not asked.
    """

    number: int
    unit: str
    unit_code: str
    role: str
    person: str
    in_place_of: str
    rank: int
    valid_from: date
    last_day: date
    state: str
    named_by: str
    named_at: datetime
    reason: str
    ended_at: datetime | None
    ended_by: str
    may_end: bool


@dataclass(frozen=True)
class UnitView:
    """Who stands in for a unit's chair and for its officers, those who do now first."""

    code: str
    unit: str
    unit_id: int
    deputies: list[NamingView]
    officers: list[NamingView]


@dataclass(frozen=True)
class Choices:
    """Who can be named, and for an officer's post in whose place: sign-in names and words."""

    unit: str
    unit_code: str
    people: list[tuple[str, str]]
    posts: list[tuple[str, str]]
    next_rank: int
    reason_owed: bool


def read_unit(actor: Actor, code: str, *, now: datetime) -> UnitView:
    """Return who stands in in a unit, who will and who did; Missing outside the reach."""
    with desk.reading(actor, Act.STAND_IN_READ, now=now) as door:
        area_id = unit_of(door, code)
        views = _views(door, [area_id])
        door.log(f"namings:{area_id}", area_id, rows=len(views))
    return UnitView(
        code,
        areas.label(area_id),
        area_id,
        [view for view in views if view.role == Role.CHAIR],
        [view for view in views if view.role == Role.OFFICER],
    )


def list_standing(actor: Actor, *, now: datetime) -> list[NamingView]:
    """Return who stands in, now or later, in all units within reach."""
    with desk.reading(actor, Act.STAND_IN_READ, now=now) as door:
        views = [view for view in _views(door, door.scope.units) if view.state != "ended"]
        door.log("namings:list", None, rows=len(views))
        return views


def own_units(actor: Actor, *, now: datetime) -> list[str]:
    """Return the codes of the units whose people the reader may see, none for the whole city."""
    units = scope_for(actor, Act.STAND_IN_READ, local_day(now)).units or frozenset()
    return sorted(territory().units[unit].code for unit in units)


def choices(actor: Actor, role: Role, code: str, *, now: datetime) -> Choices:
    """Return who can be named for a post in a unit; Missing outside the reach."""
    with desk.reading(actor, ACTS[role], now=now) as door:
        area_id = unit_of(door, code)
        people = candidates(door, role, area_id)
        where: dict[int, str] = {}
        if role == Role.OFFICER:
            posts = holding(door, [role], set(territory().units))
            where = {user.id: areas.label(post.area_id) for user, post in posts if not post.naming}
        ranks = [view.rank for view in _views(door, [area_id]) if view.state != "ended"]
        door.log(f"namings:{area_id}", area_id, choices=len(people))
        own = [(user.username, user.full_name) for user in officers(door, area_id)]
        return Choices(
            areas.label(area_id),
            code,
            sorted(((u.username, _words(u, where)) for u in people), key=lambda pair: pair[1]),
            own if role == Role.OFFICER else [],
            max(ranks, default=0) + 1 if role == Role.CHAIR else 1,
            role == Role.CHAIR and not actor.holds(Role.CHAIR, local_day(now), area_id),
        )


def _words(user: User, where: dict[int, str]) -> str:
    """Return a person by name; an officer with the unit before it, so that a list finds it."""
    return " – ".join(filter(None, (where.get(user.id), user.full_name)))


def _views(door: desk.Door, units: object) -> list[NamingView]:
    """Return the namings of some units (None: all), those in force first, then the newest."""
    asked = select(Naming).order_by(Naming.valid_until.desc(), Naming.id.desc()).limit(MOST)
    if units is not None:
        assert isinstance(units, list | frozenset)
        asked = asked.where(Naming.area_id.in_(sorted(units)))
    views = [_view(door, row) for row in door.session.scalars(asked)]
    order = ("now", "later", "ended")
    return sorted(views, key=lambda v: (order.index(v.state), v.unit, v.rank, -v.number))


def _view(door: desk.Door, row: Naming) -> NamingView:
    sees_reason = may(door.actor, Act.CONFLICT_MARK, local_day(door.now), row.area_id)
    vault = door.place.vault
    told = vault.unseal_own(reason_cell(row), row.reason) if sees_reason and row.reason else ""
    return NamingView(
        number=row.id,
        unit=areas.label(row.area_id),
        unit_code=territory().units[row.area_id].code,
        role=row.role,
        person=name_of(door, row.user_id),
        in_place_of=name_of(door, row.for_id),
        rank=row.rank,
        valid_from=row.valid_from,
        last_day=row.valid_until - timedelta(days=1),
        state=_state(row, door.now),
        named_by=name_of(door, row.entered_by),
        named_at=row.entered_at,
        reason=told,
        ended_at=row.ended_at,
        ended_by=name_of(door, row.ended_by),
        may_end=row.ended_at is None and may_end(door.actor, row, local_day(door.now)),
    )


def _state(row: Naming, now: datetime) -> str:
    if row.ended_at is not None or row.valid_until <= local_day(now):
        return "ended"
    return "now" if term_of(row).covers(now) else "later"
