"""Lays the plan in force out as lines of the printed summary, in Vietnamese."""

from __future__ import annotations

from typing import Any

from caseapp.casework.plan_views import ActivityView, PlanView
from caseapp.rules.codes import LISTS
from caseapp.rules.values import local_day
from caseapp.web.filters import day


def plan_lines(plan: PlanView) -> dict[str, Any]:
    """Return what the summary says of a plan: its decision, needs and goals, and activities."""
    decided = ""
    if plan.decided_at is not None:
        decided = f"{day(local_day(plan.decided_at))}, {plan.decided_by}"
    goals = [
        f"{number}. {goal.text}" + (f" (hạn {day(goal.due)})" if goal.due else "")
        for number, goal in enumerate(plan.said.goals, start=1)
    ]
    rows = (
        ("Phê duyệt", decided),
        ("Số quyết định", plan.decision_number),
        ("Nhu cầu", "; ".join(plan.said.needs)),
        ("Mục tiêu", "; ".join(goals)),
    )
    return {
        "facts": [{"label": label, "value": value, "masked": False} for label, value in rows],
        "activities": [_activity(each) for each in plan.activities],
    }


def _activity(each: ActivityView) -> dict[str, Any]:
    measure = LISTS["plan_measures"].label(each.said.measure) if each.said.measure else ""
    state = "Quá hạn" if each.overdue else LISTS["activity_states"].label(each.state)
    done = f"{state} ngày {day(each.done_on)}" if each.done_on else state
    return {
        "what": each.said.what,
        "text": measure,
        "until": each.due_on,
        "by": "; phối hợp: ".join(filter(None, (each.said.responsible, each.said.cooperates))),
        "note": f"{done}. {each.result}" if each.result else done,
    }
