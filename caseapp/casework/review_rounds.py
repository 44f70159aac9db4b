"""The new round of a case after a review that proposed to go on: what it asks for, of whom."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from caseapp import desk
from caseapp.casework.assessment_reading import AssessmentView
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.papers import Paper, PaperText
from caseapp.rules.access import Act, Actor, may
from caseapp.rules.assessment_states import ASSESSMENTS, DETAILED, REVIEW
from caseapp.rules.closing import GO_ON
from caseapp.rules.plan_states import IN_FORCE, OPEN
from caseapp.rules.rounds import Moment, asked_next
from caseapp.rules.values import local_day

PLAN: Final = "plan"
_LOOKED_AT: Final = 200
"""So many reviews are opened at most; those of the longest ago first."""


@dataclass(frozen=True)
class NewRound:
    """A round that has no approved plan yet: by which review, since when, what is asked for.

    `asks` is `assess`, `plan` or `decide` (of the chair); `draft` is the number of a Mẫu 03 that
    waits to be signed off, 0 for none.
    """

    review: int
    reviewed_at: datetime
    asks: str
    draft: int = 0


def round_of(
    case: Case, assessments: Iterable[AssessmentView], papers: Sequence[Paper]
) -> NewRound | None:
    """Return the new round of an open case, from rows that were loaded already; None for none."""
    own = [view for view in assessments if view.subject == case.code]
    signed = [view for view in own if view.kind == REVIEW and not view.is_draft]
    if case.state != "open" or not signed or signed[-1].values.get("proposal") != GO_ON:
        return None
    reviewed = _last((row for row in papers if row.kind == REVIEW), "signed_at")
    assert reviewed is not None
    plans = [row for row in papers if row.kind == PLAN]
    asks = asked_next(
        reviewed,
        _last((row for row in papers if row.kind == DETAILED), "signed_at"),
        next((row.state for row in plans if row.state in OPEN), ""),
        _last((row for row in plans if row.state == IN_FORCE), "decided_at"),
    )
    if not asks:
        return None
    drafts = [view.number for view in own if view.kind == DETAILED and view.is_draft]
    return NewRound(signed[-1].number, reviewed[0], asks, drafts[-1] if drafts else 0)


def _last(rows: Iterable[Paper], column: str) -> Moment | None:
    moments = [(getattr(row, column), row.id) for row in rows if getattr(row, column) is not None]
    return max(moments, default=None)


def list_rounds(actor: Actor, *, now: datetime, most: int) -> list[tuple[str, Any]]:
    """Return the rounds that wait for an officer: kind of task and its row, the oldest first.

    What a review proposed stands sealed; those that may have a round are opened, keys together.
    """
    if not may(actor, Act.CASE_EDIT, local_day(now)):
        return []
    with desk.reading(actor, Act.CASE_LIST, now=now) as door:
        rows = door.session.execute(_REVIEWS.limit(_LOOKED_AT)).all()
        door.open_keys({row.key_id for row in rows if row.key_id is not None})
        found = [
            (f"round_{'plan' if row.assessed else 'assess'}", row)
            for row in rows
            if _proposal(door, row) == GO_ON
        ]
        door.log("tasks:rounds", None, rows=len(found))
    return found[:most]


def _proposal(door: desk.Door, row: Any) -> str:  # noqa: ANN401 - a row of several columns
    text = door.unseal(row.key_id, "paper_texts.content", row.text_id, row.content)
    return str(json.loads(text or "{}").get("proposal", ""))


_REVIEWED = aliased(Paper)
_OTHER = aliased(Paper)
_SAID = aliased(PaperText)
_OLDER = aliased(PaperText)


def _since_review(column: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column of moments
    later = and_(column == _REVIEWED.signed_at, _OTHER.id > _REVIEWED.id)
    return or_(column > _REVIEWED.signed_at, later)


def _other(kind: str, *which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return whether the case of the review has such another paper."""
    same = _OTHER.case_id == _REVIEWED.case_id
    return select(_OTHER.id).where(same, _OTHER.kind == kind, *which).exists()


_ASSESSED: Final = _other(
    DETAILED, _OTHER.state != ASSESSMENTS.initial, _since_review(_OTHER.signed_at)
)
_REVIEWS: Final = (
    select(
        Case.code,
        Case.area_id,
        Child.full_name.label("about"),
        Child.key_id,
        _REVIEWED.signed_at.label("since"),
        _SAID.id.label("text_id"),
        _SAID.content,
        _ASSESSED.label("assessed"),
    )
    .join(Case, Case.id == _REVIEWED.case_id)
    .join(Child, Child.id == Case.child_id)
    .join(_SAID, _SAID.paper_id == _REVIEWED.id)
    .where(
        _REVIEWED.kind == REVIEW,
        _REVIEWED.state == "signed",  # an earlier one is followed by it
        Case.state == "open",
        Case.deleted_at.is_(None),
        _SAID.version
        == select(func.max(_OLDER.version))
        .where(_OLDER.paper_id == _REVIEWED.id)
        .scalar_subquery(),
        ~_other(PLAN, _OTHER.state == IN_FORCE, _since_review(_OTHER.decided_at)),
        ~_other(PLAN, _OTHER.state.in_(("submitted", "returned"))),  # these are tasks already
    )
    .order_by(_REVIEWED.signed_at, _REVIEWED.id)
)
