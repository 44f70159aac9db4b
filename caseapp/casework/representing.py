"""Who speaks for a child, on what ground and between which days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from caseapp import desk
from caseapp.casework.child_days import insist_born, insist_order, insist_past
from caseapp.casework.one_child import find_child, find_row, in_one
from caseapp.records.children import Child
from caseapp.records.people import ChildPerson, Representative
from caseapp.rules.access import Act, Actor
from caseapp.rules.codes.children import GROUNDS
from caseapp.rules.values import RuleBroken


@dataclass(frozen=True)
class Speaking:
    """A person speaks for the child from a day until another (exclusive)."""

    number: int
    person: int
    ground: str
    valid_from: date
    valid_until: date | None

    def on(self, day: date) -> bool:
        """Tell whether it covers the day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


def name_representative(
    actor: Actor,
    code: str,
    number: int,
    *,
    ground: str,
    valid_from: date,
    valid_until: date | None,
    now: datetime,
    post: str = "",
) -> None:
    """Record that one of the child's people speaks for it; RuleBroken for days twice."""
    if ground not in GROUNDS:
        raise RuleBroken("Choose on what ground the person speaks for the child", field="ground")
    insist_past(valid_from, now, "valid_from")
    insist_order(valid_from, valid_until, "valid_until")
    with desk.writing(actor, Act.CHILD_EDIT, now=now, post=post) as door:
        child = find_child(door, code)
        person = find_row(door, ChildPerson, child, number)
        insist_born(child, valid_from, "valid_from")
        _once(door, person, valid_from, valid_until)
        door.session.add(
            Representative(
                child_id=person.child_id,
                person_id=person.id,
                ground=ground,
                valid_from=valid_from,
                valid_until=valid_until,
                entered_at=now,
                entered_by=actor.user_id,
            )
        )
        door.log(f"child:{child.id}", None, speaks=person.id)
        door.made = child.code


def _once(door: desk.Door, person: ChildPerson, first: date, last: date | None) -> None:
    same = select(Representative.id).where(
        Representative.person_id == person.id,
        or_(Representative.valid_until.is_(None), Representative.valid_until > first),
    )
    if last is not None:
        same = same.where(Representative.valid_from < last)
    if door.session.scalars(same).first() is not None:
        raise RuleBroken(
            "This person speaks for the child already on some of these days", field="valid_from"
        )


def end_representative(actor: Actor, code: str, number: int, *, on: date, now: datetime) -> None:
    """Record the first day on which a person speaks for the child no more."""
    insist_past(on, now, "valid_until")
    with desk.writing(actor, Act.CHILD_EDIT, now=now) as door:
        child = find_child(door, code)
        row = find_row(door, Representative, child, number)
        insist_order(row.valid_from, on, "valid_until")
        row.valid_until = on
        door.log(f"child:{child.id}", None, speaks=row.person_id, ended=True)
        door.made = child.code


def speaking_for(door: desk.Door, child: Child) -> list[Speaking]:
    """Return who spoke for the child and does, the newest first."""
    rows = door.session.scalars(
        select(Representative)
        .where(in_one(door, Representative.child_id, child))
        .order_by(Representative.valid_from.desc(), Representative.id.desc())
    )
    return [
        Speaking(row.id, row.person_id, row.ground, row.valid_from, row.valid_until) for row in rows
    ]
