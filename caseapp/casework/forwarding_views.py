"""Forwardings as they are told: on the report's own page, and in the lists of both units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.staff import name_of
from caseapp.records.forwardings import Forwarding
from caseapp.records.reports import Report
from caseapp.rules.forwarding_states import is_late, may_be_assigned
from caseapp.rules.values import RuleBroken


@dataclass(frozen=True)
class Passing:
    """A report on its way: from whom, to whom, until when an answer is due, and the answer.

    `taken_by` is the unit that answers since then, empty while it is still the first.
    """

    code: str
    state: str
    from_unit: str
    to_unit: str
    to_unit_id: int
    sent_at: datetime
    sent_by: str
    due_at: datetime
    late: bool
    assignable: bool
    contact: str
    answered_at: datetime | None
    answered_by: str
    answer: str
    taken_by: str


def view_passing(door: desk.Door, row: Forwarding, code: str) -> Passing:
    """Return a forwarding as the readers of both units may see it."""
    taken = {"received": row.to_area_id, "assigned": row.assigned_area_id}.get(row.state)
    return Passing(
        code=code,
        state=row.state,
        from_unit=areas.label(row.from_area_id),
        to_unit=areas.label(row.to_area_id),
        to_unit_id=row.to_area_id,
        sent_at=row.entered_at,
        sent_by=name_of(door, row.entered_by),
        due_at=row.due_at,
        late=is_late(row.state, row.due_at, door.now),
        assignable=may_be_assigned(row.state, row.due_at, door.now),
        contact=_opened(door, row, "contact"),
        answered_at=row.answered_at,
        answered_by=name_of(door, row.answered_by),
        answer=_opened(door, row, "answer"),
        taken_by=areas.label(taken) if taken else "",
    )


def cell_of(row: Forwarding, cell: str) -> str:
    """Return the place to which the words of a cell are bound."""
    return f"forwardings.{cell}:{row.id}"


def seal_words(door: desk.Door, row: Forwarding, cell: str, words: str) -> bytes | None:
    """Seal words about passing a report on; they belong to no child."""
    text = words.strip()
    return door.place.vault.seal_own(cell_of(row, cell), text) if text else None


def _opened(door: desk.Door, row: Forwarding, cell: str) -> str:
    blob: bytes | None = getattr(row, cell)
    return door.place.vault.unseal_own(cell_of(row, cell), blob) if blob else ""


def last_passing(door: desk.Door, report: Report) -> Passing | None:
    """Return the newest forwarding of a report; one that was withdrawn tells nothing any more."""
    row = newest(door, report)
    if row is None or row.state == "withdrawn":
        return None
    return view_passing(door, row, report.code)


def newest(door: desk.Door, report: Report, *states: str) -> Forwarding | None:
    """Return a report's newest forwarding, of some states when they are named."""
    asked = select(Forwarding).where(Forwarding.report_id == report.id)
    if states:
        asked = asked.where(Forwarding.state.in_(states))
    return door.session.scalars(asked.order_by(Forwarding.id.desc()).limit(1)).first()


def insist_on_holding(door: desk.Door, report: Report) -> None:
    """Raise RuleBroken while the report waits to be received by another unit."""
    if newest(door, report, "waiting") is not None:
        raise RuleBroken(
            "This report is being forwarded: wait for the answer, or withdraw it first"
        )
