"""What is proposed about a report: no case, entered by mistake; and the decision on it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from caseapp.casework import proposals
from caseapp.casework.report_reading import read_report
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.proposing import MistakeForm, verdict_form
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
    form = verdict_form()
    if request.method == "POST" and form.validate():
        done = perform(
            form,
            lambda: proposals.decide_on_report(
                actor(),
                code,
                number,
                agree=form.agree.data == "yes",
                words=form.reason.data or "",
                now=now(),
                post=posted_key(),
            ),
            to=lambda _: _after(code, gone=proposal.kind == "mistake" and form.agree.data == "yes"),
        )
        if done is not None:
            flash(gettext("The decision is recorded"), "success")
            return done
    elif proposal.state != "proposed":
        flash(gettext("This step is not possible now. Someone may have taken a step before you."))
        return redirect(url_for("reports.show", code=code))
    page = render_template(
        "reports/decide_proposal.html", form=form, view=view, proposal=proposal, key=post_key()
    )
    return (page, 422) if request.method == "POST" else page


def _after(code: str, *, gone: bool) -> str:
    """The report's page, or the list when the report stands in it no more."""
    return url_for("reports.index") if gone else url_for("reports.show", code=code)
