"""Relief for the children of a list, harm put right, entries by mistake and their return."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.disasters import find_disaster
from caseapp.casework.namings import unit_of
from caseapp.casework.one_child import in_one, root_of
from caseapp.records.children import Child, ChildUnit
from caseapp.records.disasters import Impact
from caseapp.records.listing import listed
from caseapp.rules.access import Act, Actor
from caseapp.rules.codes import LISTS
from caseapp.rules.disasters import Spell, check_days, check_relief
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken, local_day, msgid

_LARGEST: Final = 2**31 - 1
_CHANGED: Final = msgid("The list has changed since you looked at it: look it over once more")


@dataclass(frozen=True)
class Relief:
    """What reached the children, and when."""

    kind: str
    day: date | None


@dataclass(frozen=True)
class ImpactFacts:
    """What is recorded of one child's harm and of its first relief."""

    affected_on: date
    listed_on: date | None
    harm: str
    relieved_on: date | None
    relief_kind: str


@dataclass(frozen=True)
class Place:
    """Of which disaster and which unit a list is."""

    number: int
    code: str


def relieve(
    actor: Actor,
    place: Place,
    rows: Collection[int],
    relief: Relief,
    *,
    now: datetime,
    post: str = "",
) -> int:
    """Record the first relief of all ticked, all or none; return of how many.

    RuleBroken for a day before the harm of one of them, and when one is no longer waiting.
    """
    if not rows:
        raise RuleBroken("Tick the children first")
    with desk.writing(actor, Act.IMPACT_RECORD, now=now, post=post) as door:
        unit = unit_of(door, place.code)
        found = _rows(door, place, unit, rows)
        waiting = [row for row in found if row.relieved_on is None and row.deleted_at is None]
        if len(waiting) != len(set(rows)):
            raise RuleBroken(_CHANGED)
        first = max(row.affected_on for row in waiting)
        check_relief(relief.kind, relief.day, first, local_day(now))
        for row in waiting:
            row.relieved_on, row.relief_kind = relief.day, relief.kind
            door.log(f"child:{row.child_id}", unit, impact=row.id, relieved=True)
        door.log(f"disaster:{place.number}", unit, relieved=len(waiting))
        door.made = str(len(waiting))
        return len(waiting)


def correct_impact(
    actor: Actor,
    place: Place,
    row_id: int,
    facts: ImpactFacts,
    *,
    seen: str,
    now: datetime,
    post: str = "",
) -> None:
    """Put right what is recorded of one child; `seen` is its mark_of. The log says who did."""
    today = local_day(now)
    if facts.harm and facts.harm not in LISTS["harms"]:
        raise RuleBroken("Choose from the list", field="harm")
    if facts.relieved_on is not None or facts.relief_kind:
        check_relief(facts.relief_kind, facts.relieved_on, facts.affected_on, today)
    with desk.writing(actor, Act.IMPACT_RECORD, now=now, post=post) as door:
        unit, row = _row(door, place, row_id)
        if row.deleted_at is not None:
            raise Missing(f"impacts:{row_id}")
        if mark_of(row) != seen:
            raise RuleBroken("Somebody changed this meanwhile: look at it once more")
        disaster = find_disaster(door, place.number)
        spell = Spell(disaster.started_on, disaster.ended_on)
        check_days(facts.affected_on, facts.listed_on, spell, today)
        if facts.affected_on != row.affected_on:
            _insist_on_free_day(door, row, facts.affected_on)
        row.affected_on, row.listed_on, row.harm = facts.affected_on, facts.listed_on, facts.harm
        row.relieved_on, row.relief_kind = facts.relieved_on, facts.relief_kind
        door.log(f"child:{row.child_id}", unit, impact=row.id, corrected=True)


def withdraw_impact(
    actor: Actor, place: Place, row_id: int, *, why: str, now: datetime, post: str = ""
) -> None:
    """Withdraw what was entered by mistake: it counts nowhere, stays to be read, can come back."""
    if not why.strip():
        raise RuleBroken("Give the reason", field="why")
    with desk.writing(actor, Act.IMPACT_RECORD, now=now, post=post) as door:
        unit, row = _row(door, place, row_id)
        if row.deleted_at is not None:
            raise Missing(f"impacts:{row_id}")
        key_id = door.key_of(door.session.get_one(Child, row.child_id))
        row.deleted_at, row.deleted_by = now, actor.user_id
        row.why_deleted = door.seal(key_id, "impacts.why_deleted", row.id, why.strip())
        door.log(f"child:{row.child_id}", unit, impact=row.id, withdrawn=True)


def restore_impact(actor: Actor, place: Place, row_id: int, *, now: datetime) -> None:
    """Put back what was withdrawn; what stands already stays as it is."""
    with desk.writing(actor, Act.IMPACT_RECORD, now=now) as door:
        unit, row = _row(door, place, row_id)
        if row.deleted_at is not None:
            _insist_on_free_day(door, row, row.affected_on)
            row.deleted_at = row.deleted_by = row.why_deleted = None
        door.log(f"child:{row.child_id}", unit, impact=row.id, restored=True)


def mark_of(row: Impact) -> str:
    """Return what changes with whatever is recorded of a child's harm."""
    said = (row.affected_on, row.listed_on, row.harm, row.relieved_on, row.relief_kind)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _rows(door: desk.Door, place: Place, unit: int, numbers: Collection[int]) -> list[Impact]:
    """Return those of some rows that stand on the list of a unit, within reach."""
    find_disaster(door, place.number)
    here = select(ChildUnit.child_id).where(ChildUnit.area_id == unit)
    asked = select(Impact).where(
        Impact.id.in_(listed(sorted(each for each in set(numbers) if each <= _LARGEST))),
        Impact.disaster_id == place.number,
        Impact.child_id.in_(here),
    )
    return list(door.session.scalars(asked.order_by(Impact.id)))


def _row(door: desk.Door, place: Place, row_id: int) -> tuple[int, Impact]:
    unit = unit_of(door, place.code)
    found = _rows(door, place, unit, [row_id])
    if not found:
        raise Missing(f"impacts:{row_id}")
    return unit, found[0]


def _insist_on_free_day(door: desk.Door, row: Impact, day: date) -> None:
    """Raise RuleBroken when the child has another entry of the same disaster and day."""
    child = root_of(door, door.session.get_one(Child, row.child_id))
    asked = select(Impact.id).where(
        Impact.disaster_id == row.disaster_id,
        in_one(door, Impact.child_id, child),
        Impact.affected_on == day,
        Impact.id != row.id,
    )
    if door.session.scalar(asked.limit(1)) is not None:
        raise RuleBroken(
            "The child has another entry of this disaster and day, or a withdrawn one: look there",
            field="affected_on",
        )
