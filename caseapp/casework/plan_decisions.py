"""What the chair says of a plan: approved with a decision, or returned with a comment."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from caseapp import desk
from caseapp.casework.case_clocks import OF_PLAN, stop_clocks
from caseapp.casework.case_lines import key_of_case, note_down
from caseapp.casework.cases import check_signing
from caseapp.casework.notices import Subject, settle, tell_officers
from caseapp.casework.papers import (
    add_paper,
    content_of,
    decide_paper,
    expect_text,
    numbered,
    papers_of,
    writers_of,
)
from caseapp.casework.plans import KIND, open_case
from caseapp.casework.standing_in import naming_used
from caseapp.records.cases import Case
from caseapp.records.papers import Paper, PlanActivity
from caseapp.rules.access import Act, Actor
from caseapp.rules.forms.form05_approval import FORM
from caseapp.rules.plan_states import IN_FORCE, PLANS, check_decider
from caseapp.rules.plans import activity_to_json, from_json
from caseapp.rules.values import RuleBroken, local_day, minute_of

APPROVAL: Final = "approval"
"""The kind of paper that approves a plan: Mẫu 05."""

_TOLD: Final = {"approve": "plan_approved", "return": "plan_returned"}


@dataclass(frozen=True)
class Verdict:
    """What the chair decides, when, and in which words; the rest stands in Mẫu 05."""

    move: str
    decided_at: datetime
    words: str = ""
    signed_at: datetime | None = None
    number: str = ""
    assignment: str = ""


def decide_plan(
    actor: Actor,
    code: str,
    number: int,
    verdict: Verdict,
    *,
    version: int,
    now: datetime,
    post: str = "",
) -> str:
    """Approve a submitted plan, or return it with a comment (Decree 56/2017, Art. 28.2).

    RuleBroken for who wrote or submitted it, for a moment before it was submitted, in the future
    or out of a deputy's term; Stale when the plan says something else than what was read.
    """
    _check(verdict, now)
    with desk.writing(actor, Act.PLAN_DECIDE, now=now, post=post, about=f"case:{code}") as door:
        case = open_case(door, code)
        paper = numbered(door, case, number, KIND)
        expect_text(door, paper, version)
        state = PLANS.next_state(paper.state, verdict.move)
        check_decider(actor.user_id, writers_of(door, paper))
        _check_order(paper, verdict.decided_at)
        paper.naming_id = naming_used(door, case.area_id, verdict.decided_at)
        paper.state, paper.signed_at = state, verdict.signed_at
        decide_paper(door, paper, verdict.words.strip())
        paper.decided_at = verdict.decided_at
        if verdict.move == "approve":
            _put_in_force(door, case, paper, verdict)
        line = f"plan_{verdict.move}"
        row = note_down(door, case, line, verdict.decided_at, verdict.words, detail=str(number))
        row.signed_at, row.naming_id = verdict.signed_at, paper.naming_id
        settle(door, case.code)
        about = Subject(case.code, case.area_id)
        cause = f"{paper.id} {door.now:%y%m%d%H%M%S}"
        tell_officers(door, _TOLD[verdict.move], about, case.officer_id, cause=cause)
        door.log(f"case:{case.id}", case.area_id, plan=paper.id, move=verdict.move)
        door.made = str(number)
        return door.made


def _check(verdict: Verdict, now: datetime) -> None:
    if verdict.move not in _TOLD:
        raise RuleBroken("Choose a decision", field="move")
    if verdict.move == "return" and not verdict.words.strip():
        raise RuleBroken("Say what is to be changed", field="words")
    if verdict.decided_at > now:
        raise RuleBroken("The moment cannot lie in the future", field="decided_at")
    check_signing(verdict.signed_at, now)


def _check_order(paper: Paper, decided_at: datetime) -> None:
    submitted = paper.submitted_at
    if submitted is not None and decided_at < minute_of(submitted):
        raise RuleBroken(
            "The decision cannot lie before the plan was submitted", field="decided_at"
        )


def _put_in_force(door: desk.Door, case: Case, paper: Paper, verdict: Verdict) -> None:
    """Let the plan take the place of the one before it, with its decision and its activities."""
    for before in papers_of(door, case, KIND):
        if before.id != paper.id and before.state == IN_FORCE:
            before.state = PLANS.next_state(before.state, "replace")
    paper.valid_from = local_day(verdict.decided_at)
    stop_clocks(door, case, *OF_PLAN, moment=verdict.decided_at)
    said = {"decision_number": verdict.number.strip(), "assignment": verdict.assignment.strip()}
    add_paper(
        door,
        case,
        APPROVAL,
        said,
        state="made",
        happened_at=verdict.decided_at,
        edition=FORM.edition.id,
        decided_at=verdict.decided_at,
        decided_by=door.actor.user_id,
        naming_id=paper.naming_id,
        signed_at=verdict.signed_at,
        follows_id=paper.id,
    )
    _add_activities(door, case, paper)


def _add_activities(door: desk.Door, case: Case, paper: Paper) -> None:
    plan, key_id, position = from_json(content_of(door, paper)), key_of_case(door, case), 0
    for goal_number, goal in enumerate(plan.goals, start=1):
        for activity in goal.activities:
            position += 1
            row = PlanActivity(
                paper_id=paper.id,
                case_id=case.id,
                area_id=case.area_id,
                goal=goal_number,
                position=position,
                level=activity.level,
                measure=activity.measure,
                due_on=activity.due_on,
                entered_at=door.now,
                entered_by=door.actor.user_id,
            )
            door.session.add(row)
            door.session.flush()
            said = json.dumps(activity_to_json(activity), ensure_ascii=False, sort_keys=True)
            row.content = door.seal(key_id, "plan_activities.content", row.id, said)
    door.session.flush()
