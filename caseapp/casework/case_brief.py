"""What the page of a case tells of its plan, from rows that were loaded for the whole page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from caseapp import desk
from caseapp.casework.plan_views import PLAN
from caseapp.casework.visits import Sighting, meetings_of, sighting_of
from caseapp.records.cases import Case, CaseEvent
from caseapp.records.papers import Paper, PlanActivity
from caseapp.rules.plan_states import IN_FORCE, OPEN
from caseapp.rules.values import local_day


@dataclass(frozen=True)
class PlanLine:
    """A plan in short; `number` counts within the case, `since` is when its state began."""

    number: int
    state: str
    since: datetime


@dataclass(frozen=True)
class PlanBrief:
    """The plan that is carried out, the one that is prepared, how far it is, the next visit."""

    in_force: PlanLine | None
    open: PlanLine | None
    activities: int
    settled: int
    overdue: int
    sighting: Sighting | None


def brief_of_plans(
    door: desk.Door,
    case: Case,
    papers: Iterable[Paper],
    activities: Iterable[PlanActivity],
    events: Iterable[CaseEvent],
) -> PlanBrief:
    """Tell how the plans of a case stand; the rows are those of the case, and nothing is read."""
    today = local_day(door.now)
    plans = sorted(
        (row for row in papers if row.kind == PLAN), key=lambda row: (row.entered_at, row.id)
    )
    lines = [(row, PlanLine(place, row.state, _since(row))) for place, row in enumerate(plans, 1)]
    held = next(((row, line) for row, line in lines if row.state == IN_FORCE), None)
    own = [row for row in activities if held is not None and row.paper_id == held[0].id]
    planned = [row for row in own if row.state == "planned"]
    late = [row for row in planned if row.due_on is not None and row.due_on < today]
    sighting = None
    if held is not None and held[0].decided_at is not None and case.state != "closed":
        sighting = sighting_of(case.level, held[0].decided_at, meetings_of(events), today)
    return PlanBrief(
        in_force=held[1] if held else None,
        open=next((line for row, line in lines if row.state in OPEN), None),
        activities=len(own),
        settled=len(own) - len(planned),
        overdue=len(late) if case.state != "closed" else 0,
        sighting=sighting,
    )


def _since(row: Paper) -> datetime:
    if row.state == "submitted":
        return row.submitted_at or row.entered_at
    return row.decided_at or row.entered_at
