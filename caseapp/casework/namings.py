"""Naming who stands in: the chair's deputies, an officer's stand-ins; ended, never deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.notices import Subject, tell
from caseapp.casework.staff import holding
from caseapp.records.standing_in import Naming
from caseapp.records.users import User
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.outcomes import Missing
from caseapp.rules.standing_in import (
    FROM_ROLES,
    IN_THE_UNIT,
    LAST_RANK,
    SHORTEST_REASON,
    check_days,
)
from caseapp.rules.units import CITY_ID, territory
from caseapp.rules.values import RuleBroken, local_day

ACTS = {Role.CHAIR: Act.DEPUTY_NAME, Role.OFFICER: Act.STAND_IN_NAME}
"""What naming somebody for each post takes."""


@dataclass(frozen=True)
class NewNaming:
    """Whom, in which order, for which days (both included); `reason` is the supervisor's.

    `in_place_of` is the sign-in name of the officer who is stood in for.
    """

    username: str
    valid_from: date
    last_day: date
    rank: int = 1
    reason: str = ""
    in_place_of: str = ""


def unit_of(door: desk.Door, code: str) -> int:
    """Return the id of the unit of today that bears the code; Missing outside the reach."""
    unit = territory().at(code, local_day(door.now))
    if unit is None or unit.id == CITY_ID or not door.scope.covers(unit.id):
        raise Missing(f"areas:{code[:10]}")
    return unit.id


def name_stand_in(
    actor: Actor, role: Role, unit: str, new: NewNaming, *, now: datetime, post: str = ""
) -> None:
    """Let somebody have the acts of the unit's chair, or of one of its officers, for some days.

    The chair names deputies; a supervisor may when the chair cannot be reached, and says why. An
    officer's stand-in is named by that officer, the chair or a supervisor. Nobody names
    themselves. Raises RuleBroken, Missing outside the reach.
    """
    check_days(new.valid_from, new.last_day, local_day(now))
    with desk.writing(actor, ACTS[role], now=now, post=post) as door:
        area_id = unit_of(door, unit)
        reason = _reason(door, role, area_id, new)
        chosen = _chosen(candidates(door, role, area_id), new.username, "person")
        row = Naming(
            area_id=area_id,
            role=role.value,
            user_id=chosen.id,
            for_id=_in_place_of(door, role, area_id, new),
            rank=new.rank,
            valid_from=new.valid_from,
            valid_until=new.last_day + timedelta(days=1),
            entered_at=now,
            entered_by=actor.user_id,
        )
        _refuse(door, row)
        door.session.add(row)
        door.session.flush()
        if reason:
            row.reason = door.place.vault.seal_own(reason_cell(row), reason)
        _tell(door, row, "named", "named_for_you")
        door.log(f"user:{chosen.id}", area_id, naming=row.id, role=role.value)
        door.made = unit


def end_naming(actor: Actor, unit: str, number: int, *, now: datetime) -> None:
    """End a naming at this moment; one that has ended stays as it is.

    By whoever could name for the post; an officer ends only who stands in for them.
    """
    with desk.writing(actor, Act.STAND_IN_NAME, now=now) as door:
        area_id = unit_of(door, unit)
        row = door.find(Naming, id=number, area_id=area_id)
        if not may_end(actor, row, local_day(now)):
            raise Missing(f"namings:{number}")
        if row.ended_at is None:
            row.ended_at, row.ended_by = now, actor.user_id
            _tell(door, row, "naming_ended", "naming_ended_for_you")
        door.log(f"user:{row.user_id}", area_id, naming=row.id, ended=True)


def may_end(actor: Actor, row: Naming, day: date) -> bool:
    """Tell whether the actor may end a naming: over the post, or their own stand-in's."""
    wide = any(
        grant.naming is None
        and grant.holds(day)
        and grant.role in {Role.CHAIR, Role.SUPERVISOR}
        and (grant.units is None or row.area_id in grant.units)
        for grant in actor.grants
    )
    return wide or (row.role == Role.OFFICER and row.for_id == actor.user_id is not None)


def candidates(door: desk.Door, role: Role, area_id: int) -> list[User]:
    """Return who can be named for a post: its vice chairs, or officers of this and other units."""
    held = FROM_ROLES[role]
    own = role in IN_THE_UNIT
    units = {area_id} if own else set(territory().units)
    found = {user.id: user for user, post in holding(door, [held], units) if post.naming is None}
    return [user for number, user in found.items() if number != door.actor.user_id]


def officers(door: desk.Door, area_id: int) -> list[User]:
    """Return the officers of a unit who can be stood in for, an officer only for themselves."""
    found = {
        user.id: user
        for user, post in holding(door, [Role.OFFICER], [area_id])
        if post.naming is None
    }
    day = local_day(door.now)
    if door.actor.holds(Role.OFFICER, day, area_id):
        return [user for number, user in found.items() if number == door.actor.user_id]
    return list(found.values())


def reason_cell(row: Naming) -> str:
    """Return the name of the cell under which a supervisor's reason is sealed."""
    return f"namings.reason:{row.id}"


def _chosen(people: list[User], username: str, field: str) -> User:
    chosen = next((user for user in people if user.username == username), None)
    if chosen is None:
        raise RuleBroken("Choose a person of the list", field=field)
    return chosen


def _in_place_of(door: desk.Door, role: Role, area_id: int, new: NewNaming) -> int | None:
    if role != Role.OFFICER:
        return None
    officer = _chosen(officers(door, area_id), new.in_place_of, "in_place_of")
    if officer.username == new.username:
        raise RuleBroken("Nobody stands in for themselves", field="person")
    return officer.id


def _reason(door: desk.Door, role: Role, area_id: int, new: NewNaming) -> str:
    """Return why somebody else than the chair names a deputy; RuleBroken when that is not said."""
    reason = new.reason.strip()
    if role != Role.CHAIR or door.actor.holds(Role.CHAIR, local_day(door.now), area_id):
        return ""
    if len(reason) < SHORTEST_REASON:
        raise RuleBroken("Say why the chair cannot name the deputy", field="reason")
    return reason


def _refuse(door: desk.Door, row: Naming) -> None:
    """Raise RuleBroken when the same person or the same place in the order is taken then."""
    if not 1 <= row.rank <= LAST_RANK:
        raise RuleBroken("The order is a number from 1 to 9", field="rank")
    meeting = door.session.scalars(
        select(Naming).where(
            Naming.area_id == row.area_id,
            Naming.role == row.role,
            Naming.ended_at.is_(None),
            Naming.valid_from < row.valid_until,
            Naming.valid_until > row.valid_from,
        )
    ).all()
    alike = [each for each in meeting if each.for_id == row.for_id]
    if any(each.user_id == row.user_id for each in alike):
        raise RuleBroken("This person stands in on some of those days already", field="person")
    if any(each.rank == row.rank for each in alike):
        raise RuleBroken("Somebody else has this place in the order then", field="rank")


def _tell(door: desk.Door, row: Naming, to_them: str, to_the_post: str) -> None:
    """Tell who stands in, and those whose post it is."""
    subject = Subject(f"user:{row.user_id}", row.area_id)
    tell(door, to_them, subject, to=row.user_id, cause=row.id)
    chairs = holding(door, [Role.CHAIR], [row.area_id])
    whose = {row.for_id} if row.for_id else {user.id for user, post in chairs if not post.naming}
    for person in sorted(number for number in whose if number and number != row.user_id):
        tell(door, to_the_post, subject, to=person, cause=row.id)
