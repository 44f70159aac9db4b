"""What a case's page says and offers of flags, suspects, how it began and its name."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from caseapp.casework.case_reading import CaseView
from caseapp.rules.access import Act
from caseapp.web.cases import as_of, entering, flags, incident, mistake
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
    }
