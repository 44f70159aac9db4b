"""A case that was entered by mistake: proposed with a reason, and the decision on it."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import proposals
from caseapp.casework.case_reading import read_case
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.posting import posted_key, take_step
from caseapp.web.proposing import MistakeForm, take_verdict
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
    return take_step(
        form,
        lambda: proposals.propose_mistake(
            actor(),
            code,
            of_case=True,
            reason=form.reason.data or "",
            now=now(),
            post=posted_key(),
        ),
        to=url_for("cases.show", code=code),
        page="cases/mistake.html",
        done=gettext("It is proposed; another person decides on it"),
        view=view,
    )


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
    here = url_for("cases.show", code=code)
    return take_verdict(
        view,
        proposal,
        lambda agree, words: proposals.decide_on_case(
            actor(), code, number, agree=agree, words=words, now=now(), post=posted_key()
        ),
        page="cases/decide_proposal.html",
        here=here,
        away=url_for("cases.index"),
    )
