"""Writing a plan: Mẫu 04 with as many rows as it takes, saved as a draft, never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import plans
from caseapp.casework.outcomes import Stale
from caseapp.casework.plan_reading import CasePlans, proposed_plan
from caseapp.casework.plan_views import PlanView
from caseapp.rules.access import Act
from caseapp.rules.forms import registry
from caseapp.rules.forms.answers import Fault
from caseapp.rules.forms.spec import Form
from caseapp.rules.plans import Plan, ready_shape, tidied
from caseapp.web.actor import actor, needs, now
from caseapp.web.form_builder import OfficialForm
from caseapp.web.plans import rows
from caseapp.web.plans.opening import opened
from caseapp.web.posting import perform, post_key, posted_key, posted_version

Answer = Response | tuple[str, int] | str


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the plans' blueprint."""
    both = ["GET", "POST"]
    blueprint.add_url_rule("/plans/new", "new", new, methods=both)
    blueprint.add_url_rule("/plans/<int:number>/edit", "edit", edit, methods=both)


def form_edition(plan: PlanView) -> Form:
    """Return Mẫu 04 in the edition under which a plan was written."""
    return registry.edition("04", plan.edition)


@needs(Act.CASE_EDIT)
def new(code: str) -> Answer:
    """Write a plan; problems and needs of the newest Mẫu 03 stand there to be edited."""
    view = opened(code, Act.CASE_EDIT)
    if request.method == "GET" and (view.open is not None or view.state == "closed"):
        flash(gettext("This step is not possible now. Someone may have taken a step before you."))
        return redirect(url_for("plans.index", code=code))
    begun = proposed_plan(actor(), code, now=now()) if request.method == "GET" else Plan()
    return _write(
        view,
        begun,
        lambda plan: plans.draft_plan(actor(), code, plan, now=now(), post=posted_key()),
    )


@needs(Act.CASE_EDIT)
def edit(code: str, number: int) -> Answer:
    """Go on writing a draft, or a plan that the chair returned."""
    view = opened(code, Act.CASE_EDIT)
    plan = view.plan(number)
    if request.method == "GET" and "revise" not in plan.moves:
        flash(gettext("This step is not possible now. Someone may have taken a step before you."))
        return redirect(url_for("plans.show", code=code, number=number))
    try:
        return _write(
            view,
            plan.said,
            lambda said: plans.save_plan(
                actor(), code, number, said,
                version=posted_version(), now=now(), post=posted_key(),
            ),
            plan,
        )  # fmt: skip
    except Stale:
        return _both(view, plan)


def _write(
    view: CasePlans, begun: Plan, act: Callable[[Plan], str], plan: PlanView | None = None
) -> Answer:
    """Take the form: shown, with one more row, with its faults, or saved and led on."""
    if request.method == "GET":
        shape = rows.shape_of(begun)
        return _page(view, rows.form_of(shape, begun), plan)
    shape = rows.sent_now()
    if wanted := request.form.get("add"):
        return _one_more(view, shape, wanted, plan)
    form = rows.form_of(shape)
    if rows.is_sound(form, shape):
        said = rows.said_in(form, shape)
        answer = perform(form, lambda: act(said), to=lambda made: _next(view.code, int(made)))
        if answer is not None:
            flash(gettext("The draft is saved"), "success")
            return answer
    return _page(view, form, plan), 422


def _next(code: str, number: int) -> str:
    if request.form.get("then") == "submit":
        return url_for("plans.step", code=code, number=number, move="submit")
    return url_for("plans.show", code=code, number=number)


def _one_more(view: CasePlans, shape: rows.Shape, wanted: str, plan: PlanView | None) -> Answer:
    """Show the form as it was typed with one more row; nothing is saved by that."""
    larger = rows.grown(shape, wanted)
    form = rows.form_of(larger[0] if larger else shape)
    form.validate()
    expired = bool(form.csrf_token.errors) if "csrf_token" in form else False
    for control in form:
        if control.name != "csrf_token":
            control.errors = []
    if larger is None:
        form.form_errors.append(gettext("No further row of this kind fits into a plan"))
    html = _page(view, form, plan, focus=larger[1] if larger else "")
    return (html, 422) if expired or larger is None else html


def _page(
    view: CasePlans,
    form: OfficialForm,
    plan: PlanView | None,
    *,
    focus: str = "",
    differ: Iterable[tuple[str, str, str]] = (),
) -> str:
    if plan is None:
        address = url_for("plans.new", code=view.code)
    else:
        address = url_for("plans.edit", code=view.code, number=plan.number)
    return render_template(
        "plans/edit.html",
        view=view,
        form=form,
        parts=rows.parts_of(form),
        plan=plan,
        address=address,
        key=post_key(),
        version=plan.version if plan else None,
        focus=focus,
        differ=list(differ),
    )


def _both(view: CasePlans, read: PlanView) -> Answer:
    """Show what was typed beside what somebody else saved meanwhile; the form keeps the former."""
    shape = rows.sent_now()
    form = rows.form_of(shape)
    form.validate()
    yours = tidied(rows.said_in(form, shape))
    saved = view.plan(read.number)
    if yours == saved.said:  # sent twice
        return redirect(url_for("plans.show", code=view.code, number=read.number))
    return _page(view, form, saved, differ=rows.differing(yours, saved.said)), 409


def lacking_page(view: CasePlans, plan: PlanView, faults: Iterable[Fault]) -> Answer:
    """Show the form of a plan that cannot be submitted yet, each fault at its field."""
    ready = ready_shape(plan.said)
    form = rows.form_of(ready.shape, ready, formdata=None)
    rows.point_out(form, faults)
    return _page(view, form, plan), 422
