"""What became of a report, for the collaborator who sent it: their own reports and no other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.report_reading import ReportView, view_report
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor

MOST: Final = 100


@dataclass(frozen=True)
class OwnReport:
    """All that is told of a report that was sent: its code, when, and how far it is."""

    code: str
    received_at: datetime
    entered_at: datetime
    state: str


def list_own(actor: Actor, *, now: datetime) -> list[OwnReport]:
    """Return the last 100 reports that the person sent, the newest first."""
    with desk.reading(actor, Act.REPORT_FOLLOW, now=now) as door:
        rows = door.session.scalars(
            select(Report)
            .where(Report.deleted_at.is_(None))
            .order_by(Report.entered_at.desc(), Report.id.desc())
            .limit(MOST)
        ).all()
        door.log("reports:own", None, rows=len(rows))
        return [_told(row) for row in rows]


def read_own(
    actor: Actor, code: str, *, strong: bool, now: datetime
) -> tuple[OwnReport, ReportView | None]:
    """Return what is told of an own report, and the report itself after a second factor.

    A phone that is found or lent opens by its password alone: it must not tell of a child.
    """
    with desk.reading(actor, Act.REPORT_FOLLOW, now=now) as door:
        report = door.find(Report, code=code, deleted_at=None)
        door.log(f"report:{report.id}", report.area_id, whole=strong)
        return _told(report), view_report(door, report) if strong else None


def _told(report: Report) -> OwnReport:
    return OwnReport(report.code, report.received_at, report.entered_at, report.state)
