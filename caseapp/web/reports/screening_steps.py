"""What may become of a report: a case, another unit, an end; and what is proposed about it."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext

from caseapp.casework.report_reading import ReportView
from caseapp.rules.access import Act
from caseapp.rules.units import ELSEWHERE
from caseapp.web.moves import Step
from caseapp.web.proposing import is_proposed, waiting
from caseapp.web.reports.preparing import may_prepare
from caseapp.web.rights import allowed


def screening_steps(view: ReportView) -> dict[str, Step]:
    """Return the steps of screening that are possible now, the decision on a proposal first."""
    steps = _verdict(view)
    if is_passing(view):
        return steps
    code, unit = view.code, view.unit_id
    if view.state in {"received", "ended"} and may_prepare(Act.REPORT_SCREEN, view):
        steps["open_case"] = Step(gettext("Open a case"), url_for("reports.open_case", code=code))
        steps["join"] = Step(gettext("Join to an open case"), url_for("reports.join", code=code))
    if view.state != "received":
        return steps
    if view.elsewhere and not view.imported and allowed(Act.REPORT_FORWARD, unit):
        words = gettext("Forward to the unit where it happened")
        steps["forward"] = Step(words, url_for("reports.forward", code=code))
    if allowed(Act.REPORT_PROPOSE, unit) and not is_proposed(view.proposals, "no_case"):
        words = gettext("Propose ending without a case")
        steps["end"] = Step(words, url_for("reports.end", code=code))
    return steps


def is_passing(view: ReportView) -> bool:
    """Tell whether the report waits to be received by another unit."""
    return view.passing is not None and view.passing.state == "waiting"


def concerns_another(view: ReportView) -> bool:
    """Tell whether another unit of the city is to take the report over, and has not yet."""
    if view.passing is not None and view.passing.state in {"waiting", "assigned"}:
        return is_passing(view)
    outside = view.answers.get("event_area") in ELSEWHERE
    return view.elsewhere and not outside and view.state == "received" and not view.imported


def _verdict(view: ReportView) -> dict[str, Step]:
    """The oldest proposal on which this person's word is awaited."""
    for proposal in waiting(view.proposals, view.unit_id):
        url = url_for("reports.decide_proposal", code=view.code, number=proposal.number)
        return {"proposal": Step(gettext("Decide on the proposal"), url)}
    return {}


def mistake_step(view: ReportView) -> dict[str, Step]:
    """Saying that the report was entered by mistake: the last of all steps."""
    if is_passing(view) or is_proposed(view.proposals, "mistake"):
        return {}
    if not allowed(Act.REPORT_PROPOSE, view.unit_id):
        return {}
    words = gettext("Entered by mistake: propose to take it out of the lists")
    return {"mistake": Step(words, url_for("reports.mistake", code=view.code))}
