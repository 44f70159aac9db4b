"""Marks of conflict: the supervisor keeps a child's file from somebody who may be involved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.staff import holding, name_of
from caseapp.records.children import Child, ChildUnit
from caseapp.records.conflicts import ConflictMark
from caseapp.records.reports import Report
from caseapp.records.users import User
from caseapp.rules.access import SEES_FILES, Act, Actor
from caseapp.rules.outcomes import Missing
from caseapp.rules.units import CITY_ID
from caseapp.rules.values import RuleBroken

Kind = Literal["child", "report"]


@dataclass(frozen=True)
class Colleague:
    """Somebody who may open the file by a role of theirs today."""

    username: str
    full_name: str
    role: str
    unit: str


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


@dataclass(frozen=True)
class Kept:
    """A file with the marks on it and the people who could be named."""

    kind: Kind
    code: str
    about: str
    marks: list[Mark]
    people: list[Colleague]


def read_marks(actor: Actor, kind: Kind, code: str, *, now: datetime) -> Kept:
    """Return the marks on a child's file, or on a report's whose child is not known."""
    with desk.reading(actor, Act.CONFLICT_MARK, now=now) as door:
        subject = _subject(door, kind, code)
        door.log(_named(subject), None, conflicts=True)
        rows = door.session.scalars(
            select(ConflictMark).where(_on(subject)).order_by(ConflictMark.id.desc())
        ).all()
        return Kept(
            kind="child" if isinstance(subject, Child) else "report",
            code=subject.code,
            about=subject.full_name if isinstance(subject, Child) else subject.child_name,
            marks=[_mark(door, row) for row in rows],
            people=_people(door, subject),
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
        door.session.add(
            row := ConflictMark(
                user_id=user.id,
                child_id=subject.id if isinstance(subject, Child) else None,
                report_id=subject.id if isinstance(subject, Report) else None,
                set_at=now,
                set_by=actor.user_id,
            )
        )
        key_id = door.key_of(subject)
        door.session.flush()
        row.reason = door.seal(key_id, "conflict_marks.reason", row.id, reason.strip())
        door.log(_named(subject), None, kept_from=user.id)


def lift_mark(actor: Actor, kind: Kind, code: str, number: int, *, now: datetime) -> None:
    """End a mark; the person sees the file again. A mark that has ended stays as it is."""
    with desk.writing(actor, Act.CONFLICT_MARK, now=now) as door:
        subject = _subject(door, kind, code)
        row = door.find(ConflictMark, id=number)
        if row.id not in set(door.session.scalars(select(ConflictMark.id).where(_on(subject)))):
            raise Missing(f"conflict_marks:{row.id}")
        if row.lifted_at is None:
            row.lifted_at, row.lifted_by = now, actor.user_id
        door.log(_named(subject), None, kept_from=row.user_id, lifted=True)


def _subject(door: desk.Door, kind: Kind, code: str) -> Child | Report:
    """Return what the marks hang on: a report's own child, as soon as that is known."""
    if kind == "child":
        return door.find(Child, code=code, deleted_at=None)
    report = door.find(Report, code=code, deleted_at=None)
    child = door.session.get(Child, report.child_id) if report.child_id else None
    return child or report


def _named(subject: Child | Report) -> str:
    return f"{'child' if isinstance(subject, Child) else 'report'}:{subject.id}"


def _on(subject: Child | Report) -> ColumnElement[bool]:
    """Return what tells the marks on a file, those set while its child was not known too.

    They stand on any report of the same event, and on any of its children.
    """
    own, event = aliased(Report), aliased(Report)
    about = own.child_id if isinstance(subject, Child) else own.id
    first = select(func.coalesce(own.first_id, own.id)).where(about == subject.id)
    same = or_(event.id.in_(first), event.first_id.in_(first))
    marked = or_(
        ConflictMark.report_id.in_(select(event.id).where(same)),
        ConflictMark.child_id.in_(select(event.child_id).where(same)),
    )
    is_child = isinstance(subject, Child)
    return or_(marked, ConflictMark.child_id == subject.id) if is_child else marked


def _mark(door: desk.Door, row: ConflictMark) -> Mark:
    holder: Child | Report
    if row.child_id is not None:
        holder = door.session.get_one(Child, row.child_id)
    else:
        holder = door.session.get_one(Report, row.report_id)
    return Mark(
        number=row.id,
        person=name_of(door, row.user_id),
        reason=door.unseal(holder.key_id, "conflict_marks.reason", row.id, row.reason),
        set_at=row.set_at,
        set_by=name_of(door, row.set_by),
        lifted_at=row.lifted_at,
        lifted_by=name_of(door, row.lifted_by),
    )


def _people(door: desk.Door, subject: Child | Report) -> list[Colleague]:
    """Return who may open the file today by a role, and from whom it is not kept yet."""
    if isinstance(subject, Report):
        units = {subject.area_id}
    else:
        of_child = select(ChildUnit.area_id).where(ChildUnit.child_id == subject.id)
        units = set(door.session.scalars(of_child))
    kept = kept_from(door, subject)
    found: dict[str, Colleague] = {}
    for user, grant in holding(door, SEES_FILES, {*units, CITY_ID}):
        if user.id not in kept:
            where = areas.label(grant.area_id)
            colleague = Colleague(user.username, user.full_name, grant.role, where)
            found.setdefault(user.username, colleague)
    return list(found.values())


def kept_from(door: desk.Door, subject: Child | Report) -> set[int]:
    """Return the accounts from which a file is kept now."""
    kept = select(ConflictMark.user_id).where(_on(subject), ConflictMark.lifted_at.is_(None))
    return set(door.session.scalars(kept))
