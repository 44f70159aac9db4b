"""Mẫu 04 and 05 of a plan for printing: gathered under the act of printing, so the log says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.held_by import unit_of_case_at
from caseapp.casework.hidden_names import name_shown
from caseapp.casework.homes import home_unit
from caseapp.casework.papers import papers_of
from caseapp.casework.plan_reading import view_plans
from caseapp.casework.plan_views import APPROVAL, PLAN, PlanView
from caseapp.casework.printed import Printed, begin
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.papers import Paper
from caseapp.rules.access import Act, Actor
from caseapp.rules.forms.registry import edition, form
from caseapp.rules.forms.spec import Form
from caseapp.rules.values import local_day


@dataclass(frozen=True)
class PlanPrint:
    """A plan with its decision as they are printed, each in the edition of its own date.

    made_at     when the decision was made that approves it; None while, or where, there is none
    unit_id     the unit that answered for the case then, or when the plan was submitted
    child_unit  the ward or commune of the child's home, and nothing finer; empty outside the city
    """

    code: str
    unit_id: int
    plan: PlanView
    plan_form: Form
    decision_form: Form
    made_at: datetime | None
    child_name: str
    born: date | None
    birth_precision: str
    child_unit: str
    printed: Printed


def gather_plan(actor: Actor, code: str, number: int, *, now: datetime, paper: str) -> PlanPrint:
    """Return what the plan of that number and its decision say; that it was printed is logged.

    `paper` is "04" or "05", for the log. A hidden name stands on it for those who decide on the
    file alone, to others as the code. Missing beyond.
    """
    with desk.reading(actor, Act.CASE_PRINT, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        plan = view_plans(door, case).plan(number)
        decision = _decision(door, case, number)
        made_at = decision.decided_at if decision is not None else None
        child = door.session.get_one(Child, case.child_id)
        home = home_unit(door, child.id)
        printed = begin(door, f"case:{case.id}", case.area_id, form=paper, number=number)
        return PlanPrint(
            code=case.code,
            unit_id=unit_of_case_at(door, case, made_at or plan.submitted_at or now),
            plan=plan,
            plan_form=edition("04", plan.edition),
            decision_form=edition("05", decision.edition) if decision else _now_in_force(now),
            made_at=made_at,
            child_name=name_shown(door, child),
            born=child.date_of_birth,
            birth_precision=child.birth_precision,
            child_unit=areas.label(home) if home is not None else "",
            printed=printed,
        )


def _decision(door: desk.Door, case: Case, number: int) -> Paper | None:
    """Return the paper that approved the plan of that number."""
    papers = papers_of(door, case, PLAN, APPROVAL)
    plan = [paper for paper in papers if paper.kind == PLAN][number - 1]
    approvals = (paper for paper in papers if paper.kind == APPROVAL)
    return next((paper for paper in approvals if paper.follows_id == plan.id), None)


def _now_in_force(now: datetime) -> Form:
    return form("05", local_day(now))
