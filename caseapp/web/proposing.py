"""Proposals on pages of reports and of cases: what they ask, and whose word is awaited."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask import flash, redirect, render_template, request
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms.validators import DataRequired, InputRequired

from caseapp.casework.proposal_views import ProposalView
from caseapp.rules.values import local_day
from caseapp.web.actor import actor, now
from caseapp.web.lengths import at_most
from caseapp.web.posting import perform, post_key
from caseapp.web.widgets import GovRadios, GovSubmit, GovTextArea

_LONG = 10_000
Answer = Response | tuple[str, int] | str


class MistakeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Why something was entered by mistake."""

    reason = GovTextArea(
        lazy_gettext("What was entered by mistake, and how you know"),
        validators=[
            DataRequired(lazy_gettext("Say what was entered by mistake, and how you know")),
            at_most(_LONG),
        ],
        description=lazy_gettext(
            "For example: entered twice, with the code of the other report. "
            "Nothing is deleted: the supervisor can still read it and put it back"
        ),
    )
    submit = GovSubmit(lazy_gettext("Propose"))


class VerdictForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """What is decided on a proposal, and why."""

    agree = GovRadios(
        lazy_gettext("Decision"), validators=[InputRequired(lazy_gettext("Choose a decision"))]
    )
    reason = GovTextArea(
        lazy_gettext("Reason"),
        validators=[DataRequired(lazy_gettext("Give the reason for the decision")), at_most(_LONG)],
    )
    submit = GovSubmit(lazy_gettext("Record the decision"))


def verdict_form() -> VerdictForm:
    """Return the form with its two answers."""
    form = VerdictForm()
    form.agree.choices = [
        ("yes", str(lazy_gettext("Agree"))),
        ("no", str(lazy_gettext("Do not agree; it stays as it is"))),
    ]
    return form


def take_verdict(
    view: object,
    proposal: ProposalView,
    decide: Callable[[bool, str], None],
    *,
    page: str,
    here: str,
    away: str,
) -> Answer:
    """Ask the word on a proposal, and take it; agreed on, it leads `away`, else back `here`."""
    form = verdict_form()
    agree = form.agree.data == "yes"
    if request.method == "POST" and form.validate():
        done = perform(
            form,
            lambda: decide(agree, form.reason.data or ""),
            to=lambda _: away if agree else here,
        )
        if done is not None:
            flash(gettext("The decision is recorded"), "success")
            return done
    elif proposal.state != "proposed":
        flash(gettext("This step is not possible now. Someone may have taken a step before you."))
        return redirect(here)
    html = render_template(page, form=form, view=view, proposal=proposal, key=post_key())
    return (html, 422) if request.method == "POST" else html


def waiting(proposals: Iterable[ProposalView], unit_id: int, *kinds: str) -> list[ProposalView]:
    """Return the proposals on which the signed-in person may decide now, of some kinds if named."""
    held = actor().roles_in(unit_id, local_day(now()))
    return [
        each
        for each in proposals
        if each.state == "proposed"
        and each.decides in held
        and each.proposer_id != actor().user_id
        and (not kinds or each.kind in kinds)
    ]


def is_proposed(proposals: Iterable[ProposalView], kind: str) -> bool:
    """Tell whether such a proposal waits for its decision, whoever decides."""
    return any(each.state == "proposed" and each.kind == kind for each in proposals)
