"""Referrals: drafted by the officer, sent by the supervisor, answered by the agency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.carrying_out import finish_referred
from caseapp.casework.case_lines import event
from caseapp.casework.disclosures import Choice, freeze, write_choice
from caseapp.casework.inbox_telling import tell_agency
from caseapp.casework.notices import Subject, settle, tell_officers
from caseapp.casework.offers import chosen_service
from caseapp.casework.referral_history import find_referral
from caseapp.casework.referral_holds import OPEN, hold_draft, insist_unheld, release
from caseapp.casework.referral_reading import WAITING
from caseapp.records import marks
from caseapp.records.agencies import Service
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.referrals import Referral, ReferralMove
from caseapp.rules.access import Act, Actor
from caseapp.rules.codes.referrals import RECORDED_WAYS
from caseapp.rules.notices import told_of_step
from caseapp.rules.referral_states import REFERRALS
from caseapp.rules.values import RuleBroken, local_day

MOVES: Final = {
    "send": Act.REFERRAL_SEND,
    "receive": Act.REFERRAL_ANSWER,
    "accept": Act.REFERRAL_ANSWER,
    "decline": Act.REFERRAL_ANSWER,
    "start": Act.REFERRAL_ANSWER,
    "complete": Act.REFERRAL_ANSWER,
    "withdraw": Act.REFERRAL_SEND,
}
"""Who may take which step; the supervisor records an answer given by telephone or on paper."""

_ANSWERS: Final = ("accept", "decline")


@dataclass(frozen=True)
class Answer:
    """What is recorded with a step: when it happened, who at the agency said so, in what words.

    `way` is how the answer came; `post` what who gave it is there; `called` the number that was
    called.
    """

    happened_at: datetime
    answered_by: str = ""
    comment: str = ""
    way: str = ""
    post: str = ""
    called: str = ""


def draft_referral(
    actor: Actor,
    case_code: str,
    *,
    service_id: int,
    reason: str,
    now: datetime,
    post: str = "",
    sharing: Choice | None = None,
) -> str:
    """Draft a referral of a case's child to an agency's service; return its code.

    What it shares is chosen with it or later: without a choice it cannot be sent.
    """
    if not reason.strip():
        raise RuleBroken("Say why the child is referred and what help is needed", field="reason")
    with desk.writing(actor, Act.REFERRAL_DRAFT, now=now, post=post) as door:
        case = door.find(Case, code=case_code, deleted_at=None)
        row = write_draft(door, case, service_id, reason.strip())
        if sharing is not None:
            write_choice(door, row, door.session.get_one(Child, case.child_id), sharing)
        door.made = row.code
        return row.code


def write_draft(door: desk.Door, case: Case, service_id: int, reason: str) -> Referral:
    """Write a draft for a case inside an open door; its reason is sealed under the child's key."""
    service = chosen_service(door, service_id, case.area_id)
    if case.state == "closed":
        raise RuleBroken("The case is closed; reopen it first")
    _refuse_second(door, case, service)
    row = _new(door, case, service)
    child = door.session.get_one(Child, case.child_id)
    row.reason = door.seal(door.key_of(child), "referrals.reason", row.id, reason)
    door.session.add(_step(door, row, "draft", door.now))
    door.session.add(event(door, case, "referral_draft", door.now, detail=row.code))
    hold_draft(door, child)
    door.log(f"referral:{row.id}", row.area_id, case=case.id)
    return row


