"""A file of another unit opened in an emergency: by its code, for a reason, for hours, reviewed.

A child found at night may be known to another ward whose officer does not answer. Whoever needs
the file opens it and says why; each look stands in the log, and the supervisor reviews it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from caseapp import desk
from caseapp.casework import areas, notices
from caseapp.casework.case_reading import CaseView, view_case
from caseapp.casework.child_reading import ChildView, view_whole
from caseapp.casework.fresh_factor import Fresh, prove
from caseapp.casework.one_child import of_one, root_of
from caseapp.casework.report_reading import ReportView, view_report
from caseapp.casework.sent_forms import sent_before
from caseapp.casework.staff import name_of
from caseapp.casework.tokens import meant, token_of
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.coded_files import Found, file_of
from caseapp.records.emergency import EmergencyEntry
from caseapp.records.marks import opaque
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor, Role, may
from caseapp.rules.emergency import MOST, OPEN_FOR, SHORTEST_REASON, WITHIN
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken, local_day

_KIND: Final = "emergency"


@dataclass(frozen=True)
class Opened:
    """A file that is open to somebody, or was."""

    token: str
    code: str
    opened_at: datetime
    until: datetime


@dataclass(frozen=True)
class OpenedFile:
    """What is told of it: the child, its cases, and reports that stand in none."""

    entry: Opened
    units: tuple[str, ...]
    child: ChildView
    cases: list[CaseView]
    reports: list[ReportView]


@dataclass(frozen=True)
class Review:
    """An entry as the supervisor reviews it."""

    entry: Opened
    child: str
    person: str
    reason: str
    reviewed_at: datetime | None
    reviewed_by: str


def open_file(
    actor: Actor,
    code: str,
    *,
    reason: str,
    now: datetime,
    post: str = "",
    fresh: Fresh | None = None,
) -> str:
    """Open the file that bears a code, in whatever unit it lies; return the entry's token.

    Raises RuleBroken for a reason that says nothing, a fresh code that does not fit or the fourth
    file in 24 hours, Missing when no file bears the code or it is kept from the person.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise RuleBroken("Say what happened and why you need the file now", field="reason")
    if fresh is not None and not sent_before(actor, post):
        prove(actor, fresh, now=now)
    with desk.writing(actor, Act.EMERGENCY_OPEN, now=now, post=post) as door:
        asked = code.strip().upper()
        found = file_of(door.session, asked, actor)
        if found is not None and (still := _open_now(door, found)) is not None:
            door.log(f"child:{found.child_id}", None, emergency=still)
            door.made = token_of(_KIND, still)
            return door.made
        _insist_on_few(door)
        if found is None or actor.user_id is None:
            raise Missing(f"emergency:{opaque(asked)}")
        _insist_on_others(door, found)
        row = EmergencyEntry(
            user_id=actor.user_id, child_id=found.child_id, opened_at=now, until=now + OPEN_FOR
        )
        door.session.add(row)
        door.session.flush()
        row.reason = door.place.vault.seal_own(_cell(row), reason.strip())
        _leave_word(door, found, row.id)
        door.log(f"child:{found.child_id}", None, emergency=row.id)
        door.made = token_of(_KIND, row.id)
        return door.made


def _open_now(door: desk.Door, found: Found) -> int | None:
    """Return the person's own entry into the file that still lasts, None for none."""
    lasts = select(EmergencyEntry.id).where(
        EmergencyEntry.user_id == door.actor.user_id,
        EmergencyEntry.child_id == found.child_id,
        EmergencyEntry.until > door.now,
    )
    return door.session.scalars(lasts.order_by(EmergencyEntry.id.desc())).first()


def _insist_on_others(door: desk.Door, found: Found) -> None:
    """Raise RuleBroken for a file that the person reads every day: it is none of the three."""
    day = local_day(door.now)
    own = [may(door.actor, Act.CASE_READ, day, unit) for unit in found.units]
    if own and all(own):
        raise RuleBroken("You may read this file anyway: look under children", field="code")


def _insist_on_few(door: desk.Door) -> None:
    recent = door.session.scalar(
        select(func.count(EmergencyEntry.id)).where(
            EmergencyEntry.user_id == door.actor.user_id,
            EmergencyEntry.opened_at > door.now - WITHIN,
        )
    )
    if (recent or 0) >= MOST:
        raise RuleBroken("You opened three files in 24 hours: call the supervisor", field="code")


