"""Routes of the plans of a case: what there is, one plan, its steps, the chair's decision."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from caseapp.casework import plans
from caseapp.casework.assessed import last_assessment
from caseapp.casework.kept_reading import kept_in_case
from caseapp.casework.outcomes import Missing, Stale
from caseapp.casework.plan_decisions import Verdict, decide_plan
from caseapp.casework.plan_reading import CasePlans, read_version
from caseapp.casework.plan_views import PlanView
from caseapp.rules.access import Act
from caseapp.rules.plan_states import IN_FORCE
from caseapp.rules.plans import Plan, lacking, unsound
from caseapp.rules.values import local_day
from caseapp.web.actor import actor, needs, now
from caseapp.web.kept_steps import kept_of, put_step
from caseapp.web.plans import carrying, meetings, printing, writing
from caseapp.web.plans.forms import DecisionForm, StepForm
from caseapp.web.plans.opening import opened, plan_of
from caseapp.web.plans.rows import differing
from caseapp.web.posting import perform, post_key, posted_key, posted_version
from caseapp.web.rights import allowed, missing
from caseapp.web.signing import day_moment
from caseapp.web.signing_needs import lacking_plan

blueprint = Blueprint("plans", __name__, url_prefix="/cases/<code>")
writing.attach(blueprint)
carrying.attach(blueprint)
meetings.attach(blueprint)
printing.attach(blueprint)
Answer = Response | tuple[str, int] | str

STEPS: Final = {
    "submit": lazy_gettext("Submit the plan to the chair"),
    "take_back": lazy_gettext("Take the plan back to go on writing"),
    "withdraw": lazy_gettext("Give the plan up"),
}
"""What each step of the officer is called on its button and its page."""

_DONE: Final = {
    "submit": lazy_gettext("The plan is submitted; the chair decides"),
    "take_back": lazy_gettext("The plan is taken back: it is a draft again"),
    "withdraw": lazy_gettext("The plan is given up; what it says stays in the file"),
}
DECISIONS: Final = {
    "approve": lazy_gettext("Approve the plan"),
    "return": lazy_gettext("Return it with a comment"),
}


@blueprint.route("/plans")
@needs(Act.CASE_READ)
def index(code: str) -> str:
    """Show what is carried out, what is being prepared, and when the child is to be seen."""
    view = opened(code, Act.CASE_READ)
    writes = view.state != "closed" and allowed(Act.CASE_EDIT, view.unit_id)
    return render_template(
        "plans/index.html",
        view=view,
        steps=_steps(view.open, view),
        words=STEPS,
        writes=writes,
        decides=_decides(view.open, view),
        records_help=allowed(Act.ASSISTANCE_RECORD, view.unit_id),
        may_read_child=allowed(Act.CHILD_READ, view.unit_id),
    )


def _steps(plan: PlanView | None, view: CasePlans) -> list[str]:
    """Return the officer's steps that are possible now with a plan."""
    if plan is None or view.state == "closed" or not allowed(Act.PLAN_SUBMIT, view.unit_id):
        return []
    return [move for move in STEPS if move in plan.moves]


def _decides(plan: PlanView | None, view: CasePlans) -> bool:
    """Tell whether the plan waits for this person's word."""
    return (
        plan is not None
        and "approve" in plan.moves
        and view.state != "closed"
        and allowed(Act.PLAN_DECIDE, view.unit_id)
    )


def _to_sign(plan: PlanView, view: CasePlans) -> bool:
    """Tell whether its papers are still to be signed, by somebody for whom this person prints."""
    waits = plan.state in {"draft", "submitted", "returned"} or plan.signed_at is None
    over = plan.state in {"withdrawn", "replaced"} or view.state == "closed"
    return waits and not over and allowed(Act.CASE_PRINT, view.unit_id)


@blueprint.route("/plans/<int:number>")
@needs(Act.CASE_READ)
def show(code: str, number: int) -> str:
    """Show a plan whole, with its decision and what may be done next."""
    view = opened(code, Act.CASE_READ)
    plan = plan_of(view, number)
    writes = view.state != "closed" and allowed(Act.CASE_EDIT, view.unit_id)
    approved = plan.state in {IN_FORCE, "replaced"}
    return render_template(
        "plans/show.html",
        kept=kept_of(kept_in_case(actor(), code, now=now()), "plan", number) if approved else [],
        put=put_step("plan", code, number, view.unit_id) if approved else None,
        view=view,
        plan=plan,
        form=writing.form_edition(plan),
        steps=_steps(plan, view),
        words=STEPS,
        writes=writes and "revise" in plan.moves,
        carries=writes and bool(plan.activities),
        decides=_decides(plan, view),
        prints=printing.plan_prints(view, number),
        lacking=lacking_plan(view, plan) if _to_sign(plan, view) else [],
        lacks=[*lacking(plan.said), *unsound(plan.said, local_day(now()))]
        if "submit" in plan.moves
        else [],
    )


