"""What a case asks for before all else: the one thing to do next, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask import url_for
from flask_babel import gettext, lazy_gettext

from caseapp.casework.case_reading import CaseView
from caseapp.casework.report_reading import ToldReport
from caseapp.casework.reviewing import closing_review
from caseapp.rules.access import Act
from caseapp.web.moves import Step
from caseapp.web.rights import allowed

WHY: Final = {
    "measure": lazy_gettext(
        "Decide whether emergency measures apply. The decision stops the clock"
    ),
    "verdict": lazy_gettext("This case is said to be entered by mistake. Decide on it"),
    "decision": lazy_gettext("The officer proposes to close this case. Decide on it"),
    "parted": lazy_gettext("The separation asks for a way out: it does not end by itself"),
    "parting": lazy_gettext("A separation or what follows it waits for your decision"),
    "care_decide": lazy_gettext("Alternative care, or its end, waits for your decision"),
    "care_mend": lazy_gettext(
        "The chair has returned the alternative care with a comment: mend it"
    ),
    "plan_decide": lazy_gettext("The plan is submitted. Approve it, or return it with a comment"),
    "plan_mend": lazy_gettext("The chair has returned the plan with a comment: mend it"),
    "round_assess": lazy_gettext(
        "The review proposes to go on: a new round begins with a new detailed assessment"
    ),
    "round_plan": lazy_gettext("The child is assessed anew: write the plan of the new round"),
    "assess": lazy_gettext("Assess the child first: the level of risk and the plan rest on it"),
    "level": lazy_gettext("Judge the level of risk first: the plan depends on it"),
    "plan_finish": lazy_gettext("The plan is being written: finish it and submit it to the chair"),
    "plan_write": lazy_gettext("The child is assessed. Write the plan and submit it to the chair"),
    "plan_overdue": lazy_gettext("An activity of the plan is overdue: see what came of it"),
    "closing": lazy_gettext("The review finds no risk left. Propose closing to the chair"),
    "note": lazy_gettext("Note down each visit and contact on the day it happens"),
}
"""Why a step comes first, by its name."""


@dataclass(frozen=True)
class Urgent:
    """The steps that press, and the order in which one of all the page's steps comes first."""

    steps: dict[str, Step]
    order: tuple[str, ...]


def urgent(view: CaseView) -> Urgent:
    """Return what presses in a case for the signed-in person."""
    steps = dict(_pressing(view))
    if view.state == "closing_proposed":
        return Urgent(steps, (*(name for name in WHY if name in steps), "verdict", "decision"))
    if view.state != "open":
        return Urgent(steps, ())
    judged = "note" if view.level else "assess" if view.reports else "level"
    return Urgent(steps, (*_ordered(steps), judged, "note"))


def _ordered(steps: dict[str, Step]) -> Iterator[str]:
    """Yield the pressing steps, and where a verdict stands among them, in the order of WHY."""
    for name in WHY:
        if name in steps or name == "verdict":
            yield name


def _pressing(view: CaseView) -> Iterator[tuple[str, Step]]:
    unit, code = view.unit_id, view.code
    waiting = next((report for report in view.reports if _undecided(report)), None)
    if waiting is not None and allowed(Act.MEASURE_DECIDE, unit):
        url = url_for("reports.decide", code=waiting.code)
        yield "measure", Step(gettext("Record decision"), url)
    yield from _of_separation(view)
    if view.care.waits and allowed(Act.MEASURE_DECIDE, unit):
        url = url_for("care.index", code=code)
        yield "care_decide", Step(gettext("Go to the alternative care and decide"), url)
    if view.care.returned and allowed(Act.CASE_EDIT, unit):
        url = url_for("care.index", code=code)
        yield "care_mend", Step(gettext("Go to the returned alternative care"), url)
    yield from _of_round(view)
    if view.state != "closed":
        yield from _of_plan(view, url_for("plans.index", code=code))
    if view.state == "open" and _is_reviewed(view) and allowed(Act.CASE_EDIT, unit):
        yield "closing", Step(gettext("Propose closing"), url_for("cases.closing", code=code))


def _is_reviewed(view: CaseView) -> bool:
    """Tell whether a review proposes closing, and the case was not opened anew since."""
    opened = [view.opened_at, *(each.happened_at for each in view.events if each.kind == "reopen")]
    return closing_review(view.assessments, view.code, max(opened)) is not None


def _undecided(report: ToldReport) -> bool:
    """Tell whether the 12 hours wait for a decision, and not for its signed paper alone."""
    runs = report.clock is not None and report.clock.stopped_at is None
    return runs and all(each.fell for each in report.decisions)


def _of_separation(view: CaseView) -> Iterator[tuple[str, Step]]:
    """Yield what a separation asks for: a decision of the chair, or a way out of the officer."""
    parted = view.measures.separation
    if parted is None:
        return
    url = url_for("measures.separation", code=view.code, number=parted.number)
    waits = parted.state == "submitted" or any(
        order.state == "submitted" for order in parted.orders
    )
    if waits and allowed(Act.MEASURE_DECIDE, view.unit_id):
        yield "parting", Step(gettext("Go to the separation and decide"), url)
    if parted.needs and not parted.before_court:
        yield "parted", Step(gettext("Go to the separation"), url)


def _of_round(view: CaseView) -> Iterator[tuple[str, Step]]:
    """Yield what a new round asks of the officer: first a new Mẫu 03, then a new plan."""
    asked, code = view.round, view.code
    if asked is None or not allowed(Act.CASE_EDIT, view.unit_id):
        return
    if asked.asks == "assess":
        words = gettext("Assess the child anew (Mẫu 03)")
        url = url_for("assessments.new_detailed_assessment", code=code)
        if asked.draft:
            words = gettext("Go on with the new assessment (Mẫu 03)")
            url = url_for("assessments.detailed_assessment", code=code, number=asked.draft)
        yield "round_assess", Step(words, url)
    elif asked.asks == "plan" and view.plan.open is None:
        url = url_for("plans.new", code=code)
        yield "round_plan", Step(gettext("Write the new plan (Mẫu 04)"), url)


def _of_plan(view: CaseView, index: str) -> Iterator[tuple[str, Step]]:
    plan, unit = view.plan, view.unit_id
    if plan.open is not None:
        url = url_for("plans.show", code=view.code, number=plan.open.number)
        if plan.open.state == "submitted" and allowed(Act.PLAN_DECIDE, unit):
            yield "plan_decide", Step(gettext("Go to the plan and decide"), url)
        if plan.open.state == "returned" and allowed(Act.PLAN_SUBMIT, unit):
            yield "plan_mend", Step(gettext("Go to the returned plan"), url)
        if plan.open.state == "draft" and allowed(Act.PLAN_SUBMIT, unit):
            yield "plan_finish", Step(gettext("Go on with the plan"), url)
    elif plan.in_force is None and view.level and view.reports and allowed(Act.PLAN_SUBMIT, unit):
        yield "plan_write", Step(gettext("Write the plan (Mẫu 04)"), index)
    if plan.overdue and allowed(Act.CASE_EDIT, unit):
        yield "plan_overdue", Step(gettext("Go to the plan's activities"), index)
