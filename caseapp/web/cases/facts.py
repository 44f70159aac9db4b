"""What a case's page says and offers of flags, suspects, how it began and its name."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from caseapp.casework.case_clocks import OF_PLAN
from caseapp.casework.case_reading import CaseView
from caseapp.rules.access import Act
from caseapp.web.cases import as_of, entering, flags, incident, mistake
from caseapp.web.cases.transferring import taking_back
from caseapp.web.posting import post_key
from caseapp.web.rights import allowed


def attach(blueprint: Blueprint) -> None:
    """Add the pages of the parts of a case to the cases' blueprint."""
    for part in (mistake, as_of, entering, flags, incident):
        part.attach(blueprint)


def facts_of(view: CaseView) -> dict[str, Any]:
    """Return what the page may offer of these parts."""
    unit, running = view.unit_id, view.state != "closed"
    records = allowed(Act.INCIDENT_RECORD, unit)
    return {
        "may_flag": running and allowed(Act.CASE_EDIT, unit),
        "may_name_suspects": records,
        "may_record_first": running and records and not view.reports,
        "may_hide_name": allowed(Act.NAME_HIDE, unit),
        "held_back": held_back(view),
        "take_back": taking_back(view),
        "key": post_key(),
    }


def held_back(view: CaseView) -> bool:
    """Tell whether an emergency measure keeps the limits of the plan from running.

    It may have held them back while they ran, or have been decided before the case was opened.
    """
    of_plan = [row for row in view.clocks if row.clock.name in OF_PLAN]
    if of_plan:
        return any(row.outcome == "emergency" for row in of_plan) and not any(
            row.runs for row in of_plan
        )
    if view.entry.kind != "report" or view.state == "closed" or view.plan.in_force is not None:
        return False
    decided = [each for report in view.reports for each in report.decisions]
    return any(each.kind == "emergency" and not each.fell for each in decided)