@blueprint.route("/plans/<int:number>/moves/<move>", methods=["GET", "POST"])
@needs(Act.PLAN_SUBMIT)
def step(code: str, number: int, move: str) -> Answer:
    """Ask once more before a step; a plan that lacks something goes back to its form."""
    view = opened(code, Act.PLAN_SUBMIT)
    plan = plan_of(view, number)
    if move not in STEPS:
        missing()
    if move not in plan.moves and request.method == "GET":
        return _overtaken(code, number)
    form = StepForm()
    form.submit.label.text = str(STEPS[move])
    lacks = [*lacking(plan.said), *unsound(plan.said, local_day(now()))] if move == "submit" else []
    if request.method == "POST" and form.validate():
        if lacks and move in plan.moves:
            return writing.lacking_page(view, plan, lacks)
        try:
            answer = perform(
                form,
                lambda: plans.move_plan(
                    actor(), code, number,
                    move=move, version=posted_version(), now=now(), post=posted_key(),
                ),
                to=lambda made: url_for("plans.show", code=code, number=int(made)),
            )  # fmt: skip
        except Stale:
            return _overtaken(code, number)
        if answer is not None:
            flash(str(_DONE[move]), "success")
            return answer
    html = render_template(
        "plans/step.html",
        form=form, view=view, plan=plan, move=move, heading=STEPS[move], lacks=lacks,
        key=post_key(), version=plan.version,
    )  # fmt: skip
    return (html, 422) if request.method == "POST" else html


def _overtaken(code: str, number: int) -> Response:
    flash(gettext("The plan changed since you looked at it. Look at it once more"))
    return redirect(url_for("plans.show", code=code, number=number))


@blueprint.route("/plans/<int:number>/decision", methods=["GET", "POST"])
@needs(Act.PLAN_DECIDE)
def decide(code: str, number: int) -> Answer:
    """Ask the chair's decision; one on a plan that changed meanwhile is not taken, and kept."""
    view = opened(code, Act.PLAN_DECIDE)
    plan = plan_of(view, number)
    if "approve" not in plan.moves and request.method == "GET":
        return _overtaken(code, number)
    form = DecisionForm(data={"decided_at": now()})
    form.move.choices = [(move, str(words)) for move, words in DECISIONS.items()]
    if request.method == "POST" and form.validate():
        try:
            answer = perform(
                form,
                lambda: decide_plan(
                    actor(), code, number, _verdict(form),
                    version=posted_version(), now=now(), post=posted_key(),
                ),
                to=lambda made: url_for("plans.show", code=code, number=int(made)),
            )  # fmt: skip
        except Stale:
            return _decision_page(form, view, plan), 409
        if answer is not None:
            flash(gettext("The decision is recorded"), "success")
            return answer
    html = _decision_page(form, view, plan)
    return (html, 422) if request.method == "POST" else html


def _decision_page(form: DecisionForm, view: CasePlans, plan: PlanView) -> str:
    """Show the plan with the form below; what was typed on another version stands under a word."""
    read_another = posted_version() not in {0, plan.version}
    return render_template(
        "plans/decide.html",
        form=form,
        view=view,
        plan=plan,
        spec=writing.form_edition(plan),
        key=post_key(),
        version=plan.version,
        changed=_changed(view.code, plan) if read_another else None,
        prints=printing.plan_prints(view, plan.number),
        own=actor().user_id is not None and actor().user_id in plan.writers,
        heard=last_assessment(actor(), view.code, now=now()),
    )


def _changed(code: str, plan: PlanView) -> list[tuple[str, str, str]]:
    """Return where the plan differs from the version that was read: question, then, now."""
    try:
        read = read_version(actor(), code, plan.number, posted_version(), now=now())
    except Missing:
        read = Plan()
    return differing(read, plan.said)


def _verdict(form: DecisionForm) -> Verdict:
    return Verdict(
        move=form.move.data or "",
        decided_at=form.decided_at.data,
        words=form.words.data or "",
        signed_at=day_moment(form.signed_on.data),
        assignment=form.assignment.data or "",
    )
