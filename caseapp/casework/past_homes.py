"""Where a child lived before: an earlier stay with both its days, in a unit of that time."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import or_, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.child_days import insist_born, insist_order, insist_past
from caseapp.casework.one_child import find_child, in_one
from caseapp.records.children import Child, Residence
from caseapp.rules.access import Act, Actor
from caseapp.rules.units import CITY_ID, territory
from caseapp.rules.values import RuleBroken


def record_past_home(
    actor: Actor,
    code: str,
    *,
    area_code: str,
    since: date,
    until: date | None,
    now: datetime,
    post: str = "",
) -> None:
    """Record an earlier stay; a child has one home at a time, so none may run beside another.

    RuleBroken without an end while a stay is open, and for days on which the child lived elsewhere.
    """
    insist_past(since, now, "since")
    insist_past(until, now, "until")
    insist_order(since, until, "until")
    unit = _unit_on(area_code, since)
    with desk.writing(actor, Act.CHILD_EDIT, now=now, post=post) as door:
        child = find_child(door, code)
        insist_born(child, since, "since")
        _alone(door, child, since, until)
        door.session.add(
            Residence(
                child_id=child.id,
                unit_id=unit,
                valid_from=since,
                valid_until=until,
                first=False,
                entered_at=now,
                entered_by=actor.user_id,
            )
        )
        door.log(f"child:{child.id}", None, lived=True)
        door.made = child.code


def _unit_on(area_code: str, since: date) -> int:
    """Return the unit with this id as text: old ones are chosen by it, their codes are reused."""
    unit = areas.at(area_code, since) if not area_code.isdecimal() else int(area_code)
    known = territory().units.get(unit) if unit is not None else None
    if known is None or unit is None or unit == CITY_ID:
        raise RuleBroken("Choose where the child lived", field="area_code")
    begun, ended = known.since, known.until
    if (begun is not None and since < begun) or (ended is not None and since >= ended):
        raise RuleBroken(
            "There was no such ward or commune on that day: the units changed on 1 July 2025",
            field="area_code",
        )
    return unit


def _alone(door: desk.Door, child: Child, since: date, until: date | None) -> None:
    """Raise RuleBroken, at its field, for a second open stay and for one that crosses another."""
    if until is None:
        is_open = select(Residence.id).where(
            in_one(door, Residence.child_id, child), Residence.valid_until.is_(None)
        )
        if door.session.scalars(is_open).first() is not None:
            raise RuleBroken(
                "The child has a home that has not ended: enter when this one ended",
                field="until",
            )
    crossed = select(Residence.id).where(
        in_one(door, Residence.child_id, child),
        or_(Residence.valid_until.is_(None), Residence.valid_until > since),
    )
    if until is not None:
        crossed = crossed.where(Residence.valid_from < until)
    if door.session.scalars(crossed).first() is not None:
        raise RuleBroken("The child lived elsewhere on some of these days", field="since")
