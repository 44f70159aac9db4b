"""Handing a case over to another province: by a letter, until its receipt is recorded.

Nobody there has an account: the case stays here, and open, until somebody has said on paper that it
was received. Then it may be closed for that reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.child_days import insist_past
from caseapp.casework.hidden_names import name_shown
from caseapp.casework.homes import newest_stay
from caseapp.casework.notices import settle
from caseapp.casework.one_child import root_of
from caseapp.casework.printed import Printed, begin
from caseapp.casework.transfer_views import Letter, last_transfer, open_one, seal_words, version_of
from caseapp.casework.transfers import insist_on_open, tell_of_step
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.transfers import Transfer
from caseapp.rules.access import Act, Actor
from caseapp.rules.outcomes import Missing
from caseapp.rules.transfer_states import BY, LETTERS
from caseapp.rules.units import OUTSIDE_ID
from caseapp.rules.values import RuleBroken


@dataclass(frozen=True)
class NewLetter:
    """The letter's number, day and addressee, as they stand on paper; `words` are for the file."""

    number: str
    day: date
    addressee: str
    words: str


@dataclass(frozen=True)
class Receipt:
    """Who received the case in the other province, on which day, and by which paper they say so."""

    name: str
    day: date
    paper: str


@dataclass(frozen=True)
class PrintedLetter:
    """What the letter says of the child and its case, and by whom it was printed."""

    code: str
    unit_id: int
    letter: Letter
    unit: str
    child_name: str
    born: date | None
    birth_precision: str
    sex: str
    address: str
    opened_at: datetime
    printed: Printed


def send_letter(
    actor: Actor, code: str, letter: NewLetter, *, now: datetime, post: str = ""
) -> None:
    """Record the letter by which a case is handed over to another province.

    RuleBroken unless the child lives outside the city, by what is recorded of it.
    """
    if not letter.number.strip():
        raise RuleBroken("Enter the number of the letter", field="number")
    if not letter.addressee.strip():
        raise RuleBroken("Say to whom the letter goes", field="addressee")
    with desk.writing(actor, Act.TRANSFER_ASK, now=now, post=post) as door:
        case = door.find(Case, code=code, deleted_at=None)
        insist_past(letter.day, now, "day")
        stay = newest_stay(door, case.child_id)
        if stay is None or stay.unit_id != OUTSIDE_ID:
            raise RuleBroken(
                "Record first, on the child's page, that it lives outside the city: a letter is "
                "sent to another province alone"
            )
        insist_on_open(door, case)
        row = Transfer(
            case_id=case.id, from_area_id=case.area_id, state=LETTERS.initial, why="moved",
            letter_on=letter.day, sent_at=now, sent_by=actor.user_id,
            entered_at=now, entered_by=actor.user_id,
        )  # fmt: skip
        door.session.add(row)
        door.session.flush()
        row.letter_number = seal_words(door, row, "letter_number", letter.number)
        row.addressee = seal_words(door, row, "addressee", letter.addressee)
        settle(door, case.code)
        tell_of_step(door, case, row, "transfer_letter", letter.words, to=letter.number.strip())


def confirm_receipt(
    actor: Actor, code: str, receipt: Receipt, *, version: int, now: datetime, post: str = ""
) -> None:
    """Record that the other province has the case: who said so, when, and on which paper."""
    for said, field, words in (
        (receipt.name, "name", "Enter who received it"),
        (receipt.paper, "paper", "Enter the paper by which they say so"),
    ):
        if not said.strip():
            raise RuleBroken(words, field=field)
    with desk.writing(actor, BY["confirm"], now=now, post=post) as door:
        case = door.find(Case, code=code, deleted_at=None)
        row = _letter_out(door, case, "confirm", version)
        insist_past(receipt.day, now, "day")
        if row.letter_on is not None and receipt.day < row.letter_on:
            raise RuleBroken("It cannot be received before the letter was sent", field="day")
        row.answered_at, row.answered_by = now, actor.user_id
        row.received_on = receipt.day
        row.received_by = seal_words(door, row, "received_by", receipt.name)
        row.received_paper = seal_words(door, row, "received_paper", receipt.paper)
        tell_of_step(door, case, row, "transfer_confirm", receipt.name, to=receipt.paper.strip())


def recall_letter(actor: Actor, code: str, *, version: int, now: datetime, post: str = "") -> None:
    """Take a letter back whose receipt nobody has recorded: the case stays."""
    with desk.writing(actor, BY["recall"], now=now, post=post) as door:
        case = door.find(Case, code=code, deleted_at=None)
        row = _letter_out(door, case, "recall", version)
        row.decided_at, row.decided_by = now, actor.user_id
        tell_of_step(door, case, row, "transfer_recall", "")


def _letter_out(door: desk.Door, case: Case, move: str, version: int) -> Transfer:
    row = open_one(door, case)
    if row is None or row.to_area_id is not None:
        raise RuleBroken("No letter is on its way any more: look at the page again")
    door.expect_version(row, version, newest=version_of(door, case))
    row.state = LETTERS.next_state(row.state, move)
    return row


def gather_letter(actor: Actor, code: str, *, now: datetime) -> PrintedLetter:
    """Return what the letter of a case says; that it was printed is logged. Missing without one."""
    with desk.reading(actor, Act.CASE_PRINT, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        view = last_transfer(door, case)
        if view is None or view.letter is None:
            raise Missing(f"transfers:{case.code}")
        printed = begin(door, f"case:{case.id}", case.area_id, letter=True)
        child = root_of(door, door.session.get_one(Child, case.child_id))
        return PrintedLetter(
            code=case.code,
            unit_id=case.area_id,
            letter=view.letter,
            unit=areas.label(case.area_id),
            child_name=name_shown(door, child),
            born=child.date_of_birth,
            birth_precision=child.birth_precision,
            sex=child.sex,
            address=child.address,
            opened_at=case.opened_at,
            printed=printed,
        )
