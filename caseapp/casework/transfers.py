"""Handing a case over to another unit: proposed, asked for, withdrawn.

Law on Children, Art. 52, and Decree 56/2017, Art. 26.1. Nothing passes until the other unit has
accepted: until then the sending one answers for the case, and all its limits run on there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.calendars import calendar_of
from caseapp.casework.case_lines import note_down
from caseapp.casework.notices import Subject, settle, tell
from caseapp.casework.standing_in import naming_used
from caseapp.casework.transfer_telling import tell_contested, tell_receivers
from caseapp.casework.transfer_views import (
    insist_on_staying,
    open_one,
    people_of,
    seal_words,
    version_of,
)
from caseapp.records.cases import Case
from caseapp.records.transfers import Transfer
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.codes.transfers import TRANSFER_REASONS
from caseapp.rules.transfer_states import BY, TRANSFERS, answer_due, insist_on_another, remind_at
from caseapp.rules.values import RuleBroken


@dataclass(frozen=True)
class Wish:
    """Where a case is to go and why; `words` are for its timeline, `contact` is whom to call."""

    unit_code: str
    why: str
    words: str
    contact: str = ""


def _check(wish: Wish, *, contact: bool) -> None:
    if wish.why not in TRANSFER_REASONS:
        raise RuleBroken("Choose why the case is handed over", field="why")
    if not wish.words.strip():
        raise RuleBroken("Say what the case is handed over for", field="words")
    if contact and not wish.contact.strip():
        raise RuleBroken("Say whom the other unit can call, and the number", field="contact")


def ask_transfer(actor: Actor, code: str, wish: Wish, *, now: datetime, post: str = "") -> None:
    """Ask another unit to take a case over, as the chair of the one that has it.

    RuleBroken for the own unit or none, without a reason or a contact, while the case is on its
    way already, and while its closing waits for a decision.
    """
    _check(wish, contact=True)
    with desk.writing(actor, Act.TRANSFER_ASK, now=now, post=post) as door:
        case = door.find(Case, code=code, deleted_at=None)
        unit = _destination(door, case, wish)
        row = _begin(door, case, wish, unit, "waiting")
        _hand_in(door, row, wish.contact)
        settle(door, case.code)
        tell_receivers(door, case, row, "case_arriving")
        tell_of_step(door, case, row, "transfer_send", wish.words)


def propose_transfer(actor: Actor, code: str, wish: Wish, *, now: datetime, post: str = "") -> None:
    """Propose, as the supervisor of both units, that a case passes; its chair sends it or says no.

    RuleBroken as for asking, and for a unit that the supervisor does not answer for.
    """
    _check(wish, contact=False)
    with desk.writing(actor, Act.TRANSFER_PROPOSE, now=now, post=post) as door:
        case = door.find(Case, code=code, deleted_at=None)
        unit = _destination(door, case, wish)
        if not door.scope.covers(unit):
            raise RuleBroken("Choose a ward or commune that you supervise as well", field="unit")
        row = _begin(door, case, wish, unit, TRANSFERS.initial)
        settle(door, case.code)
        about = Subject(case.code, case.area_id)
        tell(door, "transfer_proposed", about, to=Role.CHAIR, cause=row.id)
        tell_of_step(door, case, row, "transfer_propose", wish.words)


def _destination(door: desk.Door, case: Case, wish: Wish) -> int:
    unit = areas.ward_now(wish.unit_code, door.now)
    if unit == case.area_id:
        raise RuleBroken("Your unit has the case already", field="unit")
    insist_on_open(door, case)
    return unit


def insist_on_open(door: desk.Door, case: Case) -> None:
    """Raise RuleBroken unless the case runs, and is not on its way already."""
    if case.state != "open":
        raise RuleBroken("Only a case that runs is handed over: settle its closing first")
    insist_on_staying(door, case)


def _begin(door: desk.Door, case: Case, wish: Wish, unit: int, state: str) -> Transfer:
    calendar = calendar_of(door)
    row = Transfer(
        case_id=case.id,
        from_area_id=case.area_id,
        to_area_id=unit,
        state=state,
        why=wish.why,
        remind_at=remind_at(door.now, calendar),
        due_at=answer_due(door.now, calendar),
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(row)
    door.session.flush()
    return row


def _hand_in(door: desk.Door, row: Transfer, contact: str) -> None:
    """Note that the case waits for the other unit from now on."""
    calendar = calendar_of(door)
    row.sent_at, row.sent_by = door.now, door.actor.user_id
    row.remind_at, row.due_at = remind_at(door.now, calendar), answer_due(door.now, calendar)
    row.contact = seal_words(door, row, "contact", contact)
    door.session.flush()


def tell_of_step(
    door: desk.Door, case: Case, row: Transfer, kind: str, words: str, *, to: str | None = None
) -> None:
    """Tell of a step in the case's timeline and in the log."""
    there = areas.label(row.to_area_id) if row.to_area_id else ""
    line = note_down(door, case, kind, door.now, words, detail=there if to is None else to)
    if door.act in {Act.TRANSFER_ASK, Act.TRANSFER_ACCEPT}:
        unit = row.from_area_id if door.act == Act.TRANSFER_ASK else row.to_area_id or case.area_id
        line.naming_id = naming_used(door, unit, door.now)
    door.log(f"case:{case.id}", case.area_id, transfer=row.id, step=kind)
    door.made = case.code


