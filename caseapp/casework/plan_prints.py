"""Mẫu 04 and 05 of a plan for printing: gathered under the act of printing, so the log says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from caseapp import desk
from caseapp.casework.decision_prints import child_of, insist_on_copy
from caseapp.casework.held_by import unit_of_case_at
from caseapp.casework.letterheads import Letterhead, letterhead
from caseapp.casework.papers import papers_of
from caseapp.casework.plan_reading import view_plans
from caseapp.casework.plan_views import APPROVAL, PLAN, PlanView
from caseapp.casework.printed import Printed, begin
from caseapp.casework.unserved import secrets_of
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.papers import Paper
from caseapp.rules.access import Act, Actor
from caseapp.rules.copies import Copy
from caseapp.rules.forms.registry import edition, form
from caseapp.rules.forms.spec import Form
from caseapp.rules.served import covered, served_plan
from caseapp.rules.values import local_day


@dataclass(frozen=True)
class PlanPrint:
    """A plan with its decision as they are printed, each in the edition of its own date.

    plan           with what this copy may bear of what it says
    made_at        when the decision was made that approves it; None while, or where, there is none
    plan_head, decision_head   what each paper takes from the settings of its date
    child_unit     the ward or commune of the child's home, nothing finer; empty outside the city
    """

    code: str
    unit_id: int
    copy: Copy
    plan: PlanView
    plan_form: Form
    plan_head: Letterhead
    decision_form: Form
    decision_head: Letterhead
    made_at: datetime | None
    child_name: str
    born: date | None
    birth_precision: str
    child_unit: str
    printed: Printed


def gather_plan(
    actor: Actor, code: str, number: int, *, now: datetime, paper: str, copy: Copy = Copy.SERVED
) -> PlanPrint:
    """Return what the plan of that number and its decision say; that it was printed is logged.

    `paper` is "04" or "05", for the log. A hidden name stands on it for those who decide on the
    file alone, to others as the code. Missing beyond, and for the file's own copy to whoever may
    not see where the child is.
    """
    with desk.reading(actor, Act.CASE_PRINT, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        insist_on_copy(door, case, copy)
        plan = view_plans(door, case).plan(number)
        decision = _decision(door, case, number)
        made_at = decision.decided_at if decision is not None else None
        child = child_of(door, door.session.get_one(Child, case.child_id))
        unit = unit_of_case_at(door, case, made_at or plan.submitted_at or now)
        forms = edition("04", plan.edition), _decision_form(decision, now)
        heads = _heads(door, unit, forms, (plan.submitted_at or now, made_at or now))
        return PlanPrint(
            code=case.code,
            unit_id=unit,
            copy=copy,
            plan=plan if copy is Copy.FILE else _served(door, case, plan),
            plan_form=heads[0].form(forms[0]),
            plan_head=heads[0],
            decision_form=heads[1].form(forms[1]),
            decision_head=heads[1],
            made_at=made_at,
            child_name=child.name,
            born=child.born,
            birth_precision=child.birth_precision,
            child_unit=child.unit,
            printed=begin(
                door, f"case:{case.id}", case.area_id, form=paper, number=number, copy=copy
            ),
        )


def _served(door: desk.Door, case: Case, plan: PlanView) -> PlanView:
    secrets = secrets_of(door, case)
    return replace(
        plan,
        said=served_plan(plan.said, secrets),
        assignment=covered(plan.assignment, secrets),
    )


def _heads(
    door: desk.Door, unit: int, forms: tuple[Form, Form], moments: tuple[datetime, datetime]
) -> tuple[Letterhead, Letterhead]:
    plan, decision = (
        letterhead(door, unit, local_day(moment), form)
        for form, moment in zip(forms, moments, strict=True)
    )
    return plan, decision


def _decision_form(decision: Paper | None, now: datetime) -> Form:
    return edition("05", decision.edition) if decision else _now_in_force(now)


def _decision(door: desk.Door, case: Case, number: int) -> Paper | None:
    """Return the paper that approved the plan of that number."""
    papers = papers_of(door, case, PLAN, APPROVAL)
    plan = [paper for paper in papers if paper.kind == PLAN][number - 1]
    approvals = (paper for paper in papers if paper.kind == APPROVAL)
    return next((paper for paper in approvals if paper.follows_id == plan.id), None)


def _now_in_force(now: datetime) -> Form:
    return form("05", local_day(now))
