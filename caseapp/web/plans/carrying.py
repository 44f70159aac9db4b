"""Carrying a plan out: what became of an activity, and the referral that carries it out."""

from __future__ import annotations

from typing import Final

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
from caseapp.web.plans.forms import OutcomeForm, ReferralForm
from caseapp.web.plans.opening import opened
from caseapp.web.posting import perform, post_key, posted_key, posted_version
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
    plan = view.plan(number)
    each = next((each for each in plan.activities if each.number == place), None)
    if each is None:
        missing()
    return view, plan, each


@needs(Act.CASE_EDIT)
def activity(code: str, number: int, place: int) -> Answer:
    """Ask what became of an activity; what somebody else recorded meanwhile is shown beside."""
    view, plan, each = _found(code, number, place)
    form = OutcomeForm()
    offered = {*each.moves, form.move.data}
    form.move.choices = [(move, str(words)) for move, words in OUTCOMES.items() if move in offered]
    differ: list[tuple[str, str, str]] = []
    if request.method == "POST" and form.validate():
        try:
            answer = perform(
                form,
                lambda: settle_activity(
                    actor(), code, number, place,
                    Outcome(form.move.data, form.words.data or "", form.done_on.data),
                    version=posted_version(), now=now(), post=posted_key(),
                ),
                to=lambda _: url_for("plans.index", code=code),
            )  # fmt: skip
        except Stale:
            differ = _both(form, each)
        else:
            if answer is not None:
                flash(gettext("It is recorded"), "success")
                return answer
    html = render_template(
        "plans/activity.html",
        form=form, view=view, plan=plan, activity=each, key=post_key(), version=each.version,
        differ=differ,
    )  # fmt: skip
    if request.method == "GET":
        return html
    return html, 409 if differ else 422


def _both(form: OutcomeForm, saved: ActivityView) -> list[tuple[str, str, str]]:
    label = filters.code_label
    state = _LEADS_TO.get(form.move.data, "")
    return [
        (
            str(form.move.label.text),
            label("activity_states", state),
            label("activity_states", saved.state),
        ),
        (str(form.words.label.text), form.words.data or "", saved.result),
    ]


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
