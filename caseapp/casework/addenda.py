"""What is added to a referral after the agency accepted, and that the agency has taken note of it.

Added only, never edited: both sides see it open until it is acknowledged.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.calendars import calendar_of
from caseapp.casework.case_lines import event
from caseapp.casework.inbox_telling import tell_agency
from caseapp.casework.notices import Subject, end, tell
from caseapp.casework.referral_history import find_referral
from caseapp.casework.referral_holds import insist_unheld
from caseapp.casework.staff import name_of
from caseapp.records.children import Child
from caseapp.records.disclosures import Addendum
from caseapp.records.referrals import Referral
from caseapp.rules.access import Act, Actor
from caseapp.rules.answer_terms import to_note
from caseapp.rules.clocks import Standing
from caseapp.rules.codes.referrals import ADDENDUM_KINDS
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken

ACCEPTED: Final = ("accepted", "in_service")
"""States in which something may be added."""

LATE: Final = "addendum_late"
"""The notice that an agency has not noted something in time."""

_CELL: Final = "addenda.text"


@dataclass(frozen=True)
class AddendumView:
    """Something that was added; `number` counts from 1 within the referral."""

    number: int
    kind: str
    text: str
    entered_at: datetime
    entered_by: str
    acknowledged_at: datetime | None
    acknowledged_by: str
    way: str
    owed: Standing | None = None
    """How long the agency may still take to note it; None once it has."""


def add_addendum(
    actor: Actor, code: str, *, kind: str, text: str, now: datetime, post: str = ""
) -> None:
    """Tell the agency something more; RuleBroken before it accepted, and while nothing goes out."""
    if kind not in ADDENDUM_KINDS:
        raise RuleBroken("Choose what it is about", field="addendum")
    if not text.strip():
        raise RuleBroken("Say what the agency must know", field="text")
    with desk.writing(actor, Act.REFERRAL_DRAFT, now=now, post=post) as door:
        row, case = find_referral(door, code)
        if row.state not in ACCEPTED:
            raise RuleBroken("Something is added only after the agency has accepted")
        child = door.session.get_one(Child, row.child_id)
        insist_unheld(door, row, child)
        added = Addendum(
            referral_id=row.id,
            area_id=row.area_id,
            kind=kind,
            entered_at=now,
            entered_by=actor.user_id,
        )
        door.session.add(added)
        key_id = door.key_of(child)
        door.session.flush()
        added.text = door.seal(key_id, _CELL, added.id, text.strip())
        if case is not None:
            door.session.add(event(door, case, "addendum", now, detail=row.code))
        tell_agency(door, "inbox_added", row, cause=added.id)
        door.log(f"referral:{row.id}", row.area_id, addendum=added.id)
        door.made = row.code


def addenda_of(door: desk.Door, row: Referral, key_id: int | None) -> list[AddendumView]:
    """Return what was added to a referral, the first one first."""
    rows = _rows(door, row)
    calendar = calendar_of(door) if any(each.acknowledged_at is None for each in rows) else None
    return [
        AddendumView(
            number,
            each.kind,
            door.unseal(key_id, _CELL, each.id, each.text),
            each.entered_at,
            name_of(door, each.entered_by),
            each.acknowledged_at,
            each.acknowledged_by,
            each.way,
            to_note(each.entered_at, door.now, calendar)
            if calendar is not None and each.acknowledged_at is None
            else None,
        )
        for number, each in enumerate(rows, 1)
    ]


def _rows(door: desk.Door, row: Referral) -> list[Addendum]:
    added = select(Addendum).where(Addendum.referral_id == row.id).order_by(Addendum.id)
    return list(door.session.scalars(added))


def unacknowledged(door: desk.Door, numbers: list[int]) -> dict[int, datetime]:
    """Return of some referrals since when something added waits for the agency to note it."""
    waiting = (
        select(Addendum.referral_id, Addendum.entered_at)
        .where(Addendum.referral_id.in_(sorted(numbers)), Addendum.acknowledged_at.is_(None))
        .order_by(Addendum.id.desc())  # so that the oldest stands
    )
    return dict(door.session.execute(waiting).tuples().all())


def acknowledge(door: desk.Door, row: Referral, number: int, who: str, way: str) -> bool:
    """Note inside an open door that the agency knows of something added; again is no fault.

    Return whether it was new; the one who added it is told. Missing where there is none.
    """
    rows = _rows(door, row)
    if not 1 <= number <= len(rows):
        raise Missing(f"referral:{row.id}")
    added = rows[number - 1]
    if added.acknowledged_at is not None:
        return False
    added.acknowledged_at, added.acknowledged_by = door.now, who
    added.way = way
    door.session.flush()
    if not unacknowledged(door, [row.id]):
        end(door, row.code, [LATE])
    if added.entered_by is not None:
        subject = Subject(row.code, row.area_id)
        tell(door, "addendum_known", subject, to=added.entered_by, cause=added.id)
    return True
