"""Pages of proposed releases: the list, one as the public would see it, signature, return."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import jobs
from caseapp.exchange import releasing
from caseapp.exchange.releasing import list_proposals, read_proposal
from caseapp.rules.access import Act
from caseapp.rules.job_states import RELEASE
from caseapp.rules.job_states import STATE_WORDS as JOB_WORDS
from caseapp.rules.releasing import PROPOSED, STATE_WORDS
from caseapp.web.actor import actor, needs, now
from caseapp.web.fresh_code import fresh_of, is_asked
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.publications import showing
from caseapp.web.publications.forms import SendBackForm, SignForm
from caseapp.web.publications.tables import hidden_share
from caseapp.web.release_words import layout_words, period_title
from caseapp.web.rights import allowed

Answer = Response | tuple[str, int] | str
_LISTED: Final = 5
"""So many of one's own preparations are listed."""
_TAGS: Final = {
    "proposed": "govuk-tag--yellow",
    "signed": "govuk-tag--green",
    "returned": "govuk-tag--orange",
    "withdrawn": "govuk-tag--grey",
}


@needs(Act.RELEASE_READ)
def proposals() -> str:
    """List the proposals, the newest first, and lead to all that is done with releases."""
    return render_template(
        "publications/proposals.html",
        rows=list_proposals(actor(), now=now()),
        title=layout_words,
        period=period_title,
        share=lambda row: hidden_share(row.cells, row.hidden),
        states=STATE_WORDS,
        tags=_TAGS,
        may_propose=allowed(Act.RELEASE_PROPOSE),
        prepared=jobs.list_own(actor(), RELEASE, now=now())[:_LISTED],
        job_states=JOB_WORDS,
    )


@needs(Act.RELEASE_READ)
def proposal(number: int) -> Answer:
    """Show what the public would see, with what may be done about it."""
    return _page(number)


def _page(
    number: int, signing: SignForm | None = None, returning: SendBackForm | None = None
) -> Answer:
    found = read_proposal(actor(), number, now=now())
    waits = found.state == PROPOSED
    signs = waits and allowed(Act.RELEASE_SIGN) and not found.own
    page = render_template(
        "publications/proposal.html",
        proposal=found,
        release=found,
        said=showing.said_of(found, found.definition),
        tables=showing.tables_of(found),
        signing=(signing or SignForm(factor=is_asked())) if signs and not found.stale else None,
        returning=(returning or SendBackForm(formdata=None)) if signs else None,
        faulty=signing or returning,
        may_withdraw=waits and found.own and allowed(Act.RELEASE_PROPOSE),
        state=STATE_WORDS[found.state],
        tag=_TAGS[found.state],
        why_stale=gettext(found.why_stale) if found.why_stale else "",
        key=post_key(),
    )
    return (page, 422) if request.method == "POST" else page


@needs(Act.RELEASE_SIGN)
def sign(number: int) -> Answer:
    """Sign a proposal; its release appears."""
    form = SignForm(factor=is_asked())
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: releasing.sign(
                actor(),
                number,
                shown=request.form.get("shown", "")[:64],
                now=now(),
                fresh=fresh_of(form),
                post=posted_key(),
            ),
            to=lambda made: url_for("publications.show", number=made),
        )
        if done is not None:
            flash(gettext("The release is signed: everybody can read it now"), "success")
            return done
    return _page(number, signing=form)


@needs(Act.RELEASE_SIGN)
def send_back(number: int) -> Answer:
    """Send a proposal back to who made it, with the reason."""
    form = SendBackForm()
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: releasing.send_back(
                actor(), number, reason=form.reason.data or "", now=now(), post=posted_key()
            ),
            to=lambda _: url_for("publications.proposal", number=number),
        )
        if done is not None:
            flash(gettext("The proposal is sent back"), "success")
            return done
    return _page(number, returning=form)


@needs(Act.RELEASE_PROPOSE)
def withdraw(number: int) -> Answer:
    """Take one's own proposal back."""
    form = SendBackForm(formdata=None)
    done = perform(
        form,
        lambda: releasing.withdraw(actor(), number, now=now(), post=posted_key()),
        to=lambda _: url_for("publications.proposal", number=number),
    )
    if done is not None:
        flash(gettext("The proposal is withdrawn"), "success")
        return done
    return _page(number, returning=form)


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the blueprint of the releases."""
    page, post = "/proposals/<int:number>", ["POST"]
    blueprint.add_url_rule("/proposals", "proposals", proposals)
    blueprint.add_url_rule(page, "proposal", proposal)
    blueprint.add_url_rule(f"{page}/signature", "sign", sign, methods=post)
    blueprint.add_url_rule(f"{page}/return", "send_back", send_back, methods=post)
    blueprint.add_url_rule(f"{page}/withdrawal", "withdraw", withdraw, methods=post)
