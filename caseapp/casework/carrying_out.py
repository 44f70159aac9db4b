"""Carrying a plan out: activities done or dropped, and referrals that carry one out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Select, and_, select

from caseapp import desk
from caseapp.casework.case_lines import event, key_of_case
from caseapp.casework.child_days import insist_past
from caseapp.casework.notices import end
from caseapp.casework.papers import numbered
from caseapp.casework.plans import KIND, open_case
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.papers import Paper, PlanActivity
from caseapp.records.referrals import Referral
from caseapp.rules.access import Act, Actor
from caseapp.rules.plan_states import ACTIVITIES, IN_FORCE
from caseapp.rules.values import RuleBroken, local_day, msgid

OVERDUE: Final = "activity_overdue"
_NEED: Final = {
    "do": msgid("Say what came of it"),
    "drop": msgid("Say why it is not carried out"),
    "resume": msgid("Say why it is to be done once more"),
}


@dataclass(frozen=True)
class Outcome:
    """What became of an activity: the step, the day it was done, what came of it or why not."""

    move: str
    words: str
    done_on: date | None = None


def settle_activity(
    actor: Actor,
    code: str,
    number: int,
    place: int,
    outcome: Outcome,
    *,
    version: int,
    now: datetime,
    post: str = "",
) -> None:
    """Record that an activity of the plan in force was done, dropped, or is to be done once more.

    RuleBroken without words, for a day in the future or before the plan was approved; Stale when
    somebody settled it meanwhile.
    """
    if outcome.move not in _NEED:
        raise RuleBroken("Choose what became of it", field="move")
    if not outcome.words.strip():
        raise RuleBroken(_NEED[outcome.move], field="words")
    with desk.writing(actor, Act.CASE_EDIT, now=now, post=post) as door:
        case, paper, row = _found(door, code, number, place)
        door.expect_version(row, version)
        row.state = ACTIVITIES.next_state(row.state, outcome.move)
        row.done_on = _day_done(outcome, paper, now) if outcome.move == "do" else None
        _keep(door, case, row, outcome.words)
        door.session.add(event(door, case, f"activity_{outcome.move}", now, detail=str(place)))
        end_if_done(door, case)
        door.log(f"case:{case.id}", case.area_id, activity=row.id, move=outcome.move)
        door.made = str(number)


def _found(door: desk.Door, code: str, number: int, place: int) -> tuple[Case, Paper, PlanActivity]:
    """Return an activity with its plan and case; RuleBroken when the plan is not in force."""
    case = open_case(door, code)
    paper = numbered(door, case, number, KIND)
    row = door.find(PlanActivity, paper_id=paper.id, position=place)
    if paper.state != IN_FORCE:
        raise RuleBroken("This plan is not carried out: another one may have replaced it")
    return case, paper, row


def _day_done(outcome: Outcome, paper: Paper, now: datetime) -> date:
    done_on = outcome.done_on
    if done_on is None:
        raise RuleBroken("Enter the day on which it was done", field="done_on")
    insist_past(done_on, now, "done_on")
    if paper.valid_from is not None and done_on < paper.valid_from:
        raise RuleBroken("The day cannot lie before the plan was approved", field="done_on")
    return done_on


def _keep(door: desk.Door, case: Case, row: PlanActivity, words: str) -> None:
    planned = row.state == ACTIVITIES.initial
    row.settled_at = None if planned else door.now
    row.settled_by = None if planned else door.actor.user_id
    sealed = door.seal(key_of_case(door, case), "plan_activities.result", row.id, words.strip())
    row.result = sealed


def tie_referral(
    actor: Actor,
    code: str,
    number: int,
    place: int,
    referral: str,
    *,
    now: datetime,
    post: str = "",
) -> None:
    """Let a referral of the case carry an activity out, or none any more ('').

    One that is completed already marks the activity done at once.
    """
    with desk.writing(actor, Act.CASE_EDIT, now=now, post=post) as door:
        case, _, row = _found(door, code, number, place)
        found = None
        if referral:
            asked = select(Referral).where(Referral.code == referral, Referral.case_id == case.id)
            found = door.session.scalars(asked).first()
            if found is None or found.state in {"declined", "withdrawn"}:
                raise RuleBroken("Choose a referral of this case", field="referral")
        row.referral_id = found.id if found else None
        door.session.flush()
        if found is not None:
            finish_referred(door, found)
        door.log(f"case:{case.id}", case.area_id, activity=row.id, referral=row.referral_id)
        door.made = str(number)


def finish_referred(door: desk.Door, referral: Referral | None = None) -> int:
    """Mark the activities done whose referral is completed: of one referral, or of all.

    Called in the step that completes one. An agency that completes it itself reaches no plan, so
    the worker's round does the same for all. Returns how many.
    """
    asked = (
        select(PlanActivity, Referral, Case)
        .join(Referral, Referral.id == PlanActivity.referral_id)
        .join(Case, Case.id == PlanActivity.case_id)
        .join(Paper, Paper.id == PlanActivity.paper_id)
        .where(
            PlanActivity.state == "planned",
            Referral.state == "completed",
            Paper.state == IN_FORCE,
            Case.deleted_at.is_(None),
        )
    )
    if referral is not None:
        asked = asked.where(Referral.id == referral.id)
    found = door.session.execute(asked).all()
    for row, done, case in found:
        row.state = ACTIVITIES.next_state(row.state, "do")
        row.done_on = done.completed_on or local_day(door.now)
        _keep(door, case, row, done.code)
        door.session.add(event(door, case, "activity_do", door.now, detail=str(row.position)))
        end_if_done(door, case)
    return len(found)


def end_if_done(door: desk.Door, case: Case) -> None:
    """End what was told of overdue activities once none of the case is overdue."""
    door.session.flush()
    late = overdue(local_day(door.now)).where(Case.id == case.id)
    if door.session.execute(late).first() is None:
        end(door, case.code, [OVERDUE])


def overdue(today: date) -> Select[Any]:
    """Return what asks for the cases with overdue activities: those whose day has passed.

    Rows, one an activity: code, about (the child's name), area_id, officer_id, due_on.
    """
    return (
        select(
            Case.code,
            Child.full_name.label("about"),
            Case.area_id,
            Case.officer_id,
            PlanActivity.due_on,
        )
        .join(Case, and_(Case.id == PlanActivity.case_id, Case.area_id == PlanActivity.area_id))
        .join(Paper, Paper.id == PlanActivity.paper_id)
        .join(Child, Child.id == Case.child_id)
        .where(
            PlanActivity.state == "planned",
            PlanActivity.due_on < today,
            Paper.state == IN_FORCE,
            Case.state != "closed",
            Case.deleted_at.is_(None),
        )
        .order_by(PlanActivity.due_on)
    )
