"""A report or case as those who assess it see it: whose it is, its clock, what stands there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from caseapp import desk
from caseapp.casework.assessment_reading import (
    Alarm,
    AssessmentView,
    alarm_of,
    assessments_of,
    find_subject,
    newest,
)
from caseapp.casework.measure_papers import SEPARATION
from caseapp.casework.report_reading import clock_of
from caseapp.records.cases import Case, Measure
from caseapp.records.children import Child
from caseapp.records.papers import Paper
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor
from caseapp.rules.assessment_states import DETAILED, INITIAL, KINDS
from caseapp.rules.clocks import Standing
from caseapp.rules.measure_states import HELD

READS: Final = {kind: Act.REPORT_READ if kind == INITIAL else Act.CASE_READ for kind in KINDS}
"""By which act each kind is read: an initial assessment stands on a report."""


@dataclass(frozen=True)
class Assessed:
    """What is assessed; `own`: the reader logged it; `clock`: of a report's 12 hours.

    `decided` are the decisions on emergency measures and separations so far, `clocks` the 12 hours
    of all reports.
    """

    kind: str
    code: str
    unit_id: int
    child_name: str
    own: bool
    is_open: bool
    clock: Standing | None
    assessments: list[AssessmentView]
    decided: list[datetime]
    clocks: list[Standing | None]

    def alarm(self, view: AssessmentView) -> Alarm | None:
        """Return what one of them calls for by itself, until it is decided on."""
        return alarm_of([view], self.decided, self.clocks)

    def numbered(self, number: int) -> AssessmentView | None:
        """Return the assessment of this kind with that number, None beyond."""
        mine = self.of_kind()
        return mine[number - 1] if 1 <= number <= len(mine) else None

    def of_kind(self) -> list[AssessmentView]:
        """Return those of the kind that was asked for, the oldest first."""
        return [view for view in self.assessments if view.kind == self.kind]


def read_assessed(actor: Actor, kind: str, code: str, *, now: datetime) -> Assessed:
    """Return what an assessment of this kind is about, with all of them; Missing beyond."""
    with desk.reading(actor, READS[kind], now=now) as door:
        subject = find_subject(door, kind, code)
        named = "report" if kind == INITIAL else "case"
        views = assessments_of(door, subject)
        reports = _reports(door, subject)
        door.log(f"{named}:{subject.id}", subject.area_id, papers=len(views))
        return Assessed(
            kind=kind,
            code=code,
            unit_id=subject.area_id,
            child_name=_name(door, subject),
            own=_is_own(door, subject),
            is_open=_is_open(subject),
            clock=clock_of(door, subject) if isinstance(subject, Report) else None,
            assessments=views,
            decided=_decided(door, subject, reports),
            clocks=[clock_of(door, report) for report in reports],
        )


def _reports(door: desk.Door, subject: Case | Report) -> list[Report]:
    if isinstance(subject, Report):
        return [subject]
    return list(door.rows(Report.case_id, subject.id))


def _decided(door: desk.Door, subject: Case | Report, reports: list[Report]) -> list[datetime]:
    """Return when emergency measures were decided on, and separations."""
    rows = [row for report in reports for row in door.rows(Measure.report_id, report.id)]
    papers = door.rows(Paper.case_id, subject.id) if isinstance(subject, Case) else []
    parted = [row.happened_at for row in papers if row.kind == SEPARATION and row.state in HELD]
    return [*(row.decided_at for row in rows), *parted]


def _name(door: desk.Door, subject: Case | Report) -> str:
    child = door.session.get(Child, subject.child_id) if subject.child_id is not None else None
    if child is not None:
        return child.full_name
    return subject.child_name if isinstance(subject, Report) else ""


def _is_own(door: desk.Door, subject: Case | Report) -> bool:
    return subject.entered_by is not None and subject.entered_by == door.actor.user_id


def _is_open(subject: Case | Report) -> bool:
    return subject.state != "ended" if isinstance(subject, Report) else subject.state == "open"


def last_assessment(actor: Actor, code: str, *, now: datetime) -> AssessmentView | None:
    """Return the last assessment of a case or its reports: what the child said stands there."""
    return newest(read_assessed(actor, DETAILED, code, now=now).assessments)
