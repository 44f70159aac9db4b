"""Plans, their activities and minutes as their reader may see them, from rows already loaded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from caseapp import desk
from caseapp.casework.papers import Content, key_of_paper, words_of
from caseapp.casework.staff import decider_name, name_of
from caseapp.records.papers import Paper, PlanActivity
from caseapp.rules.plan_states import ACTIVITIES, IN_FORCE, PLANS
from caseapp.rules.plans import Activity, Plan, activity_from_json, from_json
from caseapp.rules.values import local_day

PLAN: Final = "plan"
APPROVAL: Final = "approval"
MINUTES: Final = "minutes"
KINDS: Final = (PLAN, APPROVAL, MINUTES)


@dataclass(frozen=True)
class ActivityView:
    """An activity of an approved plan, and what came of it; `number` counts within the plan."""

    number: int
    version: int
    goal: int
    said: Activity
    level: str
    due_on: date | None
    state: str
    overdue: bool
    done_on: date | None
    result: str
    settled_at: datetime | None
    settled_by: str
    referral: str
    moves: tuple[str, ...]


@dataclass(frozen=True)
class PlanView:
    """A plan with its decision; `writers` are the accounts that may not decide on it."""

    number: int
    edition: str
    version: int
    state: str
    said: Plan
    written_at: datetime
    written_by: str
    submitted_at: datetime | None
    submitted_by: str
    decided_at: datetime | None
    decided_by: str
    signed_at: datetime | None
    words: str
    decision_number: str
    assignment: str
    activities: list[ActivityView]
    moves: tuple[str, ...]
    writers: frozenset[int | None] = frozenset()

    @property
    def overdue(self) -> list[ActivityView]:
        """The activities that should be done by now."""
        return [activity for activity in self.activities if activity.overdue]


@dataclass(frozen=True)
class MinutesView:
    """The minutes of a meeting, by the keys of rules/forms/minutes.py."""

    number: int
    version: int
    met_at: datetime
    said: Content
    written_by: str


@dataclass(frozen=True)
class Loaded:
    """The rows of a case from which the views are made: papers with their texts, activities.

    `versions` are the numbers of each paper's newest text, `writers` who wrote any of them, and
    `referrals` the codes by their numbers.
    """

    papers: list[Paper]
    contents: Mapping[int, Content]
    activities: list[PlanActivity]
    versions: Mapping[int, int]
    writers: Mapping[int, frozenset[int | None]]
    referrals: Mapping[int, str]


def plans_of(door: desk.Door, loaded: Loaded) -> list[PlanView]:
    """Return the plans in their order, each with its decision and activities."""
    approvals = {paper.follows_id: paper for paper in loaded.papers if paper.kind == APPROVAL}
    plans = [paper for paper in loaded.papers if paper.kind == PLAN]
    return [
        _view_plan(door, loaded, paper, approvals.get(paper.id), number)
        for number, paper in enumerate(plans, start=1)
    ]


def in_force(plans: Iterable[PlanView]) -> PlanView | None:
    """Return the plan that is carried out, if there is one."""
    return next((plan for plan in plans if plan.state == IN_FORCE), None)


def _view_plan(
    door: desk.Door, loaded: Loaded, paper: Paper, approval: Paper | None, number: int
) -> PlanView:
    decided = loaded.contents.get(approval.id, {}) if approval is not None else {}
    rows = [row for row in loaded.activities if row.paper_id == paper.id]
    live = paper.state == IN_FORCE
    wrote = loaded.writers.get(paper.id, frozenset())
    return PlanView(
        number=number,
        edition=paper.edition,
        version=loaded.versions.get(paper.id, 0),
        state=paper.state,
        said=from_json(loaded.contents.get(paper.id, {})),
        written_at=paper.happened_at,
        written_by=name_of(door, paper.entered_by),
        submitted_at=paper.submitted_at,
        submitted_by=name_of(door, paper.submitted_by),
        decided_at=paper.decided_at,
        decided_by=decider_name(door, paper.decided_by, paper.naming_id),
        signed_at=paper.signed_at,
        words=words_of(door, paper),
        decision_number=decided.get("decision_number", ""),
        assignment=decided.get("assignment", ""),
        activities=[_view_activity(door, loaded, paper, row, live=live) for row in rows],
        moves=tuple(move.name for move in PLANS.moves_from(paper.state)),
        writers=wrote | {paper.entered_by, paper.submitted_by},
    )


def _view_activity(
    door: desk.Door, loaded: Loaded, paper: Paper, row: PlanActivity, *, live: bool
) -> ActivityView:
    key_id, today = key_of_paper(door, paper), local_day(door.now)
    said = door.unseal(key_id, "plan_activities.content", row.id, row.content)
    moves = ACTIVITIES.moves_from(row.state) if live else ()
    return ActivityView(
        number=row.position,
        version=row.version,
        goal=row.goal,
        said=activity_from_json(json.loads(said or "{}")),
        level=row.level,
        due_on=row.due_on,
        state=row.state,
        overdue=live and row.state == "planned" and row.due_on is not None and row.due_on < today,
        done_on=row.done_on,
        result=door.unseal(key_id, "plan_activities.result", row.id, row.result),
        settled_at=row.settled_at,
        settled_by=name_of(door, row.settled_by),
        referral=loaded.referrals.get(row.referral_id or 0, ""),
        moves=tuple(move.name for move in moves),
    )


def minutes_of(door: desk.Door, loaded: Loaded) -> list[MinutesView]:
    """Return the minutes in the order in which they were entered."""
    rows = [paper for paper in loaded.papers if paper.kind == MINUTES]
    return [
        MinutesView(
            number=number,
            version=loaded.versions.get(paper.id, 0),
            met_at=paper.happened_at,
            said=loaded.contents.get(paper.id, {}),
            written_by=name_of(door, paper.entered_by),
        )
        for number, paper in enumerate(rows, start=1)
    ]
