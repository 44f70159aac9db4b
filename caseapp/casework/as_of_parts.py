"""What hung on a case at a past moment: its reports, suspects, referrals and documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import or_, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.report_reading import FORM_NUMBER
from caseapp.casework.staff import decider_name
from caseapp.records.agencies import Agency
from caseapp.records.cases import Case, CaseEvent, Deadline, Measure
from caseapp.records.children import Child
from caseapp.records.files import StoredFile
from caseapp.records.first_hours import ReceiptCorrection
from caseapp.records.proposals import Proposal
from caseapp.records.referrals import Referral, ReferralMove
from caseapp.records.reports import Answers, Incident, Report
from caseapp.records.suspects import SuspectEntry
from caseapp.rules.clocks import Standing, standing

T = TypeVar("T", bound=Any)


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
class PastDecision:
    """A decision on emergency measures that had been entered."""

    kind: str
    decided_at: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class PastReport:
    """A report of the case; `answers_at` is when the newest Mẫu 01 of then was saved."""

    code: str
    event_unit: str
    received_at: datetime
    before_use: bool
    answers_at: datetime | None
    clock: Standing | None
    incidents: list[PastIncident]
    decisions: list[PastDecision]


@dataclass(frozen=True)
class PastSuspect:
    """A suspect as they were known."""

    name: str
    relation: str
    access: str
    no_access_since: date | None
    note: str


@dataclass(frozen=True)
class PastReferral:
    """A referral with the state to which it had come."""

    code: str
    agency: str
    state: str


@dataclass(frozen=True)
class PastFile:
    """A document that had been attached and not withdrawn."""

    code: str
    description: str
    entered_at: datetime


Parts = tuple[list[PastReport], list[PastSuspect], list[PastReferral], list[PastFile]]


def parts_of(door: desk.Door, case: Case, child: Child, moment: datetime) -> Parts:
    """Return the reports, suspects, referrals and documents of a case as they stood."""
    reports = _joined(door, case, moment)
    known = _Known(door, reports, moment)
    return (
        [_report(door, each, known) for each in reports],
        [_suspect(door, child, row) for row in known.all(SuspectEntry)],
        _referrals(door, case, moment),
        _files(door, case, child, reports, moment),
    )


def _joined(door: desk.Door, case: Case, moment: datetime) -> list[Report]:
    """Return the reports that stood in the case: each joined it by a line of the timeline."""
    lines = select(CaseEvent.detail, CaseEvent.entered_at).where(
        CaseEvent.case_id == case.id, CaseEvent.kind.in_(("opened", "joined"))
    )
    joined = {row.detail: row.entered_at for row in door.session.execute(lines)}
    rows = door.session.scalars(
        select(Report).where(Report.case_id == case.id).order_by(Report.received_at)
    )
    return [
        row
        for row in rows
        if joined.get(row.code, row.entered_at) <= moment
        and (row.deleted_at is None or row.deleted_at > moment)
    ]


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


class _Known:
    """The rows of some reports that had been entered by a moment and not taken out."""

    def __init__(self, door: desk.Door, reports: Sequence[Report], moment: datetime) -> None:
        self._session = door.session
        self._ids = [report.id for report in reports]
        self._rows: dict[type[Any], list[Any]] = {}
        self.moment = moment

    def all(self, model: type[Any]) -> list[Any]:
        """Return the rows of a model."""
        if model not in self._rows:
            asked = select(model).where(model.report_id.in_(self._ids)).order_by(model.id)
            self._rows[model] = entered_by_then(self._session.scalars(asked), self.moment)
        return self._rows[model]

    def of(self, model: type[Any], report: Report) -> list[Any]:
        """Return those of one report."""
        return [row for row in self.all(model) if row.report_id == report.id]


def _report(door: desk.Door, report: Report, known: _Known) -> PastReport:
    answers = [row for row in known.of(Answers, report) if row.form == FORM_NUMBER]
    decisions = known.of(Measure, report)
    later = [
        row
        for row in known.of(ReceiptCorrection, report)
        if row.accepted and row.decided_at is not None and row.decided_at > known.moment
    ]
    return PastReport(
        code=report.code,
        event_unit=areas.label(report.event_unit_id),
        received_at=later[0].old_received_at if later else report.received_at,
        before_use=report.before_use,
        answers_at=max((row.entered_at for row in answers), default=None),
        clock=_clock(report, known, decisions, later),
        incidents=[
            _incident(door, report, row, known)
            for row in known.of(Incident, report)
            if row.abuse_types
        ],
        decisions=[
            PastDecision(
                row.kind,
                row.decided_at,
                decider_name(door, row.decided_by or row.entered_by, row.naming_id),
                door.unseal(report.key_id, "measures.reason", row.id, row.reason),
            )
            for row in decisions
        ],
    )


def _clock(
    report: Report, known: _Known, decisions: list[Measure], later: list[ReceiptCorrection]
) -> Standing | None:
    """Return how the 12 hours stood: by the receipt of then, stopped by what was entered then."""
    rows: list[Deadline] = known.of(Deadline, report)
    if not rows:
        return None
    stopped = min((row.decided_at for row in decisions), default=None)
    end = later[0].old_due_at if later else rows[0].due_at
    return standing(end, known.moment, stopped)


def _incident(door: desk.Door, report: Report, row: Incident, known: _Known) -> PastIncident:
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


def _suspect(door: desk.Door, child: Child, row: SuspectEntry) -> PastSuspect:
    return PastSuspect(
        door.unseal(child.key_id, "suspects.name", row.id, row.name),
        row.relation,
        row.access,
        row.no_access_since,
        door.unseal(child.key_id, "suspects.note", row.id, row.note),
    )


def _referrals(door: desk.Door, case: Case, moment: datetime) -> list[PastReferral]:
    moves = (
        select(ReferralMove.referral_id, ReferralMove.state)
        .join(Referral, Referral.id == ReferralMove.referral_id)
        .where(Referral.case_id == case.id, ReferralMove.entered_at <= moment)
        .order_by(ReferralMove.id)
    )
    states = {row.referral_id: row.state for row in door.session.execute(moves)}
    rows = door.session.execute(
        select(Referral, Agency.name)
        .join(Agency, Agency.id == Referral.agency_id)
        .where(Referral.case_id == case.id, Referral.entered_at <= moment)
        .order_by(Referral.id)
    )
    return [
        PastReferral(row.Referral.code, row.name, states.get(row.Referral.id, "draft"))
        for row in rows
    ]


def _files(
    door: desk.Door, case: Case, child: Child, reports: Sequence[Report], moment: datetime
) -> list[PastFile]:
    numbers = [report.id for report in reports]
    rows = door.session.scalars(
        select(StoredFile)
        .where(
            or_(StoredFile.case_id == case.id, StoredFile.report_id.in_(numbers)),
            StoredFile.entered_at <= moment,
            or_(StoredFile.withdrawn_at.is_(None), StoredFile.withdrawn_at > moment),
        )
        .order_by(StoredFile.id)
    )
    return [
        PastFile(
            row.code,
            door.unseal(child.key_id, "files.description", row.id, row.description),
            row.entered_at,
        )
        for row in rows
    ]
