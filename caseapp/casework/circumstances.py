"""Special circumstances of a child: recorded, and ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import or_, select

from caseapp import desk
from caseapp.casework.child_days import insist_born, insist_order, insist_past
from caseapp.casework.one_child import find_child, find_row, in_one
from caseapp.records.children import Child, Circumstance
from caseapp.rules.access import Act, Actor
from caseapp.rules.codes import LISTS
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken, local_day, msgid


@dataclass(frozen=True)
class CircumstanceEntry:
    """A group of Art. 10, confirmed or at risk, from a day until another (exclusive)."""

    group_code: str
    subgroup: str
    status: str
    valid_from: date
    valid_until: date | None
    evidence: str


def record_circumstance(
    actor: Actor, code: str, entry: CircumstanceEntry, *, now: datetime, post: str = ""
) -> None:
    """Record that a child is in special circumstances, or at risk of it, from a day on."""
    if entry.group_code not in LISTS["groups"]:
        raise RuleBroken("Choose one of the 14 groups", field="group_code")
    if entry.subgroup and (
        entry.subgroup not in LISTS["subgroups"]
        or LISTS["subgroups"][entry.subgroup].group != entry.group_code
    ):
        raise RuleBroken("This sub-group belongs to another group", field="subgroup")
    if entry.status not in LISTS["circumstance_status"]:
        raise RuleBroken("Choose confirmed or at risk", field="status")
    insist_past(entry.valid_from, now, "valid_from")
    insist_order(entry.valid_from, entry.valid_until, "valid_until")
    with desk.writing(actor, Act.CIRCUMSTANCE_RECORD, now=now, post=post) as door:
        child = find_child(door, code)
        insist_born(child, entry.valid_from, "valid_from")
        _once(door, child, entry)
        row = Circumstance(
            child_id=child.id,
            group_code=entry.group_code,
            subgroup=entry.subgroup,
            status=entry.status,
            valid_from=entry.valid_from,
            valid_until=entry.valid_until,
            entered_at=now,
            entered_by=actor.user_id,
        )
        door.session.add(row)
        door.session.flush()
        if entry.evidence:
            key_id = door.key_of(child)
            row.evidence = door.seal(key_id, "circumstances.evidence", row.id, entry.evidence)
        door.log(f"child:{child.id}", None, circumstance=row.id)
        door.made = child.code


def _once(door: desk.Door, child: Child, entry: CircumstanceEntry) -> None:
    """Raise RuleBroken when the same circumstance stands there for some of the same days.

    Also for a group that stands there with the other status: nobody is in it and at risk of it.
    """
    alike = select(Circumstance).where(
        in_one(door, Circumstance.child_id, child),
        Circumstance.group_code == entry.group_code,
        Circumstance.deleted_at.is_(None),
        or_(Circumstance.valid_until.is_(None), Circumstance.valid_until > entry.valid_from),
    )
    if entry.valid_until is not None:
        alike = alike.where(Circumstance.valid_from < entry.valid_until)
    rows = door.session.scalars(alike).all()
    if any((row.subgroup, row.status) == (entry.subgroup, entry.status) for row in rows):
        raise RuleBroken(
            "This stands there already for that time: record its end first, or choose other days",
            field="valid_from",
        )
    if any(row.status != entry.status for row in rows):
        raise RuleBroken(_OTHER_STATUS[entry.status], field="status")


_OTHER_STATUS: Final = {
    "confirmed": msgid(
        "For some of these days the child is recorded as at risk of this group: record the end of "
        "that first, or choose other days"
    ),
    "at_risk": msgid(
        "For some of these days the child is recorded as being in this group: nobody is at risk "
        "of what they are in"
    ),
}


def end_circumstance(actor: Actor, code: str, row_id: int, *, on: date, now: datetime) -> None:
    """Record the day from which a circumstance no longer holds; the row and its past stay."""
    with desk.writing(actor, Act.CIRCUMSTANCE_RECORD, now=now) as door:
        child = find_child(door, code)
        row = find_row(door, Circumstance, child, row_id)
        if row.deleted_at is not None:
            raise Missing(f"circumstances:{row_id}")
        if on <= row.valid_from or on > local_day(now):
            raise RuleBroken(
                "The end must lie after the beginning, and not in the future", field="valid_until"
            )
        row.valid_until = on
        door.log(f"child:{child.id}", None, circumstance=row.id, ended=True)
