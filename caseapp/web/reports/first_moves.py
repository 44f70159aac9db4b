"""What may be done in a report's first 12 hours beside the chair's own decision."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext

from caseapp.casework.first_hours_reading import Decision
from caseapp.casework.report_reading import ReportView
from caseapp.rules.access import Act
from caseapp.web.filters import moment
from caseapp.web.moves import Step
from caseapp.web.rights import allowed


def first_moves(view: ReportView) -> dict[str, Step]:
    """What belongs to the first 12 hours beside the chair's own decision."""
    code, unit = view.code, view.unit_id
    steps = {}
    if not view.imported and allowed(Act.MEASURE_RECORD, unit):
        words = gettext("Record a decision given by telephone or on paper")
        steps["record"] = Step(words, url_for("reports.record", code=code))
    for made in view.decisions:
        steps |= _of_decision(view, made)
    if not view.imported and allowed(Act.SAFETY_RECORD, unit):
        words = gettext("Record that the child was taken to safety")
        steps["safety"] = Step(words, url_for("reports.to_safety", code=code))
    waiting = view.first_hours.waiting
    if waiting and not waiting.own and allowed(Act.RECEIPT_DECIDE, unit):
        words = gettext("Decide on the corrected receipt")
        steps["decide_receipt"] = Step(words, url_for("reports.decide_receipt", code=code))
    if view.clock and not waiting and allowed(Act.RECEIPT_CORRECT, unit):
        words = gettext("Correct when the report was received")
        steps["receipt"] = Step(words, url_for("reports.receipt", code=code))
    return steps


def _of_decision(view: ReportView, made: Decision) -> dict[str, Step]:
    """What may be done with a decision that another entered: the chair's word, the scan."""
    how, unit = made.spoken, view.unit_id
    if how is None:
        return {}
    steps: dict[str, Step] = {}
    code, number = view.code, how.number
    at = moment(made.decided_at)
    if allowed(Act.MEASURE_CONFIRM, unit) and not how.entered_own:
        if made.waits:
            words = gettext("Confirm the decision of %(moment)s, or say it was not so", moment=at)
            steps[f"answer-{how.number}"] = Step(
                words, url_for("reports.answer", code=code, number=number)
            )
        elif how.outcome == "scan" and how.deniable:
            words = gettext("Say whether it was decided so on %(moment)s", moment=at)
            steps[f"doubt-{how.number}"] = Step(
                words, url_for("reports.answer", code=code, number=number)
            )
    if made.waits and allowed(Act.MEASURE_RECORD, unit):
        words = gettext("Name the signed scan of the decision of %(moment)s", moment=at)
        steps[f"scan-{how.number}"] = Step(words, url_for("reports.scan", code=code, number=number))
    return steps
