"""A plan as it is written: goals, their activities, what is wrong with it, what it still lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from caseapp.rules.codes.plans import PLAN_MEASURES
from caseapp.rules.forms.answers import Fault, Value
from caseapp.rules.forms.form04_plan import place
from caseapp.rules.values import msgid

MOST_NEEDS: Final = 20
MOST_GOALS: Final = 10
MOST_ACTIVITIES: Final = 12
"""So many rows at most, the activities of one goal: a page of more could not be sent."""

NO_SITUATION: Final = msgid("Describe the child's situation and problems")
NO_GOAL: Final = msgid("Enter at least one goal")
NO_GOAL_TEXT: Final = msgid("Say what the goal is")
NO_GOAL_DUE: Final = msgid("Enter by when the goal is to be reached")
NO_ACTIVITY: Final = msgid("A plan without activities cannot be submitted: enter at least one")
NO_WHAT: Final = msgid("Say what is to be done")
NO_MEASURE: Final = msgid("Choose the measure that the activity belongs to")
NO_DUE: Final = msgid("Enter until when it is to be done")
NO_RESPONSIBLE: Final = msgid("Say who is responsible for it")
GOAL_PAST: Final = msgid("The day of a goal cannot lie before today")
ENDS_FIRST: Final = msgid("The activity cannot end before it starts")
UNBORN: Final = msgid("Enter a day on or after the child's birth, or correct the birth first")


@dataclass(frozen=True)
class Activity:
    """What is done towards a goal: by which measure, by whom, with whom, from when until when."""

    what: str = ""
    measure: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    responsible: str = ""
    cooperates: str = ""
    resources: str = ""

    @property
    def level(self) -> str:
        """The level of protection that its measure belongs to (Law on Children, Art. 47)."""
        return PLAN_MEASURES[self.measure].level if self.measure in PLAN_MEASURES else ""


@dataclass(frozen=True)
class Goal:
    """What is to be reached, by which day, by which activities."""

    text: str = ""
    due: date | None = None
    activities: tuple[Activity, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What Mẫu 04 says: rows may be empty while it is being typed."""

    situation: str = ""
    needs: tuple[str, ...] = ()
    goals: tuple[Goal, ...] = ()
    organisation: str = ""

    @property
    def activities(self) -> tuple[Activity, ...]:
        """All activities in their order."""
        return tuple(activity for goal in self.goals for activity in goal.activities)

    @property
    def shape(self) -> tuple[int, tuple[int, ...]]:
        """How many needs there are, and how many activities each goal has."""
        return len(self.needs), tuple(len(goal.activities) for goal in self.goals)


_DAYS: Final = ("starts_on", "due_on")
_TEXTS: Final = ("what", "measure", "responsible", "cooperates", "resources")


def from_values(values: Mapping[str, Value], shape: tuple[int, tuple[int, ...]]) -> Plan:
    """Return the plan that was typed into a form of that shape, empty rows and all."""
    needs, activities = shape
    return Plan(
        _text(values, "situation"),
        tuple(_text(values, f"need_{each}") for each in range(1, needs + 1)),
        tuple(_goal(values, goal, number) for goal, number in enumerate(activities, start=1)),
        _text(values, "organisation"),
    )


def _goal(values: Mapping[str, Value], goal: int, number: int) -> Goal:
    return Goal(
        _text(values, f"goal_{goal}"),
        _day(values, f"goal_due_{goal}"),
        tuple(
            _activity(
                {key: _text(values, f"{key}_{place(goal, row)}") for key in _TEXTS},
                {key: _day(values, f"{key}_{place(goal, row)}") for key in _DAYS},
            )
            for row in range(1, number + 1)
        ),
    )


def _activity(texts: Mapping[str, str], days: Mapping[str, date | None]) -> Activity:
    return Activity(
        what=texts["what"],
        measure=texts["measure"],
        starts_on=days["starts_on"],
        due_on=days["due_on"],
        responsible=texts["responsible"],
        cooperates=texts["cooperates"],
        resources=texts["resources"],
    )


def _text(values: Mapping[str, Value], key: str) -> str:
    found = values.get(key)
    return found if isinstance(found, str) else ""


def _day(values: Mapping[str, Value], key: str) -> date | None:
    found = values.get(key)
    return found if isinstance(found, date) else None


def to_values(plan: Plan) -> dict[str, Value]:
    """Return the answers of the form that a plan fills, by the keys of its rows."""
    found: dict[str, Value | None] = {
        "situation": plan.situation,
        "organisation": plan.organisation,
    }
    for number, need in enumerate(plan.needs, start=1):
        found[f"need_{number}"] = need
    for number, goal in enumerate(plan.goals, start=1):
        found |= {f"goal_{number}": goal.text, f"goal_due_{number}": goal.due}
        for row, activity in enumerate(goal.activities, start=1):
            for key in (*_TEXTS, *_DAYS):
                found[f"{key}_{place(number, row)}"] = getattr(activity, key)
    return {key: value for key, value in found.items() if value}


