"""Plans of a case: drafted and submitted by the officer, taken back, given up."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from caseapp import desk
from caseapp.casework.case_clocks import clocks_of, stop_clocks
from caseapp.casework.case_lines import event
from caseapp.casework.notices import Subject, settle, tell
from caseapp.casework.papers import (
    add_paper,
    content_of,
    expect_text,
    numbered,
    papers_of,
    save_text,
)
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.papers import Paper
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.forms.answers import Fault
from caseapp.rules.forms.form04_plan import FORM
from caseapp.rules.plan_states import IN_FORCE, OPEN, PLANS
from caseapp.rules.plans import Plan, from_json, lacking, tidied, to_json, unsound
from caseapp.rules.values import RuleBroken, earliest_birth, local_day

KIND: Final = "plan"
SUBMISSION: Final = "plan_submission"

MOVES: Final = {
    "submit": Act.PLAN_SUBMIT,
    "take_back": Act.PLAN_SUBMIT,
    "withdraw": Act.PLAN_SUBMIT,
}
"""Steps of the officer, and the act that each is; the chair's are in plan_decisions."""


def draft_plan(actor: Actor, code: str, plan: Plan, *, now: datetime, post: str = "") -> str:
    """Draft a plan of a case; return its number in the case.

    RuleBroken while another one is being prepared, in a closed case, and for days that cannot be.
    """
    with desk.writing(actor, Act.CASE_EDIT, now=now, post=post) as door:
        case = open_case(door, code)
        before = papers_of(door, case, KIND)
        if any(paper.state in OPEN for paper in before):
            raise RuleBroken("A plan is being prepared already: go on with that one")
        refuse(unsound(plan, local_day(now), _born(door, case)))
        follows = [paper.id for paper in before if paper.state == IN_FORCE]
        paper = add_paper(
            door,
            case,
            KIND,
            to_json(tidied(plan)),
            state=PLANS.initial,
            happened_at=now,
            edition=FORM.edition.id,
            follows_id=follows[-1] if follows else None,
        )
        door.log(f"case:{case.id}", case.area_id, plan=paper.id)
        door.made = str(len(before) + 1)
        return door.made


def save_plan(
    actor: Actor, code: str, number: int, plan: Plan, *, version: int, now: datetime, post: str = ""
) -> str:
    """Save what a draft, or a returned plan, says now; what it said before stays.

    Stale when somebody saved it since the version that the form was filled from.
    """
    with desk.writing(actor, Act.CASE_EDIT, now=now, post=post) as door:
        case = open_case(door, code)
        paper = numbered(door, case, number, KIND)
        expect_text(door, paper, version)
        paper.state = PLANS.next_state(paper.state, "revise")
        refuse(unsound(plan, local_day(now), _born(door, case)))
        save_text(door, paper, to_json(tidied(plan)))
        paper.happened_at = now
        door.log(f"case:{case.id}", case.area_id, plan=paper.id)
        door.made = str(number)
        return door.made


def move_plan(
    actor: Actor, code: str, number: int, *, move: str, version: int, now: datetime, post: str = ""
) -> str:
    """Submit a plan to the chair, take it back, or give it up (Decree 56/2017, Art. 28.1).

    RuleBroken, at the field of its row, for what a plan lacks before it is submitted; Stale as in
    `save_plan`.
    """
    if move not in MOVES:
        raise RuleBroken("This step does not exist", field="move")
    with desk.writing(actor, MOVES[move], now=now, post=post, about=f"case:{code}") as door:
        case = open_case(door, code)
        paper = numbered(door, case, number, KIND)
        expect_text(door, paper, version)
        paper.state = PLANS.next_state(paper.state, move)
        settle(door, case.code)
        if move == "submit":
            _submit(door, case, paper)
        elif move == "take_back":
            _run_on(door, case, paper)
        door.session.add(event(door, case, f"plan_{move}", now, detail=str(number)))
        door.log(f"case:{case.id}", case.area_id, plan=paper.id, move=move)
        door.made = str(number)
        return door.made


def _submit(door: desk.Door, case: Case, paper: Paper) -> None:
    plan = from_json(content_of(door, paper))
    refuse([*lacking(plan), *unsound(plan, local_day(door.now))])
    paper.submitted_at, paper.submitted_by = door.now, door.actor.user_id
    stop_clocks(door, case, SUBMISSION, moment=door.now)
    about = Subject(case.code, case.area_id)
    tell(door, "plan_submitted", about, to=Role.CHAIR, cause=f"{paper.id} {door.now:%y%m%d%H%M%S}")


def _run_on(door: desk.Door, case: Case, paper: Paper) -> None:
    """Let the limit run on that the submission had stopped: nothing is submitted any more."""
    for row in clocks_of(door, case, SUBMISSION):
        if row.outcome == "done" and row.stopped_at == paper.submitted_at:
            row.stopped_at, row.outcome = None, ""
    paper.submitted_at, paper.submitted_by = None, None
    door.session.flush()


def open_case(door: desk.Door, code: str) -> Case:
    """Return a case in which something may still be written; RuleBroken when it is closed."""
    case = door.find(Case, code=code, deleted_at=None)
    if case.state == "closed":
        raise RuleBroken("The case is closed; reopen it first")
    return case


def _born(door: desk.Door, case: Case) -> date:
    """Return the first day on which the child of the case may have been there."""
    child = door.session.get_one(Child, case.child_id)
    born = child.date_of_birth
    return date.min if born is None else earliest_birth(born, child.birth_precision)


def refuse(faults: list[Fault]) -> None:
    """Raise RuleBroken for the first of the faults; pages show all of them."""
    for fault in faults:
        raise RuleBroken(fault.message, field=fault.field)
