"""Plans, their activities and minutes as their reader may see them, from rows already loaded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from caseapp import desk
from caseapp.casework.papers import Content
from caseapp.records.papers import Paper, PlanActivity
from caseapp.rules.access import Role
from caseapp.rules.plan_states import ACTIVITIES, IN_FORCE, PLANS
from caseapp.rules.plans import Activity, Plan, activity_from_json, from_json
from caseapp.rules.standing_in import signed_as
from caseapp.rules.values import local_day

PLAN: Final = "plan"
APPROVAL: Final = "approval"
MINUTES: Final = "minutes"
KINDS: Final = (PLAN, APPROVAL, MINUTES)


@dataclass(frozen=True)
class ActivityView:
    """An activity of an approved plan, and what came of it; `number` counts within the plan.

    `helped`: a help is recorded that carries it out.
    """

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
    id: int = 0
    helped: bool = False


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

    `key_id` is the child's key, `names` those of the accounts, `versions` the numbers of each
    paper's newest text, `writers` who wrote any of them, `referrals` the codes by their numbers,
    `helped` the activities that a recorded help carries out, `numbers` what the clerk numbered the
    decision on a plan that was signed.
    """

    key_id: int
    names: Mapping[int, str]

    papers: list[Paper]
    contents: Mapping[int, Content]
    activities: list[PlanActivity]
    versions: Mapping[int, int]
    writers: Mapping[int, frozenset[int | None]]
    referrals: Mapping[int, str]
    helped: frozenset[int] = frozenset()
    numbers: Mapping[int, str] = field(default_factory=dict)

    def name(self, user_id: int | None) -> str:
        """Return an account's full name; empty for what no person entered."""
        return self.names.get(user_id, "") if user_id is not None else ""

    def decider(self, paper: Paper) -> str:
        """Return who decided on a paper; a deputy with the words of the signature."""
        name = self.name(paper.decided_by)
        by_naming = paper.naming_id is not None
        return f"{signed_as(Role.CHAIR, by_naming=True)}: {name}" if by_naming else name


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
        written_by=loaded.name(paper.entered_by),
        submitted_at=paper.submitted_at,
        submitted_by=loaded.name(paper.submitted_by),
        decided_at=paper.decided_at,
        decided_by=loaded.decider(paper),
        signed_at=paper.signed_at,
        words=door.unseal(loaded.key_id, "papers.decision", paper.id, paper.decision),
        decision_number=loaded.numbers.get(paper.id) or decided.get("decision_number", ""),
        assignment=decided.get("assignment", ""),
        activities=[_view_activity(door, loaded, row, live=live) for row in rows],
        moves=tuple(move.name for move in PLANS.moves_from(paper.state)),
        writers=wrote | {paper.entered_by, paper.submitted_by},
    )


def _view_activity(
    door: desk.Door, loaded: Loaded, row: PlanActivity, *, live: bool
) -> ActivityView:
    key_id, today = loaded.key_id, local_day(door.now)
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
        settled_by=loaded.name(row.settled_by),
        referral=loaded.referrals.get(row.referral_id or 0, ""),
        moves=tuple(move.name for move in moves),
        id=row.id,
        helped=row.id in loaded.helped,
    )


def minutes_of(loaded: Loaded) -> list[MinutesView]:
    """Return the minutes in the order in which they were entered."""
    rows = [paper for paper in loaded.papers if paper.kind == MINUTES]
    return [
        MinutesView(
            number=number,
            version=loaded.versions.get(paper.id, 0),
            met_at=paper.happened_at,
            said=loaded.contents.get(paper.id, {}),
            written_by=loaded.name(paper.entered_by),
        )
        for number, paper in enumerate(rows, start=1)
    ]
