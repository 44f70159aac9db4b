"""Reading the calls that were made about a report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from caseapp import desk
from caseapp.casework.staff import name_of
from caseapp.casework.tokens import token_of
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
    rows = door.rows(Call.report_id, report.id)
    rows.sort(key=attrgetter("called_at"))
    return [
        CallView(
            _key(row),
            row.role,
            _listed_as(door, row),
            row.called_at,
            row.answer,
            door.unseal(report.key_id, "calls.note", row.id, row.note),
            row.entered_at,
            name_of(door, row.entered_by),
        )
        for row in rows
    ]


def decider_key(user_id: int) -> str:
    """Return what names the line of somebody whom no list bears a number of, in a form."""
    return f"decider-{token_of('decider', user_id)}"


def _key(row: Call) -> str:
    if row.entry_id:
        return f"entry-{row.entry_id}"
    return decider_key(row.user_id) if row.user_id else f"number-{row.role}"


def _listed_as(door: desk.Door, row: Call) -> str:
    """Return the name of whom was called: in the line of the duty list, or of the account."""
    if row.user_id is not None:
        return name_of(door, row.user_id)
    entry = door.session.get(DutyEntry, row.entry_id) if row.entry_id is not None else None
    return entry.name if entry else ""
