"""Reading one report as its reader may see it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from operator import attrgetter
from typing import Final

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.assessment_reading import AssessmentView, assessments_of
from caseapp.casework.call_reading import CallView, calls_of
from caseapp.casework.entrusting import Instead, instead_of
from caseapp.casework.first_hours_reading import (
    Decision,
    FirstHours,
    decisions_of,
    first_hours_of,
    own_target,
)
from caseapp.casework.forwarding_views import Passing, last_passing
from caseapp.casework.hidden_names import without_name
from caseapp.casework.lone_reports import LoneView, view_lone
from caseapp.casework.proposal_views import ProposalView, views_of
from caseapp.casework.report_links import LinkedReport, linked_reports
from caseapp.casework.staff import decider_name, name_of
from caseapp.casework.suspects import Suspect, read_suspect
from caseapp.records.calls import Call
from caseapp.records.cases import Case, Deadline, Measure
from caseapp.records.children import Child
from caseapp.records.files import StoredFile
from caseapp.records.first_hours import ReceiptCorrection, SafetyStep, SpokenDecision
from caseapp.records.reports import Answers, Incident, Report
from caseapp.records.suspects import SuspectEntry
from caseapp.rules.access import Act, Actor, may
from caseapp.rules.clocks import Standing, standing
from caseapp.rules.first_hours import Target
from caseapp.rules.forms.answers import Value, restore
from caseapp.rules.forms.registry import form
from caseapp.rules.forms.spec import Form
from caseapp.rules.units import territory
from caseapp.rules.values import local_day

FORM_NUMBER: Final = "01"


@dataclass(frozen=True)
class IncidentView:
    """What is said to have happened, how certain it is, who says so and why."""

    certainty: str
    abuse_types: tuple[str, ...]
    settings: tuple[str, ...]
    occurred_on: date | None
    ground: str
    entered_at: datetime
    entered_by: str
    number: int = 0
    occurred_known: str = ""
    stated_by: str = ""
    place: str = ""


@dataclass(frozen=True)
class Ended:
    """How a report ended without a case: when, by whose word, and why."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class ToldReport:
    """What a report tells, for its own page and that of its case, as its reader may see it.

    `reporter_hidden` when who told us is withheld; `entered_by` is the officer who received it, by
    full name; `answers` are those of the newest version, entered at `answers_entered_at`.
    """

    code: str
    unit_id: int
    event_unit: str
    elsewhere: bool
    state: str
    imported: bool
    before_use: bool
    version: int
    received_at: datetime
    entered_at: datetime
    entered_by: str
    signed_at: datetime | None
    child_code: str | None
    child_name: str
    case_code: str | None
    clock: Standing | None
    form: Form
    answers: dict[str, Value]
    answers_version: int
    answers_entered_at: datetime | None
    reporter_hidden: bool
    narrative: str
    ended: Ended | None
    decisions: list[Decision]
    incidents: list[IncidentView]
    calls: list[CallView]
    first_hours: FirstHours


@dataclass(frozen=True)
class ReportView(ToldReport):
    """A report with all that may be done about it; `own` says that the reader logged it."""

    lone: LoneView | None
    own: bool
    target: Target | None
    passing: Passing | None
    proposals: list[ProposalView]
    suspect: Suspect
    instead: Instead
    linked: list[LinkedReport]
    assessments: list[AssessmentView] = field(default_factory=list)


def latest_answers(door: desk.Door, report: Report) -> Answers | None:
    """Return the newest saved version of a report's answers, still sealed."""
    saved = door.rows(Answers.report_id, report.id)
    own = [row for row in saved if row.form == FORM_NUMBER]
    return max(own, key=attrgetter("version"), default=None)


def read_report(
    actor: Actor, code: str, *, now: datetime, act: Act = Act.REPORT_READ
) -> ReportView:
    """Return a report; who told us only to those who may see it. Missing outside the reach.

    Alone it comes with its assessments; those of a case are read for all its reports at once.
    """
    with desk.reading(actor, act, now=now) as door:
        report = door.find(Report, code=code, deleted_at=None)
        view = replace(view_report(door, report), assessments=assessments_of(door, report))
        door.log(f"report:{report.id}", report.area_id, reporter=not view.reporter_hidden)
        return view


def view_report(door: desk.Door, report: Report) -> ReportView:
    """Gather what the reader may see of a report, inside an open door."""
    told = tell_report(door, report)
    return ReportView(
        **{each.name: getattr(told, each.name) for each in fields(told)},
        lone=view_lone(door, report),
        own=door.actor.user_id in {report.entered_by} - {None},
        target=own_target(door, report),
        passing=last_passing(door, report),
        proposals=views_of(door, report),
        suspect=read_suspect(door, report),
        instead=instead_of(door, report),
        linked=linked_reports(door, report),
    )


