"""Reading reports: the list of a ward, one report as its reader may see it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import func, select, tuple_

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.first_hours_reading import (
    Decision,
    FirstHours,
    decisions_of,
    first_hours_of,
)
from caseapp.casework.lone_reports import LoneView, view_lone
from caseapp.casework.staff import decider_name, name_of
from caseapp.records.cases import Case, Deadline
from caseapp.records.children import Child
from caseapp.records.reports import Answers, Incident, Report
from caseapp.rules.access import Act, Actor, may
from caseapp.rules.clocks import Standing, standing
from caseapp.rules.forms.answers import Value, restore
from caseapp.rules.forms.registry import form
from caseapp.rules.forms.spec import Form
from caseapp.rules.units import territory
from caseapp.rules.values import local_day

FORM_NUMBER: Final = "01"
PAGE: Final = 50
_DIGITS: Final = 18  # a longer number is no row's: SQLite counts up to 2^63


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


@dataclass(frozen=True)
class ReportView:
    """A report as its reader may see it; `reporter_hidden` when who told us is withheld.

    `entered_by` is the officer who received it, by full name; `answers` are those of the newest
    version, entered at `answers_entered_at`; `own` says that the reader logged it.
    """

    code: str
    unit_id: int
    event_unit: str
    elsewhere: bool
    state: str
    imported: bool
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
    ended_at: datetime | None
    ended_by: str
    ending: str
    decisions: list[Decision]
    incidents: list[IncidentView]
    first_hours: FirstHours
    lone: LoneView | None
    own: bool


def latest_answers(door: desk.Door, report: Report) -> Answers | None:
    """Return the newest saved version of a report's answers, still sealed."""
    return door.session.scalars(
        select(Answers)
        .where(Answers.report_id == report.id, Answers.form == FORM_NUMBER)
        .order_by(Answers.version.desc())
        .limit(1)
    ).first()


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
        if cursor := _cursor(after):
            statement = statement.where(tuple_(Report.received_at, Report.id) < cursor)
        rows = door.session.execute(statement).all()
        door.log("reports:list", None, rows=min(len(rows), limit))
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(
        [_line(row, now) for row in rows[:limit]],
        f"{last.received_at.isoformat()}_{last.id}" if last else "",
    )


def _cursor(text: str) -> tuple[datetime, int] | None:
    """Read where a page begins; None for an address that none of our pages wrote."""
    moment, _, number = text.rpartition("_")
    if not number.isdecimal() or len(number) > _DIGITS:
        return None
    try:
        parsed = datetime.fromisoformat(moment)
        return (parsed.astimezone(UTC), int(number)) if parsed.tzinfo else None
    except (ValueError, OverflowError):  # no moment, or one beyond the calendar's ends
        return None


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


def read_report(
    actor: Actor, code: str, *, now: datetime, act: Act = Act.REPORT_READ
) -> ReportView:
    """Return a report; who told us only to those who may see it. Missing outside the reach."""
    with desk.reading(actor, act, now=now) as door:
        report = door.find(Report, code=code, deleted_at=None)
        view = view_report(door, report)
        door.log(f"report:{report.id}", report.area_id, reporter=not view.reporter_hidden)
        return view


def view_report(door: desk.Door, report: Report) -> ReportView:
    """Gather what the reader may see of a report, inside an open door."""
    latest = latest_answers(door, report)
    spec = form(FORM_NUMBER, local_day(report.received_at))
    hidden = not may(door.actor, Act.REPORT_SEE_REPORTER, local_day(door.now), report.area_id)
    child = door.session.get(Child, report.child_id) if report.child_id else None
    case = door.session.get(Case, report.case_id) if report.case_id else None
    keeper = territory().keeper(report.event_unit_id)
    return ReportView(
        code=report.code,
        unit_id=report.area_id,
        event_unit=areas.label(report.event_unit_id),
        elsewhere=keeper != report.area_id,
        state=report.state,
        imported=report.imported,
        version=report.version,
        received_at=report.received_at,
        entered_at=report.entered_at,
        entered_by=name_of(door, report.entered_by),
        signed_at=report.signed_at,
        child_code=child.code if child else None,
        child_name=child.full_name if child else report.child_name,
        case_code=case.code if case else None,
        clock=clock_of(door, report),
        form=spec,
        answers=open_answers(door, report, latest, spec, hidden=hidden),
        answers_version=latest.version if latest else 0,
        answers_entered_at=latest.entered_at if latest else None,
        reporter_hidden=hidden,
        narrative=door.unseal(report.key_id, "reports.narrative", report.id, report.narrative),
        ended_at=report.ended_at,
        ended_by=decider_name(door, report.ended_by, report.ended_naming_id),
        ending=door.unseal(report.key_id, "reports.ending", report.id, report.ending),
        decisions=decisions_of(door, report),
        incidents=_incidents(door, report),
        first_hours=first_hours_of(door, report),
        lone=view_lone(door, report),
        own=report.entered_by is not None and report.entered_by == door.actor.user_id,
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
    row = door.session.scalars(select(Deadline).where(Deadline.report_id == report.id)).first()
    return standing(row.due_at, door.now, row.stopped_at) if row else None


def _incidents(door: desk.Door, report: Report) -> list[IncidentView]:
    rows = door.session.scalars(
        select(Incident)
        .where(Incident.report_id == report.id, Incident.deleted_at.is_(None))
        .order_by(Incident.id)
    )
    return [
        IncidentView(
            row.certainty,
            tuple(filter(None, row.abuse_types.split(";"))),
            tuple(filter(None, row.settings.split(";"))),
            row.occurred_on,
            door.unseal(report.key_id, "incidents.ground", row.id, row.ground),
            row.entered_at,
            name_of(door, row.entered_by),
        )
        for row in rows
    ]
