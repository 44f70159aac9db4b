"""Reading the calls that were made about a report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.staff import name_of
from caseapp.records.calls import Call
from caseapp.records.duty import DutyEntry
from caseapp.records.reports import Report


@dataclass(frozen=True)
class CallView:
    """A call about the report: to which line of the duty list, when, how it was answered."""

    key: str
    role: str
    name: str
    called_at: datetime
    answer: str
    note: str
    entered_at: datetime
    entered_by: str


def calls_of(door: desk.Door, report: Report) -> list[CallView]:
    """Return the calls that were made about a report, in the order in which they were made."""
    rows = door.session.execute(
        select(Call, DutyEntry.name)
        .outerjoin(DutyEntry, DutyEntry.id == Call.entry_id)
        .where(Call.report_id == report.id)
        .order_by(Call.called_at, Call.id)
    )
    return [
        CallView(
            f"entry-{row.Call.entry_id}" if row.Call.entry_id else f"number-{row.Call.role}",
            row.Call.role,
            row.name or "",
            row.Call.called_at,
            row.Call.answer,
            door.unseal(report.key_id, "calls.note", row.Call.id, row.Call.note),
            row.Call.entered_at,
            name_of(door, row.Call.entered_by),
        )
        for row in rows
    ]
