"""Reports of a case as they stood on a past moment: what had been decided, done and found out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.call_reading import CallView, calls_of
from caseapp.casework.clock_stopping import click_stops, first_signature
from caseapp.casework.first_hours_reading import (
    Correction,
    Decision,
    Safety,
    decisions_of,
    first_hours_of,
)
from caseapp.casework.report_reading import FORM_NUMBER
from caseapp.records.cases import Deadline
from caseapp.records.first_hours import ReceiptCorrection
from caseapp.records.proposals import Proposal
from caseapp.records.reports import Answers, Incident, Report
from caseapp.rules.clocks import Standing, standing

T = TypeVar("T", bound=Any)
V = TypeVar("V", Decision, Safety, CallView)


@dataclass(frozen=True)
class PastIncident:
    """An incident as it was recorded; one found unfounded later was suspected still."""

    certainty: str
    abuse_types: tuple[str, ...]
    settings: tuple[str, ...]
    place: str
    occurred_on: date | None
    occurred_known: str
    stated_by: str
    ground: str
    entered_at: datetime


@dataclass(frozen=True)
class PastReport:
    """A report of the case; `answers_at` is when the newest Mẫu 01 of then was saved.

    `corrections` are those of the receipt that held.
    """

    code: str
    event_unit: str
    received_at: datetime
    before_use: bool
    answers_at: datetime | None
    clock: Standing | None
    incidents: list[PastIncident]
    decisions: list[Decision]
    safety: list[Safety]
    calls: list[CallView]
    corrections: list[Correction]


def entered_by_then(rows: Iterable[T], moment: datetime, ended: str = "deleted_at") -> list[T]:
    """Return the rows that had been entered by a moment and not ended.

    A row that does not say when it was entered is as old as what it hangs on.
    """
    return [
        row
        for row in rows
        if (getattr(row, "entered_at", None) or moment) <= moment
        and ((end := getattr(row, ended, None)) is None or end > moment)
    ]


class KnownRows:
    """The rows of some reports that had been entered by a moment, and not taken out.

    All that hangs on the reports was fetched at once.
    """

    def __init__(self, door: desk.Door, reports: Sequence[Report], moment: datetime) -> None:
        self._door = door
        self._ids = [report.id for report in reports]
        self.moment = moment

    def all(self, column: InstrumentedAttribute[Any]) -> list[Any]:
        """Return the rows that hang on any of the reports by a column, the first entered first."""
        rows = [row for number in self._ids for row in self._door.rows(column, number)]
        return entered_by_then(sorted(rows, key=attrgetter("id")), self.moment)

    def of(self, column: InstrumentedAttribute[Any], report: Report) -> list[Any]:
        """Return those of one report."""
        return entered_by_then(self._door.rows(column, report.id), self.moment)

    def told(self, views: Iterable[V]) -> list[V]:
        """Return what had been entered of what is told of a report today."""
        return [view for view in views if view.entered_at <= self.moment]


def report_as_of(door: desk.Door, report: Report, known: KnownRows) -> PastReport:
    """Return a report as it stood."""
    answers = [row for row in known.of(Answers.report_id, report) if row.form == FORM_NUMBER]
    later = [
        row
        for row in known.of(ReceiptCorrection.report_id, report)
        if row.accepted and row.decided_at is not None and row.decided_at > known.moment
    ]
    decisions = [_then(made, known.moment) for made in known.told(decisions_of(door, report))]
    hours = first_hours_of(door, report)
    return PastReport(
        code=report.code,
        event_unit=areas.label(report.event_unit_id),
        received_at=later[0].old_received_at if later else report.received_at,
        before_use=report.before_use,
        answers_at=max((row.entered_at for row in answers), default=None),
        clock=_clock(door, report, known, decisions, later),
        incidents=[
            _incident(door, report, row, known)
            for row in known.of(Incident.report_id, report)
            if row.abuse_types
        ],
        decisions=decisions,
        safety=known.told(hours.safety),
        calls=known.told(calls_of(door, report)),
        corrections=[
            row
            for row in hours.corrections
            if row.accepted and row.decided_at is not None and row.decided_at <= known.moment
        ],
    )


def _then(made: Decision, moment: datetime) -> Decision:
    """Return a decision as it stood: what settled it later had not been said."""
    how = made.spoken
    if how is None or how.settled_at is None or how.settled_at <= moment:
        return made
    waits = replace(how, outcome="", settled_at=None, settled_by="", scan="", remark="")
    signed_at = None if how.outcome == "scan" else made.signed_at
    return replace(made, spoken=waits, signed_at=signed_at)


def _clock(
    door: desk.Door,
    report: Report,
    known: KnownRows,
    decisions: list[Decision],
    later: list[ReceiptCorrection],
) -> Standing | None:
    """Return how the 12 hours stood: by the receipt of then, stopped by what was entered then.

    A decision of which the chair had said that it was not so stops nothing; where the city counts
    the signed paper alone, no decision does before that was entered.
    """
    rows: list[Deadline] = known.of(Deadline.report_id, report)
    if not rows:
        return None
    if click_stops(door, report):
        stopped = min((row.decided_at for row in decisions if not row.fell), default=None)
    else:
        stopped = first_signature(door, report, until=known.moment)
    end = later[0].old_due_at if later else rows[0].due_at
    return standing(end, known.moment, stopped)


def _incident(door: desk.Door, report: Report, row: Incident, known: KnownRows) -> PastIncident:
    verdicts = select(Proposal.decided_at).where(
        Proposal.report_id == report.id,
        Proposal.incident_id == row.id,
        Proposal.state == "agreed",
    )
    agreed = door.session.scalar(verdicts) if row.certainty == "unfounded" else None
    certainty = "suspected" if agreed is not None and agreed > known.moment else row.certainty
    return PastIncident(
        certainty,
        tuple(filter(None, row.abuse_types.split(";"))),
        tuple(filter(None, row.settings.split(";"))),
        door.unseal(report.key_id, "incidents.place", row.id, row.place),
        row.occurred_on,
        row.occurred_precision,
        row.stated_by,
        door.unseal(report.key_id, "incidents.ground", row.id, row.ground),
        row.entered_at,
    )
