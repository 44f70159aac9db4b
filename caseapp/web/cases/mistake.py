"""A case that was entered by mistake: proposed with a reason, and the decision on it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import proposals
from caseapp.casework.case_reading import read_case
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.proposing import MistakeForm, verdict_form
from caseapp.web.rights import insist, missing

Answer = Response | tuple[str, int] | str


def attach(blueprint: Blueprint) -> None:
    """Add these steps to the cases' blueprint."""
    both = ["GET", "POST"]
    blueprint.add_url_rule("/<code>/mistake", "mistake", mistake, methods=both)
    blueprint.add_url_rule(
        "/<code>/proposals/<int:number>", "decide_proposal", decide_proposal, methods=both
    )


@needs(Act.CASE_PROPOSE_CLOSING)
def mistake(code: str) -> Answer:
    """Ask what was entered by mistake; another person decides on it."""
    view = read_case(actor(), code, now=now())
    insist(Act.CASE_PROPOSE_CLOSING, view.unit_id)
    form = MistakeForm()
    if request.method == "POST" and form.validate():
        done = perform(
            form,
            lambda: proposals.propose_mistake(
                actor(),
                code,
                of_case=True,
                reason=form.reason.data or "",
                now=now(),
                post=posted_key(),
            ),
            to=lambda _: url_for("cases.show", code=code),
        )
        if done is not None:
            flash(gettext("It is proposed; another person decides on it"), "success")
            return done
    page = render_template("cases/mistake.html", form=form, view=view, key=post_key())
    return (page, 422) if request.method == "POST" else page


@needs(Act.CASE_CLOSE)
def decide_proposal(code: str, number: int) -> Answer:
    """Ask whether the case was entered by mistake; its reports are then open again."""
    view = read_case(actor(), code, now=now())
    insist(Act.CASE_CLOSE, view.unit_id)
    proposal = next(
        (each for each in view.proposals if each.number == number and each.kind == "mistake"), None
    )
    if proposal is None:
        missing()
    form = verdict_form()
    if request.method == "POST" and form.validate():
        done = perform(
            form,
            lambda: proposals.decide_on_case(
                actor(),
                code,
                number,
                agree=form.agree.data == "yes",
                words=form.reason.data or "",
                now=now(),
                post=posted_key(),
            ),
            to=lambda _: _after(code, gone=form.agree.data == "yes"),
        )
        if done is not None:
            flash(gettext("The decision is recorded"), "success")
            return done
    elif proposal.state != "proposed":
        flash(gettext("This step is not possible now. Someone may have taken a step before you."))
        return redirect(url_for("cases.show", code=code))
    page = render_template(
        "cases/decide_proposal.html", form=form, view=view, proposal=proposal, key=post_key()
    )
    return (page, 422) if request.method == "POST" else page


def _after(code: str, *, gone: bool) -> str:
    """The case's page, or the list when the case stands in it no more."""
    return url_for("cases.index") if gone else url_for("cases.show", code=code)
