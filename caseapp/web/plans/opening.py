"""Opens the plans of a case for a page, or answers that there is no such page for this person."""

from __future__ import annotations

from caseapp.casework.plan_reading import CasePlans, read_plans
from caseapp.rules.access import Act
from caseapp.web.actor import actor, now
from caseapp.web.rights import insist


def opened(code: str, act: Act) -> CasePlans:
    """Return the plans of a case; 404 for those who may read them but not take this step."""
    view = read_plans(actor(), code, now=now())
    insist(act, view.unit_id)
    return view
