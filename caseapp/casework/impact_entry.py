"""Records whom a disaster hit: a list of children by households, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.child_days import insist_born
from caseapp.casework.children import NewChild, new_child
from caseapp.casework.disasters import find_disaster, insist_hit
from caseapp.casework.impact_asking import ANOTHER, LEAVE_OUT
from caseapp.casework.namings import unit_of
from caseapp.casework.one_child import find_child, in_one
from caseapp.records.children import Child
from caseapp.records.disasters import Disaster, Impact
from caseapp.rules.access import Act, Actor
from caseapp.rules.disasters import MOST_LINES, ImpactEntry, Spell, check_days
from caseapp.rules.units import territory
from caseapp.rules.values import RuleBroken, local_day


@dataclass
class Kept:
    """What became of the lines: children entered anew, known ones, what stood there already.

    `left_out` were lines of a child that a line above names, `old` those who are no children.
    """

    new: int = 0
    known: int = 0
    already: int = 0
    left_out: int = 0
    old: int = 0

    @property
    def recorded(self) -> int:
        """How many children stand on the list by this entry."""
        return self.new + self.known


def record_lines(
    actor: Actor,
    number: int,
    unit_code: str,
    entries: Sequence[ImpactEntry],
    *,
    now: datetime,
    post: str = "",
) -> Kept:
    """Record the lines of a unit's list, whose questions impact_asking has found answered.

    A child, a disaster and a day that stand there already change nothing; one that was withdrawn
    stands again, as the line says. RuleBroken names the line's child.
    """
    if not entries:
        raise RuleBroken("Enter at least one child")
    if len(entries) > MOST_LINES:
        raise RuleBroken("Enter at most %(most)d children at once", params={"most": MOST_LINES})
    kept = Kept()
    with desk.writing(actor, Act.IMPACT_RECORD, now=now, post=post) as door:
        unit = unit_of(door, unit_code)
        disaster = find_disaster(door, number)
        insist_hit(door, number, unit)
        for entry in entries:
            _record(door, disaster, unit, unit_code, entry, kept)
        door.log(f"disaster:{number}", unit, rows=len(entries), recorded=kept.recorded)
        door.made = str(kept.recorded)
    return kept


def _record(
    door: desk.Door,
    disaster: Disaster,
    unit: int,
    unit_code: str,
    entry: ImpactEntry,
    kept: Kept,
) -> None:
    check_days(
        entry.affected_on,
        entry.listed_on,
        Spell(disaster.started_on, disaster.ended_on),
        local_day(door.now),
    )
    if entry.old:
        kept.old += 1
    elif entry.answer == LEAVE_OUT:
        kept.left_out += 1
    elif entry.answer and not entry.answer.startswith(ANOTHER):
        child = find_child(door, entry.answer)
        _insist_born(child, entry)
        if _note(door, disaster.id, unit, child, entry):
            kept.known += 1
        else:
            kept.already += 1
    else:
        _insist_on_unit(unit, entry.affected_on)
        child = new_child(door, _as_entered(entry, unit_code))
        _note(door, disaster.id, unit, child, entry, fresh=True)
        kept.new += 1


def _as_entered(entry: ImpactEntry, unit_code: str) -> NewChild:
    """Return the child of a line: the head of the household is who cares for it (as an import)."""
    return NewChild(
        full_name=entry.name,
        sex=entry.sex,
        born=entry.born,
        birth_precision=entry.precision,
        address=entry.hamlet,
        guardian_name=entry.head,
        area_code=unit_code,
        resident_from=entry.affected_on,
    )


def _insist_born(child: Child, entry: ImpactEntry) -> None:
    try:
        insist_born(child, entry.affected_on, "")
    except RuleBroken:
        raise RuleBroken(
            "%(name)s was born after the day of the harm, by what is recorded: look at the child",
            params={"name": child.full_name},
        ) from None


def _insist_on_unit(unit: int, day: date) -> None:
    """Raise RuleBroken for a day before the unit of today was: who lived there lived in another."""
    begun = territory().units[unit].since
    if begun is not None and day < begun:
        raise RuleBroken(
            "This ward or commune exists since 1 July 2025: harm before that comes by an import",
            field="affected_on",
        )


def _note(
    door: desk.Door,
    number: int,
    unit: int,
    child: Child,
    entry: ImpactEntry,
    *,
    fresh: bool = False,
) -> bool:
    """Let the harm stand; False when it stood there already, under any record of the child."""
    row = None if fresh else _standing(door, number, child, entry.affected_on)
    if row is not None and row.deleted_at is None:
        return False
    if row is None:
        row = Impact(
            disaster_id=number,
            child_id=child.id,
            affected_on=entry.affected_on,
            entered_at=door.now,
            entered_by=door.actor.user_id,
        )
        door.session.add(row)
    row.listed_on, row.harm = entry.listed_on, entry.harm
    row.deleted_at = row.deleted_by = row.why_deleted = None
    door.session.flush()
    door.log(f"child:{child.id}", unit, impact=row.id, disaster=number)
    return True


def _standing(door: desk.Door, number: int, child: Child, day: date) -> Impact | None:
    asked = select(Impact).where(
        Impact.disaster_id == number,
        in_one(door, Impact.child_id, child),
        Impact.affected_on == day,
    )
    rows = door.session.scalars(asked.order_by(Impact.deleted_at.is_not(None), Impact.id))
    return rows.first()
