"""The new round of a case after a review that proposed to go on: what it asks for, of whom."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.assessment_reading import AssessmentView
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.papers import Paper, PaperText
from caseapp.rules.access import Act, Actor, may
from caseapp.rules.assessment_states import DETAILED, REVIEW
from caseapp.rules.closing import GO_ON
from caseapp.rules.plan_states import IN_FORCE, OPEN
from caseapp.rules.rounds import Moment, asked_next
from caseapp.rules.values import local_day

PLAN: Final = "plan"
_LOOKED_AT: Final = 200
"""So many reviews are opened at most; the newest first."""


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
    asks = _asked(reviewed, papers)
    if not asks:
        return None
    drafts = [view.number for view in own if view.kind == DETAILED and view.is_draft]
    return NewRound(signed[-1].number, reviewed[0], asks, drafts[-1] if drafts else 0)


def _asked(reviewed: Moment, papers: Sequence[Paper]) -> str:
    plans = [row for row in papers if row.kind == PLAN]
    return asked_next(
        reviewed,
        _last((row for row in papers if row.kind == DETAILED), "signed_at"),
        next((row.state for row in plans if row.state in OPEN), ""),
        _last((row for row in plans if row.state == IN_FORCE), "decided_at"),
    )


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
        rows = door.few(_REVIEWS).all()
        asks = _asks(door, rows)
        going_on = _going_on(door, [row for row in rows if asks[row.id]])
        found = [(f"round_{asks[row.id]}", row) for row in rows if row.id in going_on]
        door.log("tasks:rounds", None, rows=len(found))
    return found[: -most - 1 : -1]


def _asks(door: desk.Door, rows: Sequence[Any]) -> dict[int, str]:
    """Return by each review's number what the officer is asked for, if it proposed to go on.

    A plan that was submitted or returned is a task already.
    """
    asked = select(Paper).where(
        Paper.case_id.in_([row.case_id for row in rows]), Paper.kind.in_((DETAILED, PLAN))
    )
    papers: dict[int | None, list[Paper]] = {}
    for paper in door.session.scalars(asked) if rows else ():
        papers.setdefault(paper.case_id, []).append(paper)
    return {row.id: _asked_of_officer(row, papers.get(row.case_id, [])) for row in rows}


def _asked_of_officer(row: Any, papers: Sequence[Paper]) -> str:  # noqa: ANN401 - several columns
    if any(paper.state in {"submitted", "returned"} for paper in papers):
        return ""
    return _asked((row.since, row.id), papers)


def _going_on(door: desk.Door, rows: Sequence[Any]) -> set[int]:
    """Return the numbers of the reviews that propose to go on."""
    keys = {row.id: row.key_id for row in rows}
    door.open_keys({key_id for key_id in keys.values() if key_id is not None})
    asked = select(PaperText).where(PaperText.paper_id.in_(keys)).order_by(PaperText.version)
    newest = {text.paper_id: text for text in door.session.scalars(asked)} if keys else {}
    return {
        number
        for number, text in newest.items()
        if json.loads(
            door.unseal(keys[number], "paper_texts.content", text.id, text.content) or "{}"
        ).get("proposal")
        == GO_ON
    }


_REVIEWS: Final = (
    select(
        Paper.id,
        Paper.case_id,
        Paper.signed_at.label("since"),
        Case.code,
        Case.area_id,
        Child.full_name.label("about"),
        Child.key_id,
    )
    .join(Case, Case.id == Paper.case_id)
    .join(Child, Child.id == Case.child_id)
    .where(
        Paper.kind == REVIEW,
        Paper.state == "signed",  # an earlier one is followed by it
        Case.state == "open",
        Case.deleted_at.is_(None),
    )
    .order_by(Paper.signed_at.desc(), Paper.id.desc())
    .limit(_LOOKED_AT)
)
