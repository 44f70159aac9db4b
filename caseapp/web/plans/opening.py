"""Opens the plans of a case for a page, or answers that there is no such page for this person."""

from __future__ import annotations

from caseapp.casework.plan_reading import CasePlans, read_plans
from caseapp.casework.plan_views import PlanView
from caseapp.rules.access import Act
from caseapp.web.actor import actor, now
from caseapp.web.rights import insist, missing


def opened(code: str, act: Act) -> CasePlans:
    """Return the plans of a case; 404 for those who may read them but not take this step."""
    view = read_plans(actor(), code, now=now())
    insist(act, view.unit_id)
    return view


def plan_of(view: CasePlans, number: int) -> PlanView:
    """Return the plan of that number; 404, written down, beyond."""
    if not 1 <= number <= len(view.plans):
        missing()
    return view.plan(number)
