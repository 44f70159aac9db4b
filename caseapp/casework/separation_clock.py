"""The clocks that a separation starts and stops: its 15 days, and the 12 hours of reports."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.case_clocks import (
    clocks_of,
    hold_plan_clocks,
    start_clock,
    stop_clocks,
)
from caseapp.casework.clock_stopping import stop_clock
from caseapp.casework.notices import end
from caseapp.records.cases import Case, Deadline, Measure
from caseapp.records.papers import Paper
from caseapp.records.reports import Report
from caseapp.rules.clocks import SEPARATION
from caseapp.rules.notice_kinds.measures import ON_TIME


def start_separation(
    door: desk.Door, case: Case, paper: Paper, words: str, signed_at: datetime | None
) -> None:
    """Start the 15 days; where the 12 hours of a report run still, this is their decision.

    Decree 56/2017, Art. 26.3 and 32: an emergency measure or a separation, within 12 hours.
    """
    start_clock(door, case, SEPARATION.name, paper.happened_at, paper=paper)
    hold_plan_clocks(door, case)
    running = (
        select(Report)
        .join(Deadline, Deadline.report_id == Report.id)
        .where(Report.case_id == case.id, Report.deleted_at.is_(None))
        .where(Deadline.stopped_at.is_(None), Report.received_at <= paper.happened_at)
        .order_by(Report.id)
    )
    for report in door.session.scalars(running).all():
        row = Measure(
            report_id=report.id,
            area_id=report.area_id,
            kind="emergency",
            decided_at=paper.happened_at,
            decided_by=door.actor.user_id,
            signed_at=signed_at,
            entered_at=door.now,
            entered_by=door.actor.user_id,
        )
        door.session.add(row)
        door.session.flush()
        row.reason = door.seal(door.key_of(report), "measures.reason", row.id, words)
        stop_clock(door, report, paper.happened_at)
        end(door, report.code, ["report_logged", "clock_soon", "clock_late", "called_out"])


def settle_separation(door: desk.Door, case: Case) -> None:
    """End what was told of how long it has lasted: a document says now what follows."""
    end(door, case.code, ON_TIME)


def stop_separation(door: desk.Door, case: Case, paper: Paper, moment: datetime) -> None:
    """Stop the 15 days at the moment of the document that they wait for."""
    stop_clocks(door, case, SEPARATION.name, moment=moment, paper=paper)
    settle_separation(door, case)


def run_on_separation(door: desk.Door, case: Case, paper: Paper) -> None:
    """Let the 15 days count on as if they never stood: the document was rejected."""
    for row in clocks_of(door, case, SEPARATION.name):
        if row.paper_id == paper.id:
            row.stopped_at, row.outcome = None, ""
    end(door, case.code, ON_TIME, anew=True)
