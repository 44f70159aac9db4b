"""The summary of a case for printing: gathered under the act of printing, so the log says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.case_reading import CaseView, view_case
from caseapp.casework.child_people import Uncalled, rows_of, uncalled
from caseapp.casework.lone_reports import LoneView, view_lone
from caseapp.casework.plan_reading import view_plans
from caseapp.casework.plan_views import PlanView
from caseapp.casework.printed import Printed, begin
from caseapp.casework.running_care import RunningCare, running_care
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor


@dataclass(frozen=True)
class Summary:
    """A case as its reader may print it.

    With its plan and alternative care, as far as these hold.
    """

    case: CaseView
    printed: Printed
    uncalled: tuple[Uncalled, ...] = ()
    plan: PlanView | None = None
    care: RunningCare | None = None
    lone: tuple[LoneView, ...] = ()
    """The marks of its reports that one person handled alone."""


def gather(actor: Actor, code: str, *, now: datetime, reason: str = "") -> Summary:
    """Return what the actor may print of a case; logged as a print, with the case's opaque id.

    Raises Denied for those who may not print any case, Missing for a case outside their units.
    """
    with desk.reading(actor, Act.CASE_PRINT, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        printed = begin(door, f"case:{case.id}", case.area_id, reason=reason)
        child = door.session.get_one(Child, case.child_id)
        never = uncalled(rows_of(door, child))
        plan = view_plans(door, case).in_force
        view, lone = view_case(door, case), _lone(door, case)
        care = running_care(door, case, view.child)
        return Summary(view, printed, tuple(never), plan, care, lone)


def _lone(door: desk.Door, case: Case) -> tuple[LoneView, ...]:
    """Return the marks "một người" on the reports of a case, the oldest first."""
    own = select(Report).where(Report.case_id == case.id, Report.deleted_at.is_(None))
    reports = door.session.scalars(own.order_by(Report.received_at)).all()
    return tuple(mark for report in reports if (mark := view_lone(door, report)) is not None)
