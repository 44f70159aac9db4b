"""What became of a report, for the collaborator who sent it: their own reports and no other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.callees import free_entries
from caseapp.casework.report_reading import ReportView, view_report
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor
from caseapp.rules.duty import dialled

MOST: Final = 100


OF_THE_WARD: Final = ("officer", "chair")
"""Whom a collaborator may call, in this order: who receives reports, then who decides on them."""


@dataclass(frozen=True)
class ToCall:
    """Somebody of the ward to call; `tel` is what a telephone dials."""

    role: str
    name: str
    phone: str
    tel: str


@dataclass(frozen=True)
class OwnReport:
    """All that is told of a report that was sent: its code, when, how far it is, whom to call."""

    code: str
    received_at: datetime
    entered_at: datetime
    state: str
    people: tuple[ToCall, ...] = ()


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
        told = replace(_told(report), people=_people(door, report))
        return told, view_report(door, report) if strong else None


def _people(door: desk.Door, report: Report) -> tuple[ToCall, ...]:
    """Return officers and chair of the unit's list, less those the report is kept from."""
    rows = free_entries(door, report, (report.area_id,))
    return tuple(
        ToCall(row.role, row.name, row.phone, dialled(row.phone))
        for role in OF_THE_WARD
        for row in rows
        if row.role == role
    )


def _told(report: Report) -> OwnReport:
    return OwnReport(report.code, report.received_at, report.entered_at, report.state)
