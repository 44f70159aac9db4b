"""Transfers as they are told: on the case's own page, and in the lists of both units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.staff import name_of
from caseapp.records.cases import Case
from caseapp.records.transfers import Transfer
from caseapp.rules.transfer_states import OPEN, insist_on_none, is_late, may_be_decided


@dataclass(frozen=True)
class Letter:
    """The letter to another province, and what was recorded of its receipt."""

    number: str
    day: date | None
    addressee: str
    received_on: date | None
    received_by: str
    received_paper: str


@dataclass(frozen=True)
class TransferView:
    """A case on its way: from whom, to whom, until when an answer is due, and what was said.

    `to_unit` is empty for another province, which `letter` tells of. `version` is that of all the
    transfers of the case together: it changes with any step of any of them.
    """

    code: str
    state: str
    why: str
    from_unit: str
    from_unit_id: int
    to_unit: str
    to_unit_id: int | None
    asked_at: datetime
    asked_by: str
    asked_by_id: int | None
    sent_at: datetime | None
    sent_by: str
    due_at: datetime | None
    late: bool
    decidable: bool
    contact: str
    answered_at: datetime | None
    answered_by: str
    answer: str
    decided_at: datetime | None
    decided_by: str
    decision: str
    letter: Letter | None
    version: int
    took_part: frozenset[int]

    @property
    def is_open(self) -> bool:
        """Whether the case is on its way still."""
        return self.state in OPEN


def view_transfer(door: desk.Door, row: Transfer, code: str, version: int) -> TransferView:
    """Return a transfer as the readers of both units may see it."""
    return TransferView(
        code=code,
        state=row.state,
        why=row.why,
        from_unit=areas.label(row.from_area_id),
        from_unit_id=row.from_area_id,
        to_unit=areas.label(row.to_area_id) if row.to_area_id else "",
        to_unit_id=row.to_area_id,
        asked_at=row.entered_at,
        asked_by=name_of(door, row.entered_by),
        asked_by_id=row.entered_by,
        sent_at=row.sent_at,
        sent_by=name_of(door, row.sent_by),
        due_at=row.due_at,
        late=is_late(row.state, row.due_at, door.now),
        decidable=may_be_decided(row.state, row.due_at, door.now),
        contact=_opened(door, row, "contact"),
        answered_at=row.answered_at,
        answered_by=name_of(door, row.answered_by),
        answer=_opened(door, row, "answer"),
        decided_at=row.decided_at,
        decided_by=name_of(door, row.decided_by),
        decision=_opened(door, row, "decision"),
        letter=None if row.to_area_id else _letter(door, row),
        version=version,
        took_part=frozenset(people_of(row)),
    )


def _letter(door: desk.Door, row: Transfer) -> Letter:
    return Letter(
        number=_opened(door, row, "letter_number"),
        day=row.letter_on,
        addressee=_opened(door, row, "addressee"),
        received_on=row.received_on,
        received_by=_opened(door, row, "received_by"),
        received_paper=_opened(door, row, "received_paper"),
    )


def people_of(row: Transfer) -> set[int]:
    """Return who proposed, asked for or answered a transfer: none of them decides on it."""
    return {each for each in (row.entered_by, row.sent_by, row.answered_by) if each is not None}


def seal_words(door: desk.Door, row: Transfer, cell: str, words: str) -> bytes | None:
    """Seal words about handing a case over; they belong to no child."""
    text = words.strip()
    return door.place.vault.seal_own(_cell(row, cell), text) if text else None


def _cell(row: Transfer, cell: str) -> str:
    return f"transfers.{cell}:{row.id}"


def _opened(door: desk.Door, row: Transfer, cell: str) -> str:
    blob: bytes | None = getattr(row, cell)
    return door.place.vault.unseal_own(_cell(row, cell), blob) if blob else ""


def version_of(door: desk.Door, case: Case) -> int:
    """Return what a form on a case's transfer is filled from: a step of any of them changes it."""
    return sum(row.version for row in door.rows(Transfer.case_id, case.id))


def open_one(door: desk.Door, case: Case) -> Transfer | None:
    """Return the transfer of a case that is open, None when it is not on its way."""
    return next((row for row in door.rows(Transfer.case_id, case.id) if row.state in OPEN), None)


def last_transfer(door: desk.Door, case: Case) -> TransferView | None:
    """Return the newest transfer of a case, as its page tells it.

    One that was withdrawn tells nothing any more, nor does one by which the case came here.
    """
    rows = door.rows(Transfer.case_id, case.id)
    if not rows or rows[-1].state in {"withdrawn", "letter_withdrawn"}:
        return None
    if rows[-1].from_area_id != case.area_id:
        return None
    return view_transfer(door, rows[-1], case.code, version_of(door, case))


def was_received_away(door: desk.Door, case: Case) -> bool:
    """Tell whether another province has the case: the receipt of its letter is recorded."""
    rows = door.rows(Transfer.case_id, case.id)
    return bool(rows) and rows[-1].state == "letter_received"


def insist_on_staying(door: desk.Door, case: Case) -> None:
    """Raise RuleBroken while the case is on its way to another unit."""
    insist_on_none([row.state for row in door.rows(Transfer.case_id, case.id)])
