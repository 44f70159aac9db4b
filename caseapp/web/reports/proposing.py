"""What is proposed about a report: no case, entered by mistake; and the decision on it."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask_babel import gettext

from caseapp.casework import proposals
from caseapp.casework.report_reading import read_report
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.posting import posted_key
from caseapp.web.proposing import MistakeForm, take_verdict
from caseapp.web.reports.screening_forms import EndForm
from caseapp.web.reports.steps import Answer, take_step
from caseapp.web.rights import insist, missing


def attach(blueprint: Blueprint) -> None:
    """Add these steps to the reports' blueprint."""
    for noun, view in (
        ("ending", end),
        ("mistake", mistake),
        ("proposals/<int:number>", decide_proposal),
    ):
        blueprint.add_url_rule(f"/<code>/{noun}", view.__name__, view, methods=["GET", "POST"])


@needs(Act.REPORT_PROPOSE)
def end(code: str) -> Answer:
    """Ask why no case is to be opened; another person decides on it."""
    view = read_report(actor(), code, now=now())
    insist(Act.REPORT_PROPOSE, view.unit_id)
    form = EndForm()
    return take_step(
        form,
        view,
        lambda: proposals.propose_no_case(
            actor(), code, reason=form.reason.data or "", now=now(), post=posted_key()
        ),
        "reports/end.html",
        gettext("It is proposed; another person decides on it"),
    )


@needs(Act.REPORT_PROPOSE)
def mistake(code: str) -> Answer:
    """Ask what was entered by mistake; another person decides on it."""
    view = read_report(actor(), code, now=now())
    insist(Act.REPORT_PROPOSE, view.unit_id)
    form = MistakeForm()
    return take_step(
        form,
        view,
        lambda: proposals.propose_mistake(
            actor(),
            code,
            of_case=False,
            reason=form.reason.data or "",
            now=now(),
            post=posted_key(),
        ),
        "reports/mistake.html",
        gettext("It is proposed; another person decides on it"),
    )


@needs(Act.REPORT_END)
def decide_proposal(code: str, number: int) -> Answer:
    """Ask whether what was proposed is agreed on, and why."""
    view = read_report(actor(), code, now=now())
    insist(Act.REPORT_END, view.unit_id)
    proposal = next((each for each in view.proposals if each.number == number), None)
    if proposal is None:
        missing()
    here = url_for("reports.show", code=code)
    return take_verdict(
        view,
        proposal,
        lambda agree, words: proposals.decide_on_report(
            actor(), code, number, agree=agree, words=words, now=now(), post=posted_key()
        ),
        page="reports/decide_proposal.html",
        here=here,
        away=url_for("reports.index") if proposal.kind == "mistake" else here,
    )
