"""Officers who are away or soon will be: units without one, roles that end, who stands in now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.staff import held, name_of
from caseapp.casework.standing_in import standing
from caseapp.records.cases import Case
from caseapp.records.users import RoleGrant, User
from caseapp.rules.access import Role
from caseapp.rules.matching import name_order
from caseapp.rules.supervision import ends_until
from caseapp.rules.units import territory
from caseapp.rules.values import local_day


@dataclass(frozen=True)
class Absence:
    """A unit where nobody can sign in as its officer, a role that ends, or a stand-in of now.

    `kind` is `nobody`, `ends` or `stands_in`; `last_day` is included, None where there is none.
    `username` is that of the officer whose role ends.
    """

    kind: str
    unit: str
    unit_code: str
    person: str = ""
    username: str = ""
    in_place_of: str = ""
    last_day: date | None = None
    open_cases: int = 0
    """In a unit without an officer."""


def absences_of(door: desk.Door, unit: int | None) -> list[Absence]:
    """Return what is known of absences within reach, what presses most first.

    Open cases where no officer is, roles that end, stand-ins, then the other units without one.
    """
    units = _units(door, unit)
    empty = list(_empty(door, units))
    pressing = [each for each in empty if each.open_cases]
    others = [each for each in empty if not each.open_cases]
    return [*pressing, *_ending(door, units), *_standing(door, units), *others]


def _units(door: desk.Door, unit: int | None) -> list[int]:
    """Return the wards and communes of today within reach, by name."""
    today = areas.choices(local_day(door.now))
    codes = {code: territory().at(code, local_day(door.now)) for code, _ in today}
    found = [row.id for row in codes.values() if row is not None and door.scope.covers(row.id)]
    return [each for each in found if unit in (None, each)]


def _empty(door: desk.Door, units: list[int]) -> Iterator[Absence]:
    """Yield the units where nobody can act as an officer today, standing in or not.

    Who lost the second step signs in no more until an administrator has set it anew.
    """
    people = held(door.session, [Role.OFFICER], units, now=door.now)
    manned = {post.area_id for user, post in people if not user.factor_lost}
    asked = (
        select(Case.area_id, func.count(Case.id).label("number"))
        .where(Case.state != "closed", Case.deleted_at.is_(None))
        .group_by(Case.area_id)
    )
    number = {row.area_id: row.number for row in door.session.execute(asked)}
    for unit in units:
        if unit not in manned:
            count = number.get(unit, 0)
            yield Absence("nobody", areas.label(unit), areas.code_of(unit), open_cases=count)


def _ending(door: desk.Door, units: list[int]) -> Iterator[Absence]:
    """Yield the officers whose role ends soon, the first to go first, but for who goes on."""
    today = local_day(door.now)
    rows = door.session.execute(
        select(User, RoleGrant)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(
            User.disabled_at.is_(None),
            RoleGrant.role == Role.OFFICER.value,
            RoleGrant.area_id.in_(units),
            RoleGrant.valid_from <= today,
            RoleGrant.valid_until > today,
            RoleGrant.valid_until <= ends_until(today),
        )
        .order_by(RoleGrant.valid_until, User.id)
    ).all()
    for row in rows:
        user, grant = row.User, row.RoleGrant
        if not _goes_on(door, grant):
            yield Absence(
                "ends",
                areas.label(grant.area_id),
                areas.code_of(grant.area_id),
                user.full_name,
                user.username,
                last_day=_day_before(grant.valid_until),
            )


def _goes_on(door: desk.Door, grant: RoleGrant) -> bool:
    """Tell whether the same person holds the post in the unit beyond the end of this grant."""
    later = select(RoleGrant.id).where(
        RoleGrant.user_id == grant.user_id,
        RoleGrant.role == grant.role,
        RoleGrant.area_id == grant.area_id,
        RoleGrant.id != grant.id,
        RoleGrant.valid_from <= grant.valid_until,
        (RoleGrant.valid_until.is_(None)) | (RoleGrant.valid_until > grant.valid_until),
    )
    return door.session.scalars(later.limit(1)).first() is not None


def _standing(door: desk.Door, units: list[int]) -> list[Absence]:
    """Return the officers in whose place somebody works now, the first to come back first."""
    found = [
        Absence(
            "stands_in",
            areas.label(naming.area_id),
            areas.code_of(naming.area_id),
            user.full_name,
            in_place_of=name_of(door, naming.for_id),
            last_day=_day_before(naming.valid_until),
        )
        for naming, user in standing(door.session, door.now, [Role.OFFICER], units, open_only=True)
    ]
    return sorted(found, key=lambda each: (each.last_day or date.max, name_order(each.unit)))


def _day_before(day: date | None) -> date | None:
    return day - timedelta(days=1) if day else None
