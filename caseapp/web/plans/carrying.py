"""Carrying a plan out: what became of an activity, and the referral that carries it out."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from caseapp.casework.carrying_out import Outcome, settle_activity, tie_referral
from caseapp.casework.outcomes import Stale
from caseapp.casework.plan_reading import CasePlans
from caseapp.casework.plan_views import ActivityView, PlanView
from caseapp.rules.access import Act
from caseapp.web import filters
from caseapp.web.actor import actor, needs, now
from caseapp.web.meeting import meet
from caseapp.web.plans.forms import OutcomeForm, ReferralForm
from caseapp.web.plans.opening import opened, plan_of
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import missing

Answer = Response | tuple[str, int] | str

OUTCOMES: Final = {
    "do": lazy_gettext("It was done"),
    "drop": lazy_gettext("It is not carried out"),
    "resume": lazy_gettext("It is to be done once more"),
}
_LEADS_TO: Final = {"do": "done", "drop": "dropped", "resume": "planned"}


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the plans' blueprint."""
    both, address = ["GET", "POST"], "/plans/<int:number>/activities/<int:place>"
    blueprint.add_url_rule(address, "activity", activity, methods=both)
    blueprint.add_url_rule(f"{address}/referral", "referral", referral, methods=both)


def _found(code: str, number: int, place: int) -> tuple[CasePlans, PlanView, ActivityView]:
    view = opened(code, Act.CASE_EDIT)
    plan = plan_of(view, number)
    each = next((each for each in plan.activities if each.number == place), None)
    if each is None:
        missing()
    return view, plan, each


@needs(Act.CASE_EDIT)
def activity(code: str, number: int, place: int) -> Answer:
    """Ask what became of an activity; what somebody else recorded meanwhile meets it."""
    view, plan, each = _found(code, number, place)
    form, words = _outcome(each), gettext("It is recorded")
    met = meet(
        form,
        lambda: _recorded(each),
        each.version,
        title=gettext("What became of the activity"),
        to=url_for("plans.index", code=code),
        done=words,
    )
    if met.page is not None:
        return met.page
    if request.method == "POST" and form.validate():
        try:
            answer = perform(
                form,
                lambda: settle_activity(
                    actor(), code, number, place,
                    Outcome(form.move.data, form.words.data or "", form.done_on.data),
                    version=met.version, now=now(), post=posted_key(),
                ),
                to=lambda _: url_for("plans.index", code=code),
            )  # fmt: skip
        except Stale:
            return activity(code, number, place)  # recorded by somebody since it was read
        if answer is not None:
            flash(words, "success")
            return answer
    html = render_template(
        "plans/activity.html",
        form=form, view=view, plan=plan, activity=each, key=post_key(), met=met,
    )  # fmt: skip
    return (html, 422) if request.method == "POST" else html


def _recorded(each: ActivityView) -> OutcomeForm:
    """Return the form as what is recorded of an activity would fill it."""
    move = next((move for move, state in _LEADS_TO.items() if state == each.state), None)
    said = {"move": move if each.result else None, "done_on": each.done_on, "words": each.result}
    return _outcome(each, formdata=None, data=said)


def _outcome(each: ActivityView, **given: Any) -> OutcomeForm:  # noqa: ANN401 - as Flask-WTF
    form = OutcomeForm(**given)
    offered = {*each.moves, form.move.data}
    form.move.choices = [(move, str(words)) for move, words in OUTCOMES.items() if move in offered]
    return form


@needs(Act.CASE_EDIT)
def referral(code: str, number: int, place: int) -> Answer:
    """Ask which referral of the case carries an activity out."""
    view, plan, each = _found(code, number, place)
    form = ReferralForm(data={"referral": each.referral})
    label = filters.code_label
    form.referral.choices = [("", gettext("None"))] + [
        (line.code, f"{line.to} ({label('referral_states', line.state)})")
        for line in view.referrals
        if line.state not in {"declined", "withdrawn"} or line.code == each.referral
    ]
    if request.method == "POST" and form.validate():
        answer = perform(
            form,
            lambda: tie_referral(
                actor(), code, number, place, form.referral.data or "",
                now=now(), post=posted_key(),
            ),
            to=lambda _: url_for("plans.index", code=code),
        )  # fmt: skip
        if answer is not None:
            flash(gettext("It is recorded"), "success")
            return answer
    elif not each.moves:
        return redirect(url_for("plans.show", code=code, number=number))
    html = render_template(
        "plans/referral.html", form=form, view=view, plan=plan, activity=each, key=post_key()
    )
    return (html, 422) if request.method == "POST" else html
