"""The list of a ward's cases, newest first, with the clock that runs for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, func, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.records.cases import Case, Deadline
from caseapp.records.children import Child
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor
from caseapp.rules.clocks import Standing, standing

PAGE: Final = 50


@dataclass(frozen=True)
class CaseLine:
    """A case in a list; `clock` is the first of its reports' that still runs."""

    code: str
    child: str
    unit: str
    opened_at: datetime
    state: str
    level: str
    clock: Standing | None


def _alive(model: type[Report | Case]) -> ColumnElement[bool]:
    """Return what tells the rows that were not entered by mistake."""
    return model.deleted_at.is_(None)


def list_cases(
    actor: Actor, *, now: datetime, state: str = "", level: str = "", page: int = 1
) -> tuple[list[CaseLine], bool]:
    """Return a page of 50 cases, newest first, and whether more follow."""
    running = (
        select(Report.case_id, func.min(Deadline.due_at).label("due_at"))
        .join(Deadline, Deadline.report_id == Report.id)
        .where(Deadline.stopped_at.is_(None), Report.case_id.is_not(None), _alive(Report))
        .group_by(Report.case_id)
        .subquery()
    )
    statement = (
        select(Case, Child.full_name, running.c.due_at)
        .join(Child, Child.id == Case.child_id)
        .outerjoin(running, running.c.case_id == Case.id)
        .where(_alive(Case))
        .order_by(Case.opened_at.desc(), Case.id.desc())
        .limit(PAGE + 1)
        .offset((max(page, 1) - 1) * PAGE)
    )
    if state:
        statement = statement.where(Case.state == state)
    if level:
        statement = statement.where(Case.level == level)
    with desk.reading(actor, Act.CASE_LIST, now=now) as door:
        rows = door.few(statement).all()
        door.log("cases:list", None, rows=min(len(rows), PAGE))
        lines = [
            CaseLine(
                row.Case.code,
                row.full_name,
                areas.label(row.Case.area_id),
                row.Case.opened_at,
                row.Case.state,
                row.Case.level,
                standing(row.due_at, now) if row.due_at else None,
            )
            for row in rows[:PAGE]
        ]
    return lines, len(rows) > PAGE
