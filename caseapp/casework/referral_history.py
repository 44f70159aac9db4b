"""A referral as every act on it finds it, and the steps that it took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseapp import desk
from caseapp.casework.staff import name_of
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.referrals import Referral, ReferralMove
from caseapp.rules.outcomes import Missing


@dataclass(frozen=True)
class MoveView:
    """A step that a referral took; `answered_by` spoke for the agency.

    `way` is how that came, `post` what they are there, `called` the number that was called.
    """

    move: str
    state: str
    happened_at: datetime
    entered_at: datetime
    entered_by: str
    answered_by: str
    comment: str
    way: str = ""
    post: str = ""
    called: str = ""


def find_referral(door: desk.Door, code: str) -> tuple[Referral, Case | None]:
    """Return a referral and its case; Missing when the case was taken out by mistake."""
    row = door.find(Referral, code=code)
    case = door.session.get(Case, row.case_id) if row.case_id is not None else None
    if case is not None and case.deleted_at is not None:
        raise Missing(f"referral:{row.id}")
    return row, case


def history_of(door: desk.Door, row: Referral, child: Child) -> list[MoveView]:
    """Return the steps of a referral, the first one first."""
    steps = door.rows(ReferralMove.referral_id, row.id)
    return [
        MoveView(
            step.move,
            step.state,
            step.happened_at,
            step.entered_at,
            name_of(door, step.entered_by),
            step.answered_by,
            door.unseal(child.key_id, "referral_moves.comment", step.id, step.comment),
            step.way,
            step.post,
            step.called,
        )
        for step in steps
    ]
