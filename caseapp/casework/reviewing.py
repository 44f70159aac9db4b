"""What closing a case rests on: the review of the child's state (Decree 56/2017, Art. 30.1).

And what it waits for: papers on which nobody could decide any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from caseapp import desk
from caseapp.casework.assessment_reading import AssessmentView, assessments_of
from caseapp.casework.transfer_views import insist_on_staying, was_received_away
from caseapp.records.cases import Case, CaseEvent
from caseapp.records.papers import Paper
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor
from caseapp.rules.assessment_states import REVIEW
from caseapp.rules.closing import CLOSE, check_papers, owes_review
from caseapp.rules.values import RuleBroken

PLAN = "plan"
"""The kind of a paper that is a plan."""


@dataclass(frozen=True)
class Basis:
    """What a closing rests on: the review that proposes it, or nothing where none is owed."""

    owes_review: bool
    review: AssessmentView | None

    @property
    def is_enough(self) -> bool:
        """Whether closing may be proposed."""
        return self.review is not None or not self.owes_review


def read_basis(actor: Actor, code: str, *, now: datetime) -> Basis:
    """Return what the closing of a case rests on, for the pages of who proposes and decides."""
    with desk.reading(actor, Act.CASE_READ, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        door.log(f"case:{case.id}", case.area_id, review=True)
        return basis_of(door, case)


def basis_of(door: desk.Door, case: Case) -> Basis:
    """Return the same inside an open door.

    The review counts when nothing was assessed after it, and the case was not opened anew since.
    """
    found = closing_review(assessments_of(door, case), case.code, _opened_at(door, case))
    return Basis(_owed(door, case), found)


def closing_review(
    views: Iterable[AssessmentView], code: str, opened_at: datetime
) -> AssessmentView | None:
    """Return the review of a case that proposes closing and holds; `opened_at`: the last time."""
    signed = [view for view in views if view.subject == code and view.signed_at is not None]
    last = max(signed, key=lambda view: view.signed_at or view.entered_at, default=None)
    holds = (
        last is not None
        and last.kind == REVIEW
        and last.values.get("proposal") == CLOSE
        and (last.signed_at or last.entered_at) >= opened_at
    )
    return last if holds else None


def insist_on_review(door: desk.Door, case: Case) -> None:
    """Raise RuleBroken when the closing of a case may not be proposed yet."""
    if not basis_of(door, case).is_enough:
        raise RuleBroken(
            "Review the child's state first (Mẫu 06) and propose closing there: closing rests on "
            "that review (Decree 56/2017, Art. 30.1)"
        )


def insist_on_settled(door: desk.Door, case: Case) -> None:
    """Raise RuleBroken while a paper waits or holds that no one could settle in a closed case.

    And while the case is on its way to another unit.
    """
    insist_on_staying(door, case)
    asked = select(Paper.kind, Paper.state).where(Paper.case_id == case.id).order_by(Paper.id)
    check_papers((row.kind, row.state) for row in door.session.execute(asked))


def _opened_at(door: desk.Door, case: Case) -> datetime:
    """Return when the case was opened, the last time."""
    again = select(func.max(CaseEvent.happened_at)).where(
        CaseEvent.case_id == case.id, CaseEvent.kind == "reopen"
    )
    return door.session.scalar(again) or case.opened_at


def _owed(door: desk.Door, case: Case) -> bool:
    reports = select(Report.id).where(Report.case_id == case.id, Report.deleted_at.is_(None))
    plans = select(Paper.id).where(Paper.case_id == case.id, Paper.kind == PLAN)
    return owes_review(
        from_report=door.session.scalars(reports).first() is not None,
        has_plan=door.session.scalars(plans).first() is not None,
        moved_away=was_received_away(door, case),
    )
