"""Cases: their level, notes and states; each step is a dated line of the timeline."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from caseapp import desk
from caseapp.casework.case_clocks import OF_PLAN, stop_clocks
from caseapp.casework.case_lines import note_down
from caseapp.casework.child_days import insist_born
from caseapp.casework.notices import Subject, settle, tell_officers
from caseapp.casework.proposing import add_proposal, decide
from caseapp.casework.reviewing import insist_on_review, insist_on_settled
from caseapp.casework.standing_in import naming_used
from caseapp.casework.visits import end_if_seen
from caseapp.records import marks
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.proposals import Proposal
from caseapp.rules.access import Act, Actor
from caseapp.rules.case_states import CASES
from caseapp.rules.codes.cases import RISK_LEVELS
from caseapp.rules.codes.plans import SIGHTS
from caseapp.rules.values import RuleBroken, local_day
from caseapp.rules.visits import MEETINGS, UNSAID, Seen

NOTES: Final = ("note", "contact", "visit")
"""Kinds of lines that an officer writes by hand."""

MOVES: Final = {
    "propose_closing": Act.CASE_PROPOSE_CLOSING,
    "return_closing": Act.CASE_CLOSE,
    "close": Act.CASE_CLOSE,
    "reopen": Act.CASE_CLOSE,
}
"""Who may take which step: one person proposes, another decides."""


_SAID: Final = {
    "return_closing": "closing_returned",
    "close": "case_closed",
    "reopen": "case_reopened",
}
"""The notice of each step that the chair takes."""


def _say(door: desk.Door, case: Case, move: str, step: int) -> None:
    """Propose the closing, or decide on it; tell whose turn it is then."""
    if move == "propose_closing":
        add_proposal(door, case, "closing", "", step=step)
        return
    if move in {"close", "return_closing"}:
        row = door.find(Proposal, case_id=case.id, kind="closing", state="proposed")
        decide(door, row, case, agree=move == "close")
    tell_officers(door, _SAID[move], Subject(case.code, case.area_id), case.officer_id, cause=step)


def check_signing(signed_at: datetime | None, now: datetime) -> None:
    """Raise RuleBroken for a paper that is said to be signed on a day to come."""
    if signed_at is not None and signed_at > now:
        raise RuleBroken(
            "The paper cannot have been signed on a day to come: enter the day it was, or leave "
            "it empty",
            field="signed_on",
        )


def _past(moment: datetime, now: datetime, field: str) -> None:
    if moment > now:
        raise RuleBroken("The moment cannot lie in the future", field=field)


def set_level(
    actor: Actor, code: str, *, level: str, reason: str, version: int, now: datetime
) -> None:
    """Record the officer's judgement of the risk, with its reason; nothing is decided for them."""
    if level not in RISK_LEVELS:
        raise RuleBroken("Choose a level of risk", field="level")
    if not reason.strip():
        raise RuleBroken("Give the reason for the level", field="reason")
    with desk.writing(actor, Act.CASE_EDIT, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        door.expect_version(case, version)
        put_level(door, case, level, reason)


def put_level(door: desk.Door, case: Case, level: str, reason: str) -> None:
    """Give a case its level, with a line that says why: the one way in which it changes."""
    case.level = level
    note_down(door, case, "level", door.now, reason, detail=level)
    door.log(f"case:{case.id}", case.area_id, level=True)


def add_note(
    actor: Actor,
    code: str,
    *,
    kind: str,
    happened_at: datetime,
    text: str,
    now: datetime,
    seen: Seen = UNSAID,
    post: str = "",
) -> None:
    """Add a note, a contact or a visit, with the moment it happened.

    `seen` says of a contact or visit whether the child was seen, and who went or called.
    """
    if kind not in NOTES:
        raise RuleBroken("Choose note, contact or visit", field="kind")
    if not text.strip():
        raise RuleBroken("Write what happened", field="text")
    if kind in MEETINGS and seen.sight not in SIGHTS:
        raise RuleBroken("Say whether the child was seen", field="sight")
    _past(happened_at, now, "happened_at")
    detail = seen.detail if kind in MEETINGS else ""
    with desk.writing(actor, Act.CASE_EDIT, now=now, post=post) as door:
        case = door.find(Case, code=code, deleted_at=None)
        child = door.session.get_one(Child, case.child_id)
        insist_born(child, local_day(happened_at), "happened_at")
        row = note_down(door, case, kind, happened_at, text, detail=detail)
        end_if_seen(door, case)
        door.log(f"case:{case.id}", case.area_id, event=row.id)
        door.made = case.code


def move_case(
    actor: Actor,
    code: str,
    *,
    move: str,
    reason: str,
    now: datetime,
    signed_at: datetime | None = None,
    post: str = "",
) -> None:
    """Take a step in the case's life: propose closing, close, return, reopen; with its reason.

    Decree 56/2017, Art. 30.1: closed when a review finds that no risk of abuse remains and the
    child is stable; a case without report and plan may close with a reason alone. The row's
    lifecycle says whether the step is possible; the policy who may take it.
    """
    if move not in MOVES:
        raise RuleBroken("This step does not exist", field="move")
    if not reason.strip():
        raise RuleBroken("Give the reason", field="reason")
    check_signing(signed_at, now)
    about = marks.subject_of(Case.__tablename__, code)
    with desk.writing(actor, MOVES[move], now=now, post=post, about=about) as door:
        case = door.find(Case, code=code, deleted_at=None)
        case.state = CASES.next_state(case.state, move)
        if move in {"propose_closing", "close"}:
            insist_on_settled(door, case)
        if move == "propose_closing":
            insist_on_review(door, case)
        case.closed_at = now if case.state == "closed" else None
        if case.state == "closed":
            stop_clocks(door, case, *OF_PLAN, moment=now)
        row = note_down(door, case, move, now, reason)
        row.signed_at, row.naming_id = signed_at, naming_used(door, case.area_id, now)
        settle(door, case.code)
        _say(door, case, move, row.id)
        door.log(f"case:{case.id}", case.area_id, move=move)
        door.made = case.code