def tidied(plan: Plan) -> Plan:
    """Return a plan without its empty rows, in the same order."""
    goals = (
        replace(goal, activities=tuple(each for each in goal.activities if each != Activity()))
        for goal in plan.goals
    )
    return replace(
        plan,
        needs=tuple(need for need in plan.needs if need),
        goals=tuple(goal for goal in goals if goal != Goal()),
    )


def to_json(plan: Plan) -> dict[str, Any]:
    """Return a plan as it is kept."""
    return {
        "situation": plan.situation,
        "needs": list(plan.needs),
        "goals": [
            {
                "text": goal.text,
                "due": _told(goal.due),
                "activities": [activity_to_json(each) for each in goal.activities],
            }
            for goal in plan.goals
        ],
        "organisation": plan.organisation,
    }


def activity_to_json(activity: Activity) -> dict[str, str]:
    """Return an activity as it is kept."""
    texts = {key: getattr(activity, key) for key in _TEXTS}
    return texts | {key: _told(getattr(activity, key)) for key in _DAYS}


def _told(day: date | None) -> str:
    return day.isoformat() if day else ""


def from_json(kept: Mapping[str, Any]) -> Plan:
    """Return a plan that was kept."""
    return Plan(
        kept.get("situation", ""),
        tuple(kept.get("needs", ())),
        tuple(
            Goal(
                goal["text"],
                _known(goal["due"]),
                tuple(activity_from_json(each) for each in goal["activities"]),
            )
            for goal in kept.get("goals", ())
        ),
        kept.get("organisation", ""),
    )


def activity_from_json(kept: Mapping[str, str]) -> Activity:
    """Return an activity that was kept."""
    texts = {key: kept.get(key, "") for key in _TEXTS}
    return _activity(texts, {key: _known(kept.get(key, "")) for key in _DAYS})


def _known(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def unsound(plan: Plan, today: date, born: date = date.min) -> list[Fault]:
    """Return what cannot be true: a goal before today, an activity that ends before it starts.

    Nor is anything done for a child before `born`, the first day on which it may be there.
    """
    return list(_unsound(plan, today, born))


def _unsound(plan: Plan, today: date, born: date) -> Iterator[Fault]:
    for number, goal in enumerate(plan.goals, start=1):
        if goal.due is not None and goal.due < today:
            yield Fault(f"goal_due_{number}", GOAL_PAST, {}, "day")
        for row, activity in enumerate(goal.activities, start=1):
            starts, ends = activity.starts_on, activity.due_on
            if starts is not None and ends is not None and ends < starts:
                yield Fault(f"due_on_{place(number, row)}", ENDS_FIRST, {}, "day")
            for key, day in (("starts_on", starts), ("due_on", ends)):
                if day is not None and day < born:
                    yield Fault(f"{key}_{place(number, row)}", UNBORN, {}, "day")


def lacking(plan: Plan) -> list[Fault]:
    """Return what a plan must say before it is submitted, each at the field of its row."""
    return list(_lacking(plan))


def _lacking(plan: Plan) -> Iterator[Fault]:
    if not plan.situation:
        yield Fault("situation", NO_SITUATION, {})
    if not plan.goals:
        yield Fault("goal_1", NO_GOAL, {})
    if not plan.activities:
        yield Fault("what_1_1", NO_ACTIVITY, {})
    for number, goal in enumerate(plan.goals, start=1):
        if not goal.text:
            yield Fault(f"goal_{number}", NO_GOAL_TEXT, {})
        if goal.due is None:
            yield Fault(f"goal_due_{number}", NO_GOAL_DUE, {}, "day")
        for row, activity in enumerate(goal.activities, start=1):
            yield from _lacking_of(activity, place(number, row))


def _lacking_of(activity: Activity, at: str) -> Iterator[Fault]:
    if not activity.what:
        yield Fault(f"what_{at}", NO_WHAT, {})
    if not activity.measure:
        yield Fault(f"measure_{at}", NO_MEASURE, {})
    if activity.due_on is None:
        yield Fault(f"due_on_{at}", NO_DUE, {}, "day")
    if not activity.responsible:
        yield Fault(f"responsible_{at}", NO_RESPONSIBLE, {})


def ready_shape(plan: Plan) -> Plan:
    """Return a plan with one goal and one activity at least, so that each fault has its field."""
    goals = plan.goals or (Goal(),)
    if not any(goal.activities for goal in goals):
        goals = (replace(goals[0], activities=(Activity(),)), *goals[1:])
    return replace(plan, needs=plan.needs or ("",), goals=goals)
