"""The answer to a transfer: the other unit accepts the case or says why not; who has the last word.

A refusal goes to the supervisor of both units, whose decision binds; so does a silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseapp import desk
from caseapp.casework.assigning import give_to, officers_of
from caseapp.casework.handing_over import pass_case
from caseapp.casework.notices import Subject, tell
from caseapp.casework.transfer_telling import (
    IN_THE_UNIT,
    tell_contested,
    tell_receivers,
    tell_senders,
)
from caseapp.casework.transfer_views import open_one, seal_words
from caseapp.casework.transfers import take_move, tell_of_step
from caseapp.records.cases import Case
from caseapp.records.transfers import Transfer
from caseapp.rules.access import Actor
from caseapp.rules.outcomes import Missing
from caseapp.rules.transfer_states import BY, may_be_decided
from caseapp.rules.values import RuleBroken


@dataclass(frozen=True)
class Verdict:
    """The supervisor's decision: whether the case passes, why, and who takes charge of it there.

    With no officer named the case waits in the other unit until the supervisor names one.
    """

    passes: bool
    reason: str
    officer: str = ""


def accept_case(
    actor: Actor, code: str, *, officer: str = "", version: int, now: datetime, post: str = ""
) -> None:
    """Take a case over for one's own unit: from this moment on it answers for it.

    `officer` is who takes charge of it, by sign-in name; with none somebody is named later.
    RuleBroken for nobody of the unit, or from whom the file is kept.
    """
    with desk.writing(actor, BY["accept"], now=now, post=post) as door:
        case = _arriving(door, code)
        before = case.officer_id
        row = take_move(door, case, "accept", version)
        row.answered_at, row.answered_by = now, actor.user_id
        _pass(door, case, row)
        if officer:
            _put_in_charge(door, case, officer)
        tell_senders(door, case, row, "transfer_accepted", officer=before)
        _tell_of_arrival(door, case, row)
        tell_of_step(door, case, row, "transfer_accept", "")


def _arriving(door: desk.Door, code: str) -> Case:
    """Return a case that waits for the person's own unit; Missing for any other."""
    case = door.find(Case, code=code, deleted_at=None)
    row = open_one(door, case)
    if row is not None and not (row.to_area_id and door.scope.covers(row.to_area_id)):
        raise Missing(f"transfers:{row.id}")
    return case


def _pass(door: desk.Door, case: Case, row: Transfer) -> None:
    assert row.to_area_id is not None
    pass_case(door, case, row.to_area_id)


def _put_in_charge(door: desk.Door, case: Case, username: str) -> None:
    chosen = next((user for user in officers_of(door, case) if user.username == username), None)
    if chosen is None:
        raise RuleBroken("Choose an officer of the list", field="officer")
    give_to(door, case, chosen)


def _tell_of_arrival(door: desk.Door, case: Case, row: Transfer) -> None:
    """Tell who has charge of the case now; while that is nobody, all of the unit."""
    about = Subject(case.code, case.area_id)
    people = IN_THE_UNIT if case.officer_id is None else (case.officer_id,)
    for person in people:
        tell(door, "case_arrived", about, to=person, cause=row.id)


def refuse_case(
    actor: Actor, code: str, *, reason: str, version: int, now: datetime, post: str = ""
) -> None:
    """Say why one's own unit does not take a case over; the supervisor is told at once."""
    if not reason.strip():
        raise RuleBroken("Say why your unit does not take it over", field="reason")
    with desk.writing(actor, BY["refuse"], now=now, post=post) as door:
        case = _arriving(door, code)
        row = take_move(door, case, "refuse", version)
        row.answered_at, row.answered_by = now, actor.user_id
        row.answer = seal_words(door, row, "answer", reason)
        tell_senders(door, case, row, "transfer_refused", officer=case.officer_id)
        tell_contested(door, case, row)
        tell_of_step(door, case, row, "transfer_refuse", reason)


def decide_transfer(
    actor: Actor, code: str, verdict: Verdict, *, version: int, now: datetime, post: str = ""
) -> None:
    """Decide where a case goes that was refused, or that nobody answered in time: this binds.

    RuleBroken while the other unit still has time to answer, and for who took part before;
    Missing for a supervisor of one of the units alone.
    """
    if not verdict.reason.strip():
        raise RuleBroken("Give the reason for the decision", field="reason")
    move = "pass" if verdict.passes else "stay"
    with desk.writing(actor, BY[move], now=now, post=post) as door:
        case = door.find(Case, code=code, deleted_at=None)
        waiting, before = open_one(door, case), case.officer_id
        if waiting is not None:
            _insist_on_turn(door, waiting)
        row = take_move(door, case, move, version)
        row.decided_at, row.decided_by = now, actor.user_id
        row.decision = seal_words(door, row, "decision", verdict.reason)
        if verdict.passes:
            _pass(door, case, row)
            if verdict.officer:
                _put_in_charge(door, case, verdict.officer)
            tell_senders(door, case, row, "transfer_passed", officer=before)
            _tell_of_arrival(door, case, row)
        else:
            tell_senders(door, case, row, "transfer_stays", officer=before)
            if row.sent_at is not None:
                tell_receivers(door, case, row, "transfer_not_yours")
        tell_of_step(door, case, row, f"transfer_{move}", verdict.reason)


def _insist_on_turn(door: desk.Door, row: Transfer) -> None:
    if row.to_area_id is None or not door.scope.covers(row.to_area_id):
        raise Missing(f"transfers:{row.id}")
    if not may_be_decided(row.state, row.due_at, door.now):
        raise RuleBroken("The other unit still has time to answer")
