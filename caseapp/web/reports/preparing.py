"""Whether somebody may take an officer's step with a report."""

from __future__ import annotations

from caseapp.casework.report_reading import ReportView
from caseapp.rules.access import Act
from caseapp.web.rights import allowed, allowed_at_home


def may_prepare(act: Act, view: ReportView) -> bool:
    """Whether the reader may take an officer's step: the chair only with what they logged."""
    return allowed(act, view.unit_id) and (view.own or allowed(Act.CASE_EDIT, view.unit_id))


def may_add(view: ReportView) -> bool:
    """Whether the reader may log another child of the event: in their own unit alone."""
    return may_prepare(Act.REPORT_LOG, view) and allowed_at_home(Act.REPORT_LOG, view.unit_id)