def tell_report(door: desk.Door, report: Report) -> ToldReport:
    """Gather what a report tells; for several at once fetch what hangs on them (`OF_REPORT`)."""
    latest, hidden = latest_answers(door, report), _hides_reporter(door, report)
    child = door.session.get(Child, report.child_id) if report.child_id else None
    return ToldReport(
        code=report.code,
        unit_id=report.area_id,
        event_unit=areas.label(report.event_unit_id),
        elsewhere=territory().keeper(report.event_unit_id) != report.area_id,
        state=report.state,
        imported=report.imported,
        before_use=report.before_use,
        version=report.version,
        received_at=report.received_at,
        entered_at=report.entered_at,
        entered_by=name_of(door, report.entered_by),
        signed_at=report.signed_at,
        child_code=child.code if child else None,
        child_name=child.full_name if child else report.child_name,
        case_code=_case_code(door, report),
        clock=clock_of(door, report),
        form=_form_of(report),
        answers=without_name(door, child, _told(door, report, latest, hidden=hidden)),
        answers_version=latest.version if latest else 0,
        answers_entered_at=latest.entered_at if latest else None,
        reporter_hidden=hidden,
        narrative=door.unseal(report.key_id, "reports.narrative", report.id, report.narrative),
        ended=_ended(door, report),
        decisions=decisions_of(door, report),
        incidents=_incidents(door, report),
        calls=calls_of(door, report),
        first_hours=first_hours_of(door, report),
    )


OF_REPORT: Final = (
    Answers.report_id,
    Call.report_id,
    Deadline.report_id,
    Incident.report_id,
    Measure.report_id,
    ReceiptCorrection.report_id,
    SafetyStep.report_id,
    SpokenDecision.report_id,
    StoredFile.report_id,
    SuspectEntry.report_id,
)
"""By these columns hangs on a report whatever it tells."""


def _form_of(report: Report) -> Form:
    return form(FORM_NUMBER, local_day(report.received_at))


def _told(
    door: desk.Door, report: Report, saved: Answers | None, *, hidden: bool
) -> dict[str, Value]:
    return open_answers(door, report, saved, _form_of(report), hidden=hidden)


def _case_code(door: desk.Door, report: Report) -> str | None:
    case = door.session.get(Case, report.case_id) if report.case_id else None
    return case.code if case else None


def _hides_reporter(door: desk.Door, report: Report) -> bool:
    return not may(door.actor, Act.REPORT_SEE_REPORTER, local_day(door.now), report.area_id)


def _ended(door: desk.Door, report: Report) -> Ended | None:
    if report.ended_at is None:
        return None
    return Ended(
        report.ended_at,
        decider_name(door, report.ended_by, report.ended_naming_id),
        door.unseal(report.key_id, "reports.ending", report.id, report.ending),
    )


def open_answers(
    door: desk.Door, report: Report, saved: Answers | None, spec: Form, *, hidden: bool
) -> dict[str, Value]:
    """Open a saved version of the answers, without who told us where that is hidden."""
    if saved is None:
        return {}
    text = door.unseal(report.key_id, "answers.sealed_answers", saved.id, saved.sealed_answers)
    answers = restore(spec, json.loads(text)) if text else {}
    if hidden:
        return {k: v for k, v in answers.items() if not spec.field(k).restricted}
    return answers


def clock_of(door: desk.Door, report: Report) -> Standing | None:
    """Return how the report's 12 hours stand now; None for history that runs no clock."""
    rows = door.rows(Deadline.report_id, report.id)
    return standing(rows[0].due_at, door.now, rows[0].stopped_at) if rows else None


def _incidents(door: desk.Door, report: Report) -> list[IncidentView]:
    rows = enumerate(door.rows(Incident.report_id, report.id), 1)
    return [
        IncidentView(
            row.certainty,
            tuple(filter(None, row.abuse_types.split(";"))),
            tuple(filter(None, row.settings.split(";"))),
            row.occurred_on,
            door.unseal(report.key_id, "incidents.ground", row.id, row.ground),
            row.entered_at,
            name_of(door, row.entered_by),
            place,
            row.occurred_precision,
            row.stated_by,
            door.unseal(report.key_id, "incidents.place", row.id, row.place),
        )
        for place, row in rows
        if row.deleted_at is None
    ]
