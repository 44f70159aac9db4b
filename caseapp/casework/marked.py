"""Marks of conflict as other acts need them: what they hang on, and whom they can name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, func, or_, select, union_all
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.staff import held
from caseapp.records.cases import Case
from caseapp.records.children import Child, ChildUnit
from caseapp.records.conflicts import ConflictMark
from caseapp.records.forwardings import Forwarding
from caseapp.records.own_reach import at_the_tables, one_file
from caseapp.records.reach import Rows
from caseapp.records.reports import Report
from caseapp.records.transfers import Transfer
from caseapp.records.users import User
from caseapp.records.whole_file import NOTHING, lines_of, with_lines
from caseapp.rules.access import SEES_FILES, Actor, Role
from caseapp.rules.units import territory

_HOLDS: Final = ConflictMark.lifted_at.is_(None)
_FEW: Final = 200
"""Marks up to which a file's are looked for among all that hold."""


@dataclass(frozen=True)
class Colleague:
    """Somebody who may open files by a role of theirs today; `number` is the account's."""

    username: str
    full_name: str
    role: str
    unit: str
    number: int = 0


def colleagues_of(
    session: Session,
    units: Iterable[int] | None,
    now: datetime,
    *,
    roles: Iterable[Role] = SEES_FILES,
    only: Collection[int] | None = None,
) -> list[Colleague]:
    """Return who holds a role that opens files in some units, or in any, each person once."""
    found: dict[int, Colleague] = {}
    for user, grant in held(session, roles, units, now=now):
        if only is None or user.id in only:
            where = areas.label(grant.area_id)
            colleague = Colleague(user.username, user.full_name, grant.role, where, user.id)
            found.setdefault(user.id, colleague)
    return list(found.values())


def users_with_files(session: Session, units: Iterable[int] | None, now: datetime) -> list[User]:
    """Return the open accounts that hold such a role in some units, or in any, each once."""
    return list({user.id: user for user, _ in held(session, SEES_FILES, units, now=now)}.values())


def subject_of(door: desk.Door, report: Report) -> Child | Report:
    """Return what a report's marks hang on: its own child, as soon as that is known."""
    child = door.session.get(Child, report.child_id) if report.child_id else None
    return child or report


def units_knowing(door: desk.Door, subject: Child | Report) -> set[int]:
    """Return the units whose people may know of a file.

    Those that hold it, held it, or were asked to take it over, and those where it happened.
    """
    rows = file_around(door, subject)
    with at_the_tables(door.session):
        told = door.session.execute(
            select(Report.area_id, Report.event_unit_id).where(Report.id.in_(sorted(rows.reports)))
        ).all()
        passed = door.session.execute(
            select(Forwarding.from_area_id, Forwarding.to_area_id, Forwarding.assigned_area_id)
            .where(Forwarding.report_id.in_(sorted(rows.reports)))
        ).all()  # fmt: skip
        moved = door.session.execute(
            select(Transfer.from_area_id, Transfer.to_area_id)
            .join(Case, Case.id == Transfer.case_id)
            .where(Case.child_id.in_(sorted(rows.children)))
        ).all()  # fmt: skip
        of_child = select(ChildUnit.area_id).where(ChildUnit.child_id.in_(sorted(rows.children)))
        units = set(door.session.scalars(of_child))
    units |= {report.area_id for report in told}
    units |= {territory().keeper(report.event_unit_id) for report in told}
    units |= {unit for row in moved for unit in row if unit}
    return units | {unit for row in passed for unit in row if unit}


def file_around(door: desk.Door, subject: Child | Report) -> Rows:
    """Return the children and reports that share their marks with a file, of any unit."""
    door.session.flush()
    return one_file(door.session, *_beginning(door, subject))


def _beginning(door: desk.Door, subject: Child | Report) -> tuple[set[int], set[int]]:
    """Return what is sure to be of a file: itself, and what the door has in hand of a child's."""
    if isinstance(subject, Report):
        return set(), {subject.id}
    reports = {row.id for row in door.at_hand(Report) if row.child_id == subject.id}
    merged = {row.id for row in door.at_hand(Child) if row.merged_into_id == subject.id}
    return {subject.id} | merged, reports