def take_move(door: desk.Door, case: Case, move: str, version: int) -> Transfer:
    """Return the open transfer of a case after a move; what was told of it before is settled.

    RuleBroken when it is not possible now, or for who took part; Stale on an older version.
    """
    row = open_one(door, case)
    if row is None:
        raise RuleBroken("This case is not on its way any more: look at the page again")
    door.expect_version(row, version, newest=version_of(door, case))
    row.state = TRANSFERS.next_state(row.state, move) if row.to_area_id else _no_letter(row)
    if move not in {"withdraw", "drop"}:
        insist_on_another(door.actor.user_id, people_of(row))
    settle(door, case.code)
    return row


def _no_letter(row: Transfer) -> str:
    raise RuleBroken("This case goes to another province, by letter", params={"state": row.state})


def send_proposed(
    actor: Actor, code: str, *, contact: str, version: int, now: datetime, post: str = ""
) -> None:
    """Send, as its chair, a case that the supervisor proposes to hand over."""
    if not contact.strip():
        raise RuleBroken("Say whom the other unit can call, and the number", field="contact")
    with desk.writing(actor, BY["send"], now=now, post=post) as door:
        case = door.find(Case, code=code, deleted_at=None)
        if case.state != "open":
            raise RuleBroken("Only a case that runs is handed over: settle its closing first")
        row = take_move(door, case, "send", version)
        _hand_in(door, row, contact)
        tell_receivers(door, case, row, "case_arriving")
        tell_of_step(door, case, row, "transfer_send", "")


def decline_proposed(
    actor: Actor, code: str, *, reason: str, version: int, now: datetime, post: str = ""
) -> None:
    """Say, as its chair, why a case is not sent; another supervisor decides then."""
    if not reason.strip():
        raise RuleBroken("Say why your unit keeps the case", field="reason")
    with desk.writing(actor, BY["decline"], now=now, post=post) as door:
        case = door.find(Case, code=code, deleted_at=None)
        row = take_move(door, case, "decline", version)
        row.answered_at, row.answered_by = now, actor.user_id
        row.answer = seal_words(door, row, "answer", reason)
        tell_contested(door, case, row)
        tell_of_step(door, case, row, "transfer_decline", reason)


def withdraw_transfer(
    actor: Actor, code: str, *, version: int, now: datetime, post: str = ""
) -> None:
    """Take a case back that nobody has accepted yet; RuleBroken when somebody has."""
    _end(actor, code, "withdraw", version=version, now=now, post=post)


def drop_proposal(actor: Actor, code: str, *, version: int, now: datetime, post: str = "") -> None:
    """Take back, as a supervisor, what was proposed and not sent yet."""
    _end(actor, code, "drop", version=version, now=now, post=post)


def _end(
    actor: Actor, code: str, move: str, *, version: int, now: datetime, post: str
) -> None:  # fmt: skip
    with desk.writing(actor, BY[move], now=now, post=post) as door:
        case = door.find(Case, code=code, deleted_at=None)
        row = take_move(door, case, move, version)
        row.decided_at, row.decided_by = now, actor.user_id
        tell_of_step(door, case, row, f"transfer_{move}", "")
