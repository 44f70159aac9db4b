"""The list of reports within reach, newest first, read on from where the page before ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import func, select, tuple_

from caseapp import desk
from caseapp.casework import areas
from caseapp.records.cases import Case, Deadline
from caseapp.records.children import Child
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor
from caseapp.rules.clocks import Standing, standing

PAGE: Final = 50


@dataclass(frozen=True)
class ReportLine:
    """A report in a list."""

    code: str
    child: str
    unit: str
    received_at: datetime
    state: str
    case_code: str | None
    clock: Standing | None
    imported: bool


@dataclass(frozen=True)
class Page:
    """Lines of a list, and where the next page begins ('' at the end)."""

    lines: list[ReportLine]
    next: str


def list_reports(actor: Actor, *, now: datetime, after: str = "", limit: int = PAGE) -> Page:
    """Return reports within reach, newest first; `after` is the `next` of the page before."""
    with desk.reading(actor, Act.REPORT_LIST, now=now) as door:
        statement = (
            select(
                Report.id,
                Report.code,
                func.coalesce(Child.full_name, Report.child_name).label("child"),
                Report.area_id,
                Report.received_at,
                Report.state,
                Report.imported,
                Case.code.label("case_code"),
                Deadline.due_at,
                Deadline.stopped_at,
            )
            .outerjoin(Child, Child.id == Report.child_id)
            .outerjoin(Case, Case.id == Report.case_id)
            .outerjoin(Deadline, Deadline.report_id == Report.id)
            .where(Report.deleted_at.is_(None))
            .order_by(Report.received_at.desc(), Report.id.desc())
            .limit(limit + 1)
        )
        if after and (cursor := _cursor(door, after)):
            statement = statement.where(tuple_(Report.received_at, Report.id) < cursor)
        rows = door.few(statement).all()
        door.log("reports:list", None, rows=min(len(rows), limit))
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(
        [_line(row, now) for row in rows[:limit]],
        f"{last.received_at.isoformat()}_{last.code}" if last else "",
    )


def _cursor(door: desk.Door, text: str) -> tuple[datetime, int] | None:
    """Read where a page begins; None for an address that none of our pages wrote.

    The report is named by its mark: a number would tell how many lie between that one may not see.
    """
    moment, _, code = text.rpartition("_")
    try:
        parsed = datetime.fromisoformat(moment)
        begun = parsed.astimezone(UTC) if parsed.tzinfo else None
    except (ValueError, OverflowError):  # no moment, or one beyond the calendar's ends
        return None
    number = door.session.scalar(select(Report.id).where(Report.code == code)) if begun else None
    return (begun, number) if begun and number else None


def _line(row: Any, now: datetime) -> ReportLine:  # noqa: ANN401 - a row of the list's columns
    return ReportLine(
        code=row.code,
        child=row.child,
        unit=areas.label(row.area_id),
        received_at=row.received_at,
        state=row.state,
        case_code=row.case_code,
        clock=standing(row.due_at, now, row.stopped_at) if row.due_at else None,
        imported=row.imported,
    )