def all_kept(door: desk.Door) -> Rows:
    """Return the children and reports that are kept from anybody now."""
    door.session.flush()
    held = door.session.execute(
        select(ConflictMark.child_id, ConflictMark.report_id).where(_HOLDS)
    ).all()
    children = {mark.child_id for mark in held if mark.child_id}
    return one_file(door.session, children, {mark.report_id for mark in held if mark.report_id})


def on(door: desk.Door, subject: Child | Report) -> ColumnElement[bool]:
    """Return what tells the marks on a file, those set while its child was not known too.

    They stand on any report of the same event, and on any of its children: whatever the person at
    the door may open of them, just as what is kept from the marked one (records/own_reach).
    """
    return _on(file_around(door, subject))


def _on(rows: Rows) -> ColumnElement[bool]:
    return or_(
        ConflictMark.report_id.in_(sorted(rows.reports)),
        ConflictMark.child_id.in_(sorted(rows.children)),
    )


def _rows(children: set[int], reports: set[int]) -> Rows:
    return Rows(children=frozenset(children), reports=frozenset(reports))


def kept_from(door: desk.Door, subject: Child | Report) -> set[int]:
    """Return the accounts from which a file is kept now.

    Asked together: the marks that hold, of which there are few, and what tells of the file.
    """
    door.session.flush()
    begun = _beginning(door, subject)
    marks = (
        select(
            ConflictMark.user_id,
            ConflictMark.report_id,
            NOTHING.label("first"),
            ConflictMark.child_id,
            NOTHING.label("other"),
        )
        .where(_HOLDS)
        .limit(_FEW)
        .subquery()
    )
    with at_the_tables(door.session):
        lines = door.session.execute(union_all(select(marks), *lines_of(*begun))).all()
    holding = [line for line in lines if line[0]]
    if not holding:  # nearly nothing is kept from anybody
        return set()
    found = with_lines((line for line in lines if not line[0]), *begun)
    rows = one_file(door.session, *found) if found != begun else _rows(*begun)
    if len(holding) == _FEW:
        return set(door.session.scalars(select(ConflictMark.user_id).where(_on(rows), _HOLDS)))
    return {
        user for user, report, _, child, _ in holding
        if report in rows.reports or child in rows.children
    }  # fmt: skip


def kept_from_any(door: desk.Door, children: Iterable[int]) -> frozenset[int]:
    """Return the accounts from which one of some children, of any unit, is kept now."""
    kept = select(ConflictMark.user_id).where(_on(one_file(door.session, children, [])), _HOLDS)
    return frozenset(door.session.scalars(kept))


def marked_ever(door: desk.Door, subject: Child | Report) -> set[int]:
    """Return the accounts that were marked on a file, or proposed for it, at any time."""
    return set(door.session.scalars(select(ConflictMark.user_id).where(on(door, subject))))


def add_mark(
    door: desk.Door, subject: Child | Report, user_id: int, *, origin: str = "", holds: bool = True
) -> ConflictMark:
    """Add a mark to what is written; one that does not hold was proposed and is only remembered."""
    row = ConflictMark(
        user_id=user_id,
        child_id=subject.id if isinstance(subject, Child) else None,
        report_id=subject.id if isinstance(subject, Report) else None,
        set_at=door.now,
        set_by=door.actor.user_id,
        origin=origin,
        lifted_at=None if holds else door.now,
    )
    door.session.add(row)
    return row


def newest_mark(actor: Actor) -> int:
    """Return the number of the last mark that holds against somebody, 0 when there is none."""
    if actor.user_id is None or actor.unmarked:
        return 0
    asked = select(func.max(ConflictMark.id)).where(
        ConflictMark.user_id == actor.user_id, ConflictMark.lifted_at.is_(None)
    )
    with desk.ledger() as session:
        return session.scalar(asked) or 0
