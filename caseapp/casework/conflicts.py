"""Marks of conflict: the supervisor keeps a child's file from somebody who may be involved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.entrusting import LACKING, engage_around
from caseapp.casework.jobs import forget_exports
from caseapp.casework.marked import (
    Colleague,
    add_mark,
    colleagues_of,
    file_around,
    kept_from,
    marked_ever,
    on,
    subject_of,
    units_knowing,
)
from caseapp.casework.notices import end, settle
from caseapp.casework.proposing import pass_on
from caseapp.casework.ringing import ring_no_more
from caseapp.casework.staff import name_of
from caseapp.casework.tokens import token_of
from caseapp.records.children import Child
from caseapp.records.conflicts import ConflictMark
from caseapp.records.file_stand_ins import FileStandIn
from caseapp.records.reports import Report
from caseapp.records.users import User
from caseapp.rules.access import Act, Actor
from caseapp.rules.outcomes import Missing
from caseapp.rules.units import CITY_ID
from caseapp.rules.values import RuleBroken

Kind = Literal["child", "report"]
_LIFTED: Final = "conflict_marks.lift_reason"


@dataclass(frozen=True)
class Mark:
    """A mark as the supervisor sees it; `lifted_at` is None while it holds."""

    number: int
    person: str
    reason: str
    set_at: datetime
    set_by: str
    lifted_at: datetime | None
    lifted_by: str
    origin: str = ""
    """'' for one that the supervisor set, else where it came from (records.ConflictMark)."""
    lift_reason: str = ""

    @property
    def token(self) -> str:
        """Return what stands for the mark in an address."""
        return token_of("mark", self.number)


@dataclass(frozen=True)
class Kept:
    """A file with the marks on it and the people who could be named."""

    kind: Kind
    code: str
    about: str
    marks: list[Mark]
    people: list[Colleague]
    report: str = ""
    """The report from which the page was opened: its stand-ins are named there."""


def read_marks(actor: Actor, kind: Kind, code: str, *, now: datetime) -> Kept:
    """Return the marks on a child's file, or on a report's whose child is not known."""
    with desk.reading(actor, Act.CONFLICT_MARK, now=now) as door:
        subject = _subject(door, kind, code)
        door.log(_named(subject), None, conflicts=True)
        rows = door.session.scalars(
            select(ConflictMark).where(on(door, subject)).order_by(ConflictMark.id.desc())
        ).all()
        return Kept(
            kind="child" if isinstance(subject, Child) else "report",
            code=subject.code,
            about=subject.full_name if isinstance(subject, Child) else subject.child_name,
            marks=[_mark(door, row) for row in rows],
            people=_people(door, subject),
            report=code if kind == "report" else "",
        )


def mark_conflict(
    actor: Actor,
    kind: Kind,
    code: str,
    *,
    username: str,
    reason: str,
    now: datetime,
    post: str = "",
) -> None:
    """Keep the file from somebody, from this moment on and without a word to them.

    Raises RuleBroken for somebody who may not open the file anyway, or from whom it is kept.
    """
    if not reason.strip():
        raise RuleBroken("Say why", field="reason")
    with desk.writing(actor, Act.CONFLICT_MARK, now=now, post=post) as door:
        subject = _subject(door, kind, code)
        if username not in {person.username for person in _people(door, subject)}:
            raise RuleBroken("Choose a person of the list", field="person")
        user = door.session.scalars(select(User).where(User.username == username)).one()
        row = add_mark(door, subject, user.id)
        key_id = door.key_of(subject)
        door.session.flush()
        row.reason = door.seal(key_id, "conflict_marks.reason", row.id, reason.strip())
        _take_away(door, user.id)
        for report in _reports_of(door, subject):
            settle(door, report.code)
        engage_around(door, subject)
        pass_on(door, file_around(door, subject))
        ring_no_more(door, user.id)
        door.log(_named(subject), None, kept_from=user.id)


def _take_away(door: desk.Door, user_id: int) -> None:
    """Let whoever is marked now find no export that was made before: its time is over, as always.

    One that is under way is made anew by what they may open then.
    """
    forget_exports(door.session, user_id)


def _reports_of(door: desk.Door, subject: Child | Report) -> list[Report]:
    """Return the reports that are kept with a file and are not history."""
    if isinstance(subject, Report):
        return [subject]
    about = select(Report).where(
        Report.child_id == subject.id, Report.imported.is_(False), Report.deleted_at.is_(None)
    )
    return list(door.session.scalars(about.order_by(Report.id)))


def lift_mark(
    actor: Actor, kind: Kind, code: str, number: int, *, reason: str, now: datetime, post: str = ""
) -> None:
    """End a mark for a reason; the person sees the file again. What has ended stays as it is."""
    if not reason.strip():
        raise RuleBroken("Say why", field="reason")
    with desk.writing(actor, Act.CONFLICT_MARK, now=now, post=post) as door:
        subject = _subject(door, kind, code)
        row = door.find(ConflictMark, id=number)
        if row.id not in set(
            door.session.scalars(select(ConflictMark.id).where(on(door, subject)))
        ):
            raise Missing(f"conflict_marks:{row.id}")
        if row.lifted_at is None:
            row.lifted_at, row.lifted_by = now, actor.user_id
            key_id = door.key_of(_holder(door, row))
            row.lift_reason = door.seal(key_id, _LIFTED, row.id, reason.strip())
            _release(door, subject)
        door.log(_named(subject), None, kept_from=row.user_id, lifted=True)


def _release(door: desk.Door, subject: Child | Report) -> None:
    """End what a mark brought about, once the file is kept from nobody: nobody stands in."""
    if kept_from(door, subject):
        return
    numbers = sorted(file_around(door, subject).reports)
    standing = select(FileStandIn).where(
        FileStandIn.report_id.in_(numbers), FileStandIn.ended_at.is_(None)
    )
    for row in door.session.scalars(standing).all():
        row.ended_at, row.ended_by = door.now, door.actor.user_id
    for report in door.session.scalars(select(Report).where(Report.id.in_(numbers))).all():
        end(door, report.code, LACKING.values())


def _subject(door: desk.Door, kind: Kind, code: str) -> Child | Report:
    if kind == "child":
        return door.find(Child, code=code, deleted_at=None)
    return subject_of(door, door.find(Report, code=code, deleted_at=None))


def _named(subject: Child | Report) -> str:
    return f"{'child' if isinstance(subject, Child) else 'report'}:{subject.id}"


def _holder(door: desk.Door, row: ConflictMark) -> Child | Report:
    """Return the file on which a mark was set: its key seals what was said of it."""
    if row.child_id is not None:
        return door.session.get_one(Child, row.child_id)
    return door.session.get_one(Report, row.report_id)


def _mark(door: desk.Door, row: ConflictMark) -> Mark:
    holder = _holder(door, row)
    return Mark(
        number=row.id,
        person=name_of(door, row.user_id),
        reason=door.unseal(holder.key_id, "conflict_marks.reason", row.id, row.reason),
        set_at=row.set_at,
        set_by=name_of(door, row.set_by),
        lifted_at=row.lifted_at,
        lifted_by=name_of(door, row.lifted_by),
        origin=row.origin,
        lift_reason=door.unseal(holder.key_id, _LIFTED, row.id, row.lift_reason),
    )


def _people(door: desk.Door, subject: Child | Report) -> list[Colleague]:
    """Return who may open the file today by a role, or knows of it, and sees it still.

    Of each unit that holds the file, held it, is asked to take it, or where it happened; and of
    any unit whoever was proposed, or marked once.
    """
    kept = kept_from(door, subject)
    units = {*units_knowing(door, subject), CITY_ID}
    found = colleagues_of(door.session, units, door.now)
    others = marked_ever(door, subject) - {person.number for person in found}
    found += colleagues_of(door.session, None, door.now, only=others) if others else []
    return [person for person in found if person.number not in kept]
