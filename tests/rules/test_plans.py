"""A plan as it is written: rows come and go, what cannot be and what lacks stands at its field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.rules import plans
from caseapp.rules.codes.plans import PLAN_MEASURES
from caseapp.rules.forms.form04_plan import laid_out
from caseapp.rules.plans import Activity, Goal, Plan

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
DONE = Activity("Tư vấn", "care", TODAY, TODAY + DAY, "Cán bộ", "Trạm y tế", "Không")
WHOLE = Plan("Trẻ sợ hãi", ("An toàn",), (Goal("Yên tâm", TODAY, (DONE, DONE)),), "Cán bộ lo")

TEXT = st.text(st.characters(categories=["L"]), max_size=5)
DAYS = st.none() | st.dates()
ACTIVITY = st.builds(
    Activity, TEXT, st.sampled_from(["", *PLAN_MEASURES.codes]), DAYS, DAYS, TEXT, TEXT, TEXT
)
GOAL = st.builds(Goal, TEXT, DAYS, st.lists(ACTIVITY, max_size=3).map(tuple))
PLAN = st.builds(
    Plan, TEXT, st.lists(TEXT, max_size=3).map(tuple), st.lists(GOAL, max_size=3).map(tuple), TEXT
)


@given(PLAN)
def test_whatever_is_written_comes_back(plan: Plan) -> None:
    assert plans.from_values(plans.to_values(plan), plan.shape) == plan
    assert plans.from_json(plans.to_json(plan)) == plan


@given(PLAN)
def test_tidying_takes_empty_rows_alone(plan: Plan) -> None:
    tidy = plans.tidied(plan)
    assert plans.tidied(tidy) == tidy
    assert [each for each in plan.activities if each != Activity()] == list(tidy.activities)
    assert "" not in tidy.needs
    assert Goal() not in tidy.goals
    assert plans.unsound(tidy, TODAY) == [] or plans.unsound(plan, TODAY) != []


def _with(**more: object) -> Plan:
    activity = replace(DONE, **more)  # type: ignore[arg-type]  # fields by name
    return replace(WHOLE, goals=(Goal("Yên tâm", TODAY, (DONE, activity)),))


@pytest.mark.parametrize(
    ("plan", "fields"),
    [
        (WHOLE, []),
        (replace(WHOLE, goals=(Goal("Yên tâm", TODAY - DAY, (DONE,)),)), ["goal_due_1"]),
        (_with(starts_on=TODAY + 2 * DAY), ["due_on_1_2"]),
        (_with(starts_on=TODAY + DAY), []),
        (_with(starts_on=None), []),
    ],
)
def test_days_that_cannot_be(plan: Plan, fields: list[str]) -> None:
    assert [fault.field for fault in plans.unsound(plan, TODAY)] == fields


def test_nothing_is_done_before_the_child_is_there() -> None:
    plan = _with(starts_on=TODAY - 9 * DAY, due_on=TODAY)
    assert plans.unsound(plan, TODAY, TODAY - 9 * DAY) == []
    (fault,) = plans.unsound(plan, TODAY, TODAY - 8 * DAY)
    assert (fault.field, fault.message) == ("starts_on_1_2", plans.UNBORN)


@pytest.mark.parametrize(
    ("plan", "fields"),
    [
        (WHOLE, []),
        (Plan(), ["situation", "goal_1", "what_1_1"]),
        (replace(WHOLE, goals=(Goal("Yên tâm", TODAY),)), ["what_1_1"]),
        (replace(WHOLE, goals=(Goal("", None, (DONE,)),)), ["goal_1", "goal_due_1"]),
        (_with(what="", measure="", due_on=None, responsible=""),
         ["what_1_2", "measure_1_2", "due_on_1_2", "responsible_1_2"]),
        (_with(cooperates="", resources="", starts_on=None), []),
    ],
)  # fmt: skip
def test_what_a_plan_lacks_before_it_is_submitted(plan: Plan, fields: list[str]) -> None:
    assert [fault.field for fault in plans.lacking(plan)] == fields


@given(PLAN)
def test_each_fault_has_its_field_on_the_page(plan: Plan) -> None:
    needs, activities = plans.ready_shape(plans.tidied(plan)).shape
    spec = laid_out(needs, activities)
    tidy = plans.tidied(plan)
    for fault in [*plans.lacking(tidy), *plans.unsound(tidy, TODAY)]:
        assert spec.field(fault.field)


def test_the_level_follows_from_the_measure() -> None:
    assert DONE.level == "intervention"
    assert Activity().level == ""
