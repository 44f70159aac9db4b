"""Proposals as they are told on the page of what they are about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseapp import desk
from caseapp.casework.proposing import whose_word
from caseapp.casework.staff import decider_name, name_of
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.proposals import Proposal
from caseapp.records.reports import Report


@dataclass(frozen=True)
class ProposalView:
    """What was proposed, by whom and why, and what became of it; `decides` is a role.

    `verdict` is the decision itself, which stands also once somebody put the matter back.
    """

    number: int
    kind: str
    state: str
    decides: str
    reason: str
    proposed_at: datetime
    proposed_by: str
    proposer_id: int | None
    decided_at: datetime | None
    decided_by: str
    decision: str
    taken_back_at: datetime | None = None
    taken_back_by: str = ""

    @property
    def verdict(self) -> str:
        """What was decided, as a state: only what was agreed on is ever put back."""
        return "agreed" if self.state == "taken_back" else self.state


def views_of(door: desk.Door, subject: Report | Case) -> list[ProposalView]:
    """Return what was proposed about a report or a case, the oldest first."""
    column = Proposal.report_id if isinstance(subject, Report) else Proposal.case_id
    rows = door.rows(column, subject.id)
    return [view_proposal(door, row, subject, place) for place, row in enumerate(rows, 1)]


def view_proposal(
    door: desk.Door, row: Proposal, subject: Report | Case, number: int = 0
) -> ProposalView:
    """Open a proposal; why a case is to be closed stands in its timeline.

    `number` is its place among those about the subject, 0 where nothing is addressed by it.
    """
    if isinstance(subject, Report):
        key_id = subject.key_id
    else:
        key_id = door.session.get_one(Child, subject.child_id).key_id
    return ProposalView(
        number=number,
        kind=row.kind,
        state=row.state,
        decides=whose_word(door, row, subject),
        reason=door.unseal(key_id, "proposals.reason", row.id, row.reason),
        proposed_at=row.entered_at,
        proposed_by=name_of(door, row.entered_by),
        proposer_id=row.entered_by,
        decided_at=row.decided_at,
        decided_by=decider_name(door, row.decided_by, row.naming_id),
        decision=door.unseal(key_id, "proposals.decision", row.id, row.decision),
        taken_back_at=row.taken_back_at,
        taken_back_by=name_of(door, row.taken_back_by),
    )
