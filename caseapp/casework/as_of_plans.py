"""Plans as they stood on a past moment: in the words of then, with what had become of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Protocol

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.as_of_measures import Told
from caseapp.casework.case_lines import key_of_case
from caseapp.casework.kept_reading import numbers_of
from caseapp.casework.papers import words_of
from caseapp.casework.past_rows import PastRows
from caseapp.casework.plan_views import APPROVAL, PLAN
from caseapp.casework.staff import decider_name, name_of
from caseapp.records.cases import Case
from caseapp.records.papers import Paper, PaperText, PlanActivity
from caseapp.rules.plan_states import ACTIVITIES, IN_FORCE, PLANS
from caseapp.rules.plans import Activity, Plan, activity_from_json, from_json
from caseapp.rules.values import local_day

REPLACED: Final = "replaced"
_STEPS: Final = {
    "plan_submit": "submitted",
    "plan_take_back": PLANS.initial,
    "plan_withdraw": "withdrawn",
    "plan_approve": IN_FORCE,
    "plan_return": "returned",
}
"""To what a plan came by each line of the timeline."""

_SPOKEN: Final = {IN_FORCE, REPLACED, "returned"}
"""States in which the chair had spoken."""


class Line(Protocol):
    """A line of the timeline that had been entered by then."""

    @property
    def kind(self) -> str:
        """What was done."""

    @property
    def detail(self) -> str:
        """Of a plan its number."""

    @property
    def entered_at(self) -> datetime:
        """When it was entered."""


@dataclass(frozen=True)
class PastActivity:
    """An activity of a plan that had been approved, and what had become of it."""

    goal: int
    said: Activity
    due_on: date | None
    state: str
    overdue: bool
    done_on: date | None
    result: str


@dataclass(frozen=True)
class PastPlan:
    """A plan as it was written, the state to which it had come, and what the chair had said.

    `activities` are those of an approved plan; of others they stand in what it said alone.
    """

    number: int
    state: str
    said: Plan
    written_at: datetime
    by: str
    decided_at: datetime | None
    decided_by: str
    words: str
    decision_number: str
    assignment: str
    activities: list[PastActivity]


@dataclass(frozen=True)
class PlansThen:
    """A case at a moment: the lines of its timeline, the texts and papers of then."""

    door: desk.Door
    case: Case
    stood: PastRows
    lines: Sequence[Line]
    texts: Sequence[PaperText]
    told: Told

    def state(self, row: Paper, number: int) -> str:
        """Return the state of a plan by the last step that had been entered, or by its columns."""
        state = self._reached(row, number)
        return REPLACED if state == IN_FORCE and self._was_replaced(row, number) else state

    def _reached(self, row: Paper, number: int) -> str:
        steps = [
            line
            for line in self.lines
            if line.kind in _STEPS and line.detail == str(number)
        ]  # fmt: skip
        if not steps:
            return self._by_columns(row)
        last = max(steps, key=lambda line: line.entered_at)
        written = max(each.entered_at for each in self.texts if each.paper_id == row.id)
        mended = last.kind == "plan_return" and written > last.entered_at
        return PLANS.initial if mended else _STEPS[last.kind]

    def _by_columns(self, row: Paper) -> str:
        for column, state in (("decided_at", IN_FORCE), ("submitted_at", "submitted")):
            at: Any = getattr(row, column)
            if at is not None and at <= self.stood.moment:
                return state
        return PLANS.initial

    def _was_replaced(self, row: Paper, number: int) -> bool:
        """Tell whether a later plan had been approved by then."""
        if row.state not in {IN_FORCE, REPLACED}:
            return False
        return any(
            line.kind == "plan_approve" and line.detail.isdecimal() and int(line.detail) > number
            for line in self.lines
        )


def plans_as_of(then: PlansThen) -> list[PastPlan]:
    """Return the plans in their order: one statement, for their activities."""
    activities = _activities(then)
    return [
        _plan(then, row, number, activities)
        for number, row in enumerate(then.told.of(PLAN), 1)
    ]  # fmt: skip


def _plan(then: PlansThen, row: Paper, number: int, activities: Sequence[PlanActivity]) -> PastPlan:
    own = [each for each in then.texts if each.paper_id == row.id]
    state = then.state(row, number)
    spoken = row.decided_at is not None and state in _SPOKEN
    approvals = [each for each in then.told.of(APPROVAL) if each.follows_id == row.id]
    made = then.told.said.get(approvals[-1].id, {}) if approvals else {}
    numbered = numbers_of(then.door, [row], until=then.stood.moment) if approvals else {}
    return PastPlan(
        number=number,
        state=state,
        said=from_json(then.told.said.get(row.id, {})),
        written_at=own[-1].entered_at if own else row.entered_at,
        by=name_of(then.door, row.entered_by),
        decided_at=row.decided_at if spoken else None,
        decided_by=decider_name(then.door, row.decided_by, row.naming_id) if spoken else "",
        words=words_of(then.door, row) if spoken else "",
        decision_number=numbered.get(row.id) or str(made.get("decision_number", "")),
        assignment=str(made.get("assignment", "")),
        activities=list(
            _outcomes(then, [each for each in activities if each.paper_id == row.id], state)
        ),
    )


def _activities(then: PlansThen) -> list[PlanActivity]:
    """Return the activities that were carried out by then, as they stood.

    What was settled after the moment was planned then, also where its changes were not kept.
    """
    moment = then.stood.moment
    asked = select(PlanActivity).where(
        PlanActivity.case_id == then.case.id, PlanActivity.entered_at <= moment
    )
    rows = then.door.session.scalars(asked.order_by(PlanActivity.position))
    found = list(map(then.stood.then, rows))
    for row in found:
        if row.settled_at is not None and row.settled_at > moment:
            row.state, row.done_on, row.result = ACTIVITIES.initial, None, None
    return found


def _outcomes(
    then: PlansThen, rows: Iterable[PlanActivity], state: str
) -> Iterable[PastActivity]:  # fmt: skip
    key_id, today = key_of_case(then.door, then.case), local_day(then.stood.moment)
    for row in rows:
        planned = row.state == ACTIVITIES.initial
        said = then.door.unseal(key_id, "plan_activities.content", row.id, row.content)
        yield PastActivity(
            row.goal,
            activity_from_json(json.loads(said or "{}")),
            row.due_on,
            row.state,
            state == IN_FORCE and planned and row.due_on is not None and row.due_on < today,
            row.done_on,
            then.door.unseal(key_id, "plan_activities.result", row.id, row.result),
        )
