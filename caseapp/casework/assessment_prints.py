"""Mẫu 02, 03 and 06 for printing: gathered under the act of printing, so the log says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseapp import desk
from caseapp.casework.assessment_reading import AssessmentView, assessments_of, find_subject
from caseapp.casework.held_by import unit_at, unit_of_case_at
from caseapp.casework.hidden_names import name_shown
from caseapp.casework.letterheads import Letterhead, letterhead
from caseapp.casework.printed import Printed, begin
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import local_day


@dataclass(frozen=True)
class AssessmentPrint:
    """An assessment or review as it is printed, in the edition under which it was written.

    `unit_id` is the unit that answered for the file when it was signed off, `letterhead` the head
    of its papers on that day.
    """

    view: AssessmentView
    unit_id: int
    letterhead: Letterhead
    child_name: str
    printed: Printed


def gather_assessment(
    actor: Actor, kind: str, code: str, number: int, *, now: datetime
) -> AssessmentPrint:
    """Return what the paper of an assessment says; that it was printed is logged.

    `code` is that of the report (Mẫu 02) or the case (Mẫu 03, 06). A hidden name stands on it for
    those who decide on the file alone, to others as the code. Missing beyond.
    """
    with desk.reading(actor, Act.CASE_PRINT, now=now) as door:
        subject = find_subject(door, kind, code)
        views = [view for view in assessments_of(door, subject) if view.kind == kind]
        if not 1 <= number <= len(views):
            raise Missing(f"papers:{code},{number}")
        view = views[number - 1]
        noun = "report" if isinstance(subject, Report) else "case"
        about = f"{noun}:{subject.id}"
        unit = _unit_at(door, subject, view.signed_at or now)
        printed = begin(door, about, subject.area_id, form=view.form.number, number=number)
        return AssessmentPrint(
            view=view,
            unit_id=unit,
            letterhead=letterhead(door, unit, local_day(view.signed_at or now)),
            child_name=_name(door, subject),
            printed=printed,
        )


def _unit_at(door: desk.Door, subject: Case | Report, moment: datetime) -> int:
    if isinstance(subject, Report):
        return unit_at(door, subject, moment)
    return unit_of_case_at(door, subject, moment)


def _name(door: desk.Door, subject: Case | Report) -> str:
    child = door.session.get(Child, subject.child_id) if subject.child_id is not None else None
    if child is not None:
        return name_shown(door, child)
    return subject.child_name if isinstance(subject, Report) else ""
