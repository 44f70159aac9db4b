"""Where a child goes to school: name, class, whether it goes, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.child_days import insist_born, insist_order, insist_past
from caseapp.casework.one_child import find_child, in_one
from caseapp.records.children import Child
from caseapp.records.details import Schooling
from caseapp.rules.access import Act, Actor
from caseapp.rules.codes.children import ATTENDANCE, IN_SCHOOL
from caseapp.rules.values import RuleBroken


@dataclass(frozen=True)
class SchoolEntry:
    """A child goes to a school, or to none, from a day until another (exclusive)."""

    attendance: str
    school: str
    grade: str
    valid_from: date
    valid_until: date | None = None


def record_school(
    actor: Actor, code: str, entry: SchoolEntry, *, now: datetime, post: str = ""
) -> None:
    """Record where the child goes to school from a day on; what stood before ends then."""
    _check(entry, now)
    with desk.writing(actor, Act.CHILD_EDIT, now=now, post=post) as door:
        child = find_child(door, code)
        insist_born(child, entry.valid_from, "valid_from")
        _end_before(door, child, entry)
        door.session.add(
            Schooling(
                child_id=child.id,
                attendance=entry.attendance,
                school=entry.school.strip(),
                grade=entry.grade.strip(),
                valid_from=entry.valid_from,
                valid_until=entry.valid_until,
                entered_at=now,
                entered_by=actor.user_id,
            )
        )
        door.log(f"child:{child.id}", None, school=True)
        door.made = child.code


def _check(entry: SchoolEntry, now: datetime) -> None:
    if entry.attendance not in ATTENDANCE:
        raise RuleBroken("Choose whether the child goes to school", field="attendance")
    if entry.attendance in IN_SCHOOL and not entry.school.strip():
        raise RuleBroken("Enter the name of the school", field="school")
    insist_past(entry.valid_from, now, "valid_from")
    insist_past(entry.valid_until, now, "valid_until")
    insist_order(entry.valid_from, entry.valid_until, "valid_until")


def _end_before(door: desk.Door, child: Child, entry: SchoolEntry) -> None:
    """End what still runs; RuleBroken when another school stands there for some of these days."""
    rows = door.session.scalars(
        select(Schooling)
        .where(in_one(door, Schooling.child_id, child))
        .order_by(Schooling.valid_from)
    ).all()
    for row in rows:
        if row.valid_until is None and row.valid_from < entry.valid_from:
            row.valid_until = entry.valid_from
        ends_before = row.valid_until is not None and row.valid_until <= entry.valid_from
        begins_after = entry.valid_until is not None and row.valid_from >= entry.valid_until
        if not ends_before and not begins_after:
            raise RuleBroken(
                "Another school stands there for some of these days: enter other days",
                field="valid_from",
            )


def schools_of(door: desk.Door, child: Child) -> list[SchoolEntry]:
    """Return the child's schools, the newest first."""
    rows = door.session.scalars(
        select(Schooling)
        .where(in_one(door, Schooling.child_id, child))
        .order_by(Schooling.valid_from.desc())
    )
    return [
        SchoolEntry(row.attendance, row.school, row.grade, row.valid_from, row.valid_until)
        for row in rows
    ]
