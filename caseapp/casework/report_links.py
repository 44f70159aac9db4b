"""Reports about several children of one event: one for each child, and each shows the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from caseapp import desk
from caseapp.records.cases import Deadline
from caseapp.records.children import Child
from caseapp.records.reports import Report
from caseapp.rules.clocks import Standing, standing
from caseapp.rules.matching import fold
from caseapp.rules.values import RuleBroken


@dataclass(frozen=True)
class LinkedReport:
    """A report about another child of the same event."""

    code: str
    child_name: str
    state: str
    received_at: datetime
    clock: Standing | None


def first_of(report: Report) -> int:
    """Return the report of the event that was logged first: the first names no other."""
    return report.first_id or report.id


def of_event(model: Any, report: Report) -> ColumnElement[bool]:  # noqa: ANN401 - Report or an alias
    """Return what tells all the reports of a report's event, itself among them."""
    return or_(model.id == first_of(report), model.first_id == first_of(report))


def linked_reports(door: desk.Door, report: Report) -> list[LinkedReport]:
    """Return the other reports of the event that the reader may see, in the order of entry."""
    rows = door.few(
        select(
            Report.code,
            func.coalesce(Child.full_name, Report.child_name).label("child"),
            Report.state,
            Report.received_at,
            Deadline.due_at,
            Deadline.stopped_at,
        )
        .outerjoin(Child, Child.id == Report.child_id)
        .outerjoin(Deadline, Deadline.report_id == Report.id)
        .where(of_event(Report, report), Report.id != report.id, Report.deleted_at.is_(None))
        .order_by(Report.id)
    )
    return [
        LinkedReport(
            row.code,
            row.child,
            row.state,
            row.received_at,
            standing(row.due_at, door.now, row.stopped_at) if row.due_at else None,
        )
        for row in rows
    ]


def insist_on_another_name(door: desk.Door, report: Report, name: str) -> None:
    """Raise RuleBroken for the name of a child that a report of the event is about already."""
    if not fold(name):
        return
    asked = select(Report.code, func.coalesce(Child.full_name, Report.child_name).label("child"))
    rows = door.session.execute(
        asked.outerjoin(Child, Child.id == Report.child_id).where(
            of_event(Report, report), Report.deleted_at.is_(None)
        )
    )
    for row in rows:
        if fold(row.child) == fold(name):
            raise RuleBroken(
                "Report %(code)s of this event is about a child of this name already: "
                "each child has one report",
                field="child_name",
                params={"code": row.code},
            )


def insist_on_one_each(door: desk.Door, report: Report, child: Child) -> None:
    """Raise RuleBroken when another report of the event is about this child already."""
    other = select(Report.code).where(
        of_event(Report, report),
        Report.id != report.id,
        Report.child_id == child.id,
        Report.deleted_at.is_(None),
    )
    if (code := door.session.scalars(other).first()) is not None:
        raise RuleBroken(
            "Report %(code)s of this event is about this child already: each child has one report",
            params={"code": code},
        )