def _leave_word(door: desk.Door, found: Found, number: int) -> None:
    """Tell the officers and the chair of the file's units, and their supervisors."""
    for unit in found.units:
        for role in (Role.OFFICER, Role.CHAIR, Role.SUPERVISOR):
            for person in sorted(notices.holders(door, role, unit)):
                notices.tell(
                    door,
                    "file_opened",
                    notices.Subject(found.code, unit),
                    to=person,
                    cause=number,
                )


def _cell(row: EmergencyEntry) -> str:
    return f"emergency_entries.reason:{row.id}"


def list_open(actor: Actor, *, now: datetime) -> list[Opened]:
    """Return the files that are open to the person now, the newest first."""
    with desk.reading(actor, Act.EMERGENCY_READ, now=now) as door:
        rows = door.session.execute(
            select(EmergencyEntry, Child.code)
            .join(Child, Child.id == EmergencyEntry.child_id)
            .where(EmergencyEntry.user_id == actor.user_id, EmergencyEntry.until > now)
            .order_by(EmergencyEntry.id.desc())
        ).all()
        door.log("emergency:list", None, rows=len(rows))
        return [_opened(row.EmergencyEntry, row.code) for row in rows]


def _entry(door: desk.Door, token: str, *, own: bool) -> EmergencyEntry:
    """Return the entry that a token stands for, of one's own or within reach; Missing for none."""
    asked = select(EmergencyEntry.id).order_by(EmergencyEntry.id.desc())
    if own:
        asked = asked.where(EmergencyEntry.user_id == door.actor.user_id)
    return door.find(EmergencyEntry, id=meant(_KIND, token, door.session.scalars(asked)))


def read_file(actor: Actor, token: str, *, now: datetime) -> OpenedFile:
    """Return an opened file while it is open, to who opened it; Missing for all others."""
    with desk.reading(actor, Act.EMERGENCY_READ, now=now) as door:
        entry = _entry(door, token, own=True)
        child = root_of(
            door, door.find(Child, id=entry.child_id)
        )  # missing again once the hours are over
        door.log(f"child:{child.id}", None, emergency=entry.id)
        cases = door.session.scalars(
            select(Case)
            .join(Child, Child.id == Case.child_id)
            .where(of_one(child), Case.deleted_at.is_(None))
            .order_by(Case.opened_at.desc())
        ).all()
        alone = door.session.scalars(
            select(Report)
            .join(Child, Child.id == Report.child_id)
            .where(of_one(child), Report.case_id.is_(None))
            .where(Report.deleted_at.is_(None))
            .order_by(Report.received_at.desc())
        ).all()
        return OpenedFile(
            entry=_opened(entry, child.code),
            units=tuple(areas.label(unit.area_id) for unit in child.units),
            child=view_whole(door, child),
            cases=[view_case(door, case) for case in cases],
            reports=[view_report(door, report) for report in alone],
        )


def list_entries(actor: Actor, *, now: datetime) -> list[Review]:
    """Return the last 100 entries into files of the supervised units, those to review first."""
    with desk.reading(actor, Act.EMERGENCY_REVIEW, now=now) as door:
        rows = door.session.execute(
            select(EmergencyEntry, Child)
            .join(Child, Child.id == EmergencyEntry.child_id)
            .order_by(EmergencyEntry.reviewed_at.is_not(None), EmergencyEntry.id.desc())
            .limit(100)
        ).all()
        door.log("emergency:entries", None, rows=len(rows))
        return [_review(door, row.EmergencyEntry, row.Child) for row in rows]


def review_entry(actor: Actor, token: str, *, now: datetime) -> None:
    """Say that an entry was looked into; a second time changes nothing."""
    with desk.writing(actor, Act.EMERGENCY_REVIEW, now=now) as door:
        row = _entry(door, token, own=False)
        child = door.find(Child, id=row.child_id)  # missing outside the supervised units
        if row.user_id == actor.user_id:
            raise RuleBroken("Another supervisor reviews what you opened yourself")
        if row.reviewed_at is None:
            row.reviewed_at, row.reviewed_by = now, actor.user_id
        notices.settle(door, child.code)
        door.log(f"child:{child.id}", None, emergency=row.id, reviewed=True)


def _opened(row: EmergencyEntry, code: str) -> Opened:
    return Opened(token_of(_KIND, row.id), code, row.opened_at, row.until)


def _review(door: desk.Door, row: EmergencyEntry, child: Child) -> Review:
    return Review(
        entry=_opened(row, child.code),
        child=child.full_name,
        person=name_of(door, row.user_id),
        reason=door.place.vault.unseal_own(_cell(row), row.reason) if row.reason else "",
        reviewed_at=row.reviewed_at,
        reviewed_by=name_of(door, row.reviewed_by),
    )
