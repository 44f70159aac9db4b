"""The steps that a referral took, as its reader may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseapp import desk
from caseapp.casework.staff import name_of
from caseapp.records.children import Child
from caseapp.records.referrals import Referral, ReferralMove


@dataclass(frozen=True)
class MoveView:
    """A step that a referral took; `answered_by` spoke for the agency."""

    move: str
    state: str
    happened_at: datetime
    entered_at: datetime
    entered_by: str
    answered_by: str
    comment: str


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
        )
        for step in steps
    ]
