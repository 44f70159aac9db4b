"""The rows of Mẫu 04 on a page without script: how many came back, one more, what each says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, Final

from flask import request
from flask_babel import gettext
from wtforms import Field as Control

from caseapp.rules.forms.answers import Fault, Value
from caseapp.rules.forms.form04_plan import laid_out, place
from caseapp.rules.forms.spec import Field
from caseapp.rules.plans import (
    MOST_ACTIVITIES,
    MOST_GOALS,
    MOST_NEEDS,
    Plan,
    from_values,
    to_values,
    unsound,
)
from caseapp.rules.values import local_day
from caseapp.web.actor import now
from caseapp.web.filters import page_language
from caseapp.web.form_builder import OfficialForm, answer_text, official_form
from caseapp.web.widgets import refuse

Shape = tuple[int, tuple[int, ...]]
LEAST: Final[Shape] = (1, (1,))
_NEED = re.compile(r"need_([0-9]{1,2})")
_GOAL = re.compile(r"goal_([0-9]{1,2})")
_ACTIVITY = re.compile(r"what_([0-9]{1,2})_([0-9]{1,2})")
_ONE_MORE = re.compile(r"activity-([0-9]{1,2})")


@dataclass(frozen=True)
class Part:
    """A heading with its controls, and the buttons below it that add a row: value, words."""

    title: str
    level: int
    controls: list[Control]
    adds: list[tuple[str, str]] = field(default_factory=list)


def sent_shape(names: Iterable[str]) -> Shape:
    """Return how many rows of each kind were sent; never more than a page holds."""
    names = list(names)
    needs = _most(_NEED, names, MOST_NEEDS)
    goals = _most(_GOAL, names, MOST_GOALS)
    activities = [0] * goals
    for name in names:
        if found := _ACTIVITY.fullmatch(name):
            goal, row = int(found[1]), min(int(found[2]), MOST_ACTIVITIES)
            if 1 <= goal <= goals:
                activities[goal - 1] = max(activities[goal - 1], row)
    return needs, tuple(activities)


def _most(pattern: re.Pattern[str], names: Iterable[str], most: int) -> int:
    found = (int(match[1]) for name in names if (match := pattern.fullmatch(name)))
    return min(max(found, default=0), most)


def grown(shape: Shape, wanted: str) -> tuple[Shape, str] | None:
    """Return a shape with one more row of that kind and the row's first field; None when full."""
    needs, activities = shape
    if wanted == "need" and needs < MOST_NEEDS:
        return (needs + 1, activities), f"need_{needs + 1}"
    if wanted == "goal" and len(activities) < MOST_GOALS:
        return (needs, (*activities, 1)), f"goal_{len(activities) + 1}"
    found = _ONE_MORE.fullmatch(wanted)
    goal = int(found[1]) if found else 0
    if 1 <= goal <= len(activities) and activities[goal - 1] < MOST_ACTIVITIES:
        rows = list(activities)
        rows[goal - 1] += 1
        return (needs, tuple(rows)), f"what_{place(goal, rows[goal - 1])}"
    return None


def joined(one: Shape, other: Shape) -> Shape:
    """Return a shape in which the rows of both have a place."""
    activities = zip_longest(one[1], other[1], fillvalue=0)
    return max(one[0], other[0]), tuple(max(pair) for pair in activities)


def form_of(shape: Shape, plan: Plan | None = None, **more: Any) -> OfficialForm:  # noqa: ANN401 - for FlaskForm
    """Return the page of Mẫu 04 with so many rows, filled with a plan or with what was sent."""
    made = official_form(laid_out(*shape))
    return made(now=now(), values=to_values(plan) if plan else None, **more)


def shape_of(plan: Plan) -> Shape:
    """Return the rows of a plan, one of each at least."""
    needs, activities = plan.shape
    return max(needs, 1), activities or LEAST[1]


def said_in(form: OfficialForm, shape: Shape) -> Plan:
    """Return the plan that a form holds, empty rows and all."""
    return from_values(form.answers, shape)


def is_sound(form: OfficialForm, shape: Shape) -> bool:
    """Check what was typed; every fault stands beside its control."""
    readable = bool(form.validate())
    faults = unsound(said_in(form, shape), local_day(now()))
    point_out(form, faults)
    return readable and not faults


def point_out(form: OfficialForm, faults: Iterable[Fault]) -> None:
    """Set faults beside their controls."""
    for fault in faults:
        refuse(form, fault.field, gettext(fault.message, **fault.params), fault.part)


def parts_of(form: OfficialForm) -> list[Part]:
    """Return the headings of the form in their order, each with the rows that may be added."""
    sections = [part for part in form.spec.sections if any(each.asked for each in part.fields)]
    keys = [part.key for part in sections]
    shown = form.laid_out()
    return [
        Part(part.title, part.level, part.controls, list(_adds(keys, place_in)))
        for place_in, part in enumerate(shown)
    ]


def _adds(keys: list[str], at: int) -> Iterator[tuple[str, str]]:
    """Yield the buttons below a heading: after the last row of its kind."""
    kind, _, numbers = keys[at].partition("_")
    following = keys[at + 1].partition("_")[0] if at + 1 < len(keys) else ""
    if kind == "need":
        yield "need", gettext("Add a need")
    if kind in {"goal", "activity"} and following != "activity":
        goal = numbers.partition("_")[0]
        yield f"activity-{goal}", gettext("Add an activity to goal %(number)s", number=goal)
        if following != "goal":
            yield "goal", gettext("Add a goal")


def sent_now() -> Shape:
    """Return the rows of the form that this request brings, one of each kind at least."""
    needs, activities = sent_shape(request.form)
    return max(needs, 1), activities or LEAST[1]


def differing(yours: Plan, saved: Plan) -> list[tuple[str, str, str]]:
    """Return where two versions differ: question, yours, the saved one; in the form's order."""
    mine, theirs = to_values(yours), to_values(saved)
    spec = laid_out(
        max(len(yours.needs), len(saved.needs)),
        [
            max(_activities(yours, goal), _activities(saved, goal))
            for goal in range(max(len(yours.goals), len(saved.goals)))
        ],
    )
    return [
        (_asked(each), _told(each, mine), _told(each, theirs))
        for each in spec.asked
        if mine.get(each.key) != theirs.get(each.key)
    ]


def _activities(plan: Plan, goal: int) -> int:
    return len(plan.goals[goal].activities) if goal < len(plan.goals) else 0


def _asked(asked: Field) -> str:
    return asked.question if page_language() == "vi" else asked.gloss


def _told(asked: Field, values: Mapping[str, Value]) -> str:
    value = values.get(asked.key)
    return "" if value is None else answer_text(asked, value, {})
