"""The worker's round over transfers: who owes an answer is reminded, then somebody decides."""

from __future__ import annotations

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.notices import Subject, tell
from caseapp.casework.transfer_telling import tell_contested, tell_receivers
from caseapp.records.cases import Case
from caseapp.records.transfers import Transfer
from caseapp.rules.access import Role
from caseapp.rules.transfer_states import is_late


def watch_transfers(door: desk.Door) -> int:
    """Remind of every transfer that nobody answered; after a day more the supervisor decides.

    Return how many were told: each of each once.
    """
    slow = (
        select(Transfer, Case)
        .join(Case, Case.id == Transfer.case_id)
        .where(
            Transfer.state.in_(("proposed", "waiting")),
            Transfer.remind_at < door.now,
            Case.deleted_at.is_(None),
        )
        .order_by(Transfer.due_at)
    )
    told = 0
    for row in door.session.execute(slow).all():
        told += _remind(door, row.Case, row.Transfer)
        if is_late(row.Transfer.state, row.Transfer.due_at, door.now):
            told += tell_contested(door, row.Case, row.Transfer)
    return told


def _remind(door: desk.Door, case: Case, row: Transfer) -> int:
    if row.state == "waiting":
        return tell_receivers(door, case, row, "transfer_reminded")
    about = Subject(case.code, row.from_area_id)
    return int(tell(door, "proposal_reminded", about, to=Role.CHAIR, cause=row.id))
