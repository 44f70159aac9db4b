"""Who could decide on emergency measures of a report at a moment: chair, or deputy in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from caseapp import desk
from caseapp.casework.marked import kept_from
from caseapp.casework.standing_in import standing
from caseapp.records.children import Child
from caseapp.records.reports import Report
from caseapp.records.standing_in import Naming
from caseapp.records.users import RoleGrant, User
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.matching import name_order
from caseapp.rules.values import RuleBroken, local_day


@dataclass(frozen=True)
class Decider:
    """Somebody who may be named as the one who decided; `deputy` when standing in for the chair."""

    username: str
    full_name: str
    deputy: bool


def list_deciders(actor: Actor, report_code: str, *, now: datetime) -> list[Decider]:
    """Return who was chair of the report's unit, or named to stand in, from its receipt until now.

    At which moment the person could decide is asked once the moment is known.
    """
    with desk.reading(actor, Act.MEASURE_RECORD, now=now) as door:
        report = door.find(Report, code=report_code, deleted_at=None)
        door.log(f"report:{report.id}", report.area_id, deciders=True)
        first, last = local_day(report.received_at), local_day(now)
        closed = _closed_to(door, report)
        found: dict[int, Decider] = {}
        for users, deputy in (
            (_chairs(door, report.area_id, first, last), False),
            (_named(door, report.area_id, first, last), True),
        ):
            for user in users:
                if user.id not in closed:
                    found.setdefault(user.id, Decider(user.username, user.full_name, deputy))
        return list(found.values())


def decider_at(
    door: desk.Door, report: Report, username: str, moment: datetime
) -> tuple[int, int | None]:
    """Return the account of the person named and the naming that a deputy's decision rests on.

    RuleBroken for anybody who was not chair of the unit, nor stood in, at that moment; for the
    person who enters the decision; and for whom the file is kept from.
    """
    closed = _closed_to(door, report)
    day = local_day(moment)
    able: list[tuple[User, int | None]] = [
        (user, None) for user in _chairs(door, report.area_id, day, day)
    ]
    of_unit = (Naming.role == Role.CHAIR.value, Naming.area_id == report.area_id)
    able += [(user, naming.id) for naming, user in standing(door.session, moment, *of_unit)]
    for user, naming in able:
        still_open = user.disabled_at is None or user.disabled_at > moment
        if user.username == username and user.id not in closed and still_open:
            return user.id, naming
    raise RuleBroken(
        "This person was neither chair of the unit nor stood in at that moment: "
        "check who decided, and when",
        field="decided_by",
    )


def _closed_to(door: desk.Door, report: Report) -> set[int | None]:
    """Return who cannot be named: who enters the decision, and those the file is kept from."""
    child = door.session.get(Child, report.child_id) if report.child_id is not None else None
    return {door.actor.user_id, *kept_from(door, child or report)}


def _chairs(door: desk.Door, unit: int, first: date, last: date) -> list[User]:
    """Return whose role as chair of the unit met the days."""
    rows = door.session.scalars(
        select(User)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(
            RoleGrant.role == Role.CHAIR.value,
            RoleGrant.area_id == unit,
            RoleGrant.valid_from <= last,
            or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > first),
        )
        .order_by(User.id)
    )
    return sorted(rows, key=lambda user: name_order(user.full_name))


def _named(door: desk.Door, unit: int, first: date, last: date) -> list[User]:
    """Return who was named to stand in for the unit's chair on some of the days, in their order."""
    rows = door.session.scalars(
        select(User)
        .join(Naming, Naming.user_id == User.id)
        .where(
            Naming.role == Role.CHAIR.value,
            Naming.area_id == unit,
            Naming.valid_from <= last,
            Naming.valid_until > first,
        )
        .order_by(Naming.rank, Naming.id)
    )
    return list(rows)