def _new(door: desk.Door, case: Case, service: Service) -> Referral:
    row = Referral(
        code=marks.new_mark(marks.REFERRAL, local_day(door.now).year),
        area_id=case.area_id,
        child_id=case.child_id,
        case_id=case.id,
        agency_id=service.agency_id,
        service_id=service.id,
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(row)
    door.session.flush()
    return row


def _refuse_second(door: desk.Door, case: Case, service: Service) -> None:
    waiting = select(Referral.id).where(
        Referral.case_id == case.id,
        Referral.service_id == service.id,
        Referral.state.in_(WAITING),
    )
    if door.session.scalars(waiting).first() is not None:
        raise RuleBroken(
            "A referral to this service is already waiting for its answer", field="service_id"
        )


def _step(door: desk.Door, row: Referral, move: str, happened_at: datetime) -> ReferralMove:
    return ReferralMove(
        referral_id=row.id,
        area_id=row.area_id,
        move=move,
        state=row.state,
        happened_at=happened_at,
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )


def move_referral(
    actor: Actor, code: str, *, move: str, answer: Answer, now: datetime, post: str = ""
) -> None:
    """Take a step in a referral's life; the table of states says whether it is possible.

    RuleBroken for a moment in the future or before the step it answers, for a decline without a
    reason, and for an answer of which not all is said; Missing when its case was taken out.
    """
    if move not in MOVES:
        raise RuleBroken("This step does not exist", field="move")
    check_answer(move, answer, now)
    if MOVES[move] == Act.REFERRAL_ANSWER:
        check_recorded(answer)
    about = marks.subject_of(Referral.__tablename__, code)
    with desk.writing(actor, MOVES[move], now=now, post=post, about=about) as door:
        row, case = find_referral(door, code)
        child = door.session.get_one(Child, row.child_id)
        if move == "send":
            insist_unheld(door, row, child)
            freeze(door, row, child)
        key_id = door.key_of(child)
        step = take_step(door, row, move, answer, key_id)
        if case is not None:
            door.session.add(
                event(door, case, f"referral_{move}", answer.happened_at, detail=row.code)
            )
        settle(door, row.code)
        finish_referred(door, row)
        officer = case.officer_id if case is not None else row.entered_by
        subject = Subject(row.code, row.area_id)
        tell_officers(door, told_of_step(move), subject, officer, cause=step.id)
        if move == "send":
            tell_agency(door, "inbox_sent", row, cause=step.id)
        door.log(f"referral:{row.id}", row.area_id, move=move)
        door.made = row.code


def check_answer(move: str, answer: Answer, now: datetime) -> None:
    """Raise RuleBroken for a moment in the future, and for a decline without a reason."""
    if move == "decline" and not answer.comment.strip():
        raise RuleBroken("Give the agency's reason for declining", field="comment")
    if answer.happened_at > now:
        raise RuleBroken("The moment cannot lie in the future", field="happened_at")


def check_recorded(answer: Answer) -> None:
    """Raise RuleBroken unless it is known how an answer came and who gave it."""
    if answer.way not in RECORDED_WAYS:
        raise RuleBroken("Choose how the answer came", field="way")
    if not answer.answered_by.strip():
        raise RuleBroken("Enter who at the agency said so", field="answered_by")
    if not answer.post.strip():
        raise RuleBroken("Enter what this person is at the agency", field="post")
    if answer.way == "phone" and not answer.called.strip():
        raise RuleBroken("Enter the number that was called", field="called")


def take_step(
    door: desk.Door, row: Referral, move: str, answer: Answer, key_id: int | None
) -> ReferralMove:
    """Take a step inside an open door, its words sealed under the child's key; return it."""
    row.state = REFERRALS.next_state(row.state, move)
    if row.state not in OPEN:
        release(door, row, "closed")
    _date(row, move, local_day(answer.happened_at))
    step = _step(door, row, move, answer.happened_at)
    step.answered_by, step.post = answer.answered_by.strip(), answer.post.strip()
    step.way, step.called = answer.way, answer.called.strip()
    door.session.add(step)
    door.session.flush()
    if answer.comment.strip() and key_id is not None:
        step.comment = door.seal(key_id, "referral_moves.comment", step.id, answer.comment.strip())
    return step


def _date(row: Referral, move: str, day: date) -> None:
    before = row.answered_on or row.sent_on
    if before is not None and day < before:
        raise RuleBroken("The day lies before the step that came before", field="happened_at")
    if move == "send":
        row.sent_on = day
    elif move in _ANSWERS:
        row.answered_on = day
    elif move == "complete":
        row.completed_on = day
