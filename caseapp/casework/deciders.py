"""Who could decide on emergency measures of a report at a moment: the chair by role on that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from caseapp import desk
from caseapp.casework.conflicts import kept_from
from caseapp.records.children import Child
from caseapp.records.reports import Report
from caseapp.records.users import RoleGrant, User
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.values import RuleBroken, local_day


@dataclass(frozen=True)
class Decider:
    """Somebody who may be named as the one who decided."""

    username: str
    full_name: str


def list_deciders(actor: Actor, report_code: str, *, now: datetime) -> list[Decider]:
    """Return who was chair of the report's unit on some day from its receipt until now."""
    with desk.reading(actor, Act.MEASURE_RECORD, now=now) as door:
        report = door.find(Report, code=report_code, deleted_at=None)
        door.log(f"report:{report.id}", report.area_id, deciders=True)
        found = {
            user.id: Decider(user.username, user.full_name)
            for user in _chairs(door, report, local_day(report.received_at), local_day(now))
        }
        return list(found.values())


def decider_at(door: desk.Door, report: Report, username: str, moment: datetime) -> int:
    """Return the account of the person named, who was chair of the unit at that moment.

    RuleBroken for anybody else, and for the person who enters the decision.
    """
    day = local_day(moment)
    found = {
        user.username: user
        for user in _chairs(door, report, day, day)
        if user.disabled_at is None or user.disabled_at > moment
    }
    if username not in found:
        raise RuleBroken(
            "This person was neither chair of the unit nor stood in at that moment: "
            "check who decided, and when",
            field="decided_by",
        )
    return found[username].id


def _chairs(door: desk.Door, report: Report, first: date, last: date) -> list[User]:
    """Return whose role as chair of the unit met the days, less those the file is kept from."""
    child = door.session.get(Child, report.child_id) if report.child_id is not None else None
    closed = kept_from(door, child or report) | {door.actor.user_id}
    rows = door.session.scalars(
        select(User)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(
            RoleGrant.role == Role.CHAIR.value,
            RoleGrant.area_id == report.area_id,
            RoleGrant.valid_from <= last,
            or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > first),
        )
        .order_by(User.full_name, User.id)
    )
    return [user for user in rows if user.id not in closed]
