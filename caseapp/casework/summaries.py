"""The summary of a case for printing: gathered under the act of printing, so the log says so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.case_reading import CaseView, view_case
from caseapp.casework.child_people import Uncalled, rows_of, uncalled
from caseapp.casework.contacts import Contact, contacts_of
from caseapp.casework.lone_reports import LoneView, view_lone
from caseapp.casework.plan_reading import view_plans
from caseapp.casework.plan_views import PlanView
from caseapp.casework.printed import Printed, begin
from caseapp.casework.running_care import RunningCare, running_care
from caseapp.casework.unserved import secrets_of
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor
from caseapp.rules.codes.prints import HANDED_OUT, SUMMARY_SECTIONS
from caseapp.rules.values import RuleBroken


@dataclass(frozen=True)
class Summary:
    """A case as its reader may print it.

    With its plan and alternative care, as far as these hold. `sections` are those that were asked
    for, in the order of the list; `brief` when all must stand on one page.
    """

    case: CaseView
    printed: Printed
    uncalled: tuple[Uncalled, ...] = ()
    plan: PlanView | None = None
    care: RunningCare | None = None
    lone: tuple[LoneView, ...] = ()
    """The marks of its reports that one person handled alone."""
    contacts: tuple[Contact, ...] = ()
    sections: tuple[str, ...] = SUMMARY_SECTIONS.codes
    brief: bool = False
    secrets: frozenset[str] = frozenset()
    """What no text of it may say: of a print that is handed out alone."""


@dataclass(frozen=True)
class Wanted:
    """What is asked of a summary: which sections, all on one page or not, what it is for."""

    sections: Collection[str] = SUMMARY_SECTIONS.codes
    brief: bool = False
    reason: str = "file"


WHOLE: Final = Wanted()
"""All there is, for the paper file."""


def gather(actor: Actor, code: str, *, now: datetime, wanted: Wanted = WHOLE) -> Summary:
    """Return what the actor may print of a case; logged as a print, with the case's opaque id.

    Raises Denied for those who may not print any case, Missing for a case outside their units,
    RuleBroken for a section or reason that the lists do not have. For a reason for which it is
    handed out it names neither the child's place nor who takes care there, whoever prints.
    """
    if set(wanted.sections) - set(SUMMARY_SECTIONS.codes):
        raise RuleBroken("Choose sections from the list", field="sections")
    sections = tuple(each for each in SUMMARY_SECTIONS.codes if each in wanted.sections)
    with desk.reading(actor, Act.CASE_PRINT, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        part: dict[str, str | bool] = {"one_page": True} if wanted.brief else {}
        if sections != SUMMARY_SECTIONS.codes:
            part["sections"] = ",".join(sections)
        printed = begin(door, f"case:{case.id}", case.area_id, reason=wanted.reason, **part)
        child = door.session.get_one(Child, case.child_id)
        never = uncalled(rows_of(door, child))
        plan = view_plans(door, case).in_force
        view, lone = view_case(door, case), _lone(door, case)
        out = wanted.reason in HANDED_OUT
        care = running_care(door, case, view.child)
        return Summary(
            case=view,
            printed=printed,
            uncalled=tuple(never),
            plan=plan,
            care=replace(care, carer=None) if care and out else care,
            lone=lone,
            contacts=contacts_of(door, case, view.child, view.referrals, handed_out=out),
            secrets=secrets_of(door, case) if out else frozenset(),
            sections=sections,
            brief=wanted.brief,
        )


def _lone(door: desk.Door, case: Case) -> tuple[LoneView, ...]:
    """Return the marks "một người" on the reports of a case, the oldest first."""
    own = select(Report).where(Report.case_id == case.id, Report.deleted_at.is_(None))
    reports = door.session.scalars(own.order_by(Report.received_at)).all()
    return tuple(mark for report in reports if (mark := view_lone(door, report)) is not None)
