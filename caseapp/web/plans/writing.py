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
from caseapp.web.draft_box import quiet
from caseapp.web.form_builder import OfficialForm
from caseapp.web.meeting import Meeting, as_sent, drawn, meet
from caseapp.web.plans import rows
from caseapp.web.plans.opening import opened, plan_of
from caseapp.web.posting import note_done, perform, post_key, posted_key, posted_version

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
    if request.method == "GET":
        begun = proposed_plan(actor(), code, now=now())
        return _page(view, rows.form_of(rows.shape_of(begun), begun))
    shape = rows.sent_now()
    if wanted := request.form.get("add"):
        return _one_more(view, shape, wanted)
    return _take(
        view,
        rows.form_of(shape),
        shape,
        lambda plan: plans.draft_plan(actor(), code, plan, now=now(), post=posted_key()),
    )


@needs(Act.CASE_EDIT)
def edit(code: str, number: int) -> Answer:
    """Go on writing a draft, or a plan that the chair returned; two versions of it meet."""
    view = opened(code, Act.CASE_EDIT)
    plan = plan_of(view, number)
    if request.method == "GET":
        if "revise" in plan.moves:
            return _filled(view, plan)
        flash(gettext("This step is not possible now. Someone may have taken a step before you."))
        return redirect(url_for("plans.show", code=code, number=number))
    if wanted := request.form.get("add"):
        return _one_more(view, rows.sent_now(), wanted, plan, as_sent())
    shape = rows.joined(rows.sent_now(), rows.shape_of(plan.said))
    form = rows.form_of(shape)
    met = _meet(form, shape, view, plan)
    if met.page is not None:
        return met.page
    try:
        return _take(
            view, form, shape,
            lambda said: plans.save_plan(
                actor(), code, number, said, version=met.version, now=now(), post=posted_key()
            ),
            plan, met,
        )  # fmt: skip
    except Stale:
        return edit(code, number)  # saved by somebody since it was read


def _meet(form: OfficialForm, shape: rows.Shape, view: CasePlans, plan: PlanView) -> Meeting:
    """Compare what was sent with the plan as it is stored, row by row in their places."""
    shown, done = url_for("plans.show", code=view.code, number=plan.number), _saved()
    if posted_version() != plan.version and not quiet() and _is_stored(shape, plan):
        flash(done, "success")
        note_done()
        return Meeting(plan.version, "", redirect(shown))
    return meet(
        form,
        lambda: rows.form_of(shape, plan.said, formdata=None),
        plan.version,
        title=gettext("Write the plan"),
        to=shown,
        done=done,
        blank=lambda: rows.form_of(shape, formdata=None),
    )


def _is_stored(shape: rows.Shape, plan: PlanView) -> bool:
    """Tell whether the plan says already what was sent: a second time, or by another too."""
    form = rows.form_of(shape)
    form.validate()
    return tidied(rows.said_in(form, shape)) == plan.said


def _saved() -> str:
    return str(gettext("The draft is saved"))


def _take(
    view: CasePlans,
    form: OfficialForm,
    shape: rows.Shape,
    act: Callable[[Plan], str],
    plan: PlanView | None = None,
    met: Meeting | None = None,
) -> Answer:
    """Take the form: shown with its faults, or saved and led on."""
    if rows.is_sound(form, shape):
        said = rows.said_in(form, shape)
        answer = perform(form, lambda: act(said), to=lambda made: _next(view.code, int(made)))
        if answer is not None:
            flash(_saved(), "success")
            return answer
    return _page(view, form, plan, met), 422


def _next(code: str, number: int) -> str:
    if request.form.get("then") == "submit":
        return url_for("plans.step", code=code, number=number, move="submit")
    return url_for("plans.show", code=code, number=number)


def _one_more(
    view: CasePlans,
    shape: rows.Shape,
    wanted: str,
    plan: PlanView | None = None,
    met: Meeting | None = None,
) -> Answer:
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
    html = _page(view, form, plan, met, focus=larger[1] if larger else "")
    return (html, 422) if expired or larger is None else html


def _page(
    view: CasePlans,
    form: OfficialForm,
    plan: PlanView | None = None,
    met: Meeting | None = None,
    *,
    focus: str = "",
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
        met=met,
        focus=focus,
    )


def _filled(view: CasePlans, plan: PlanView) -> str:
    form = rows.form_of(rows.shape_of(plan.said), plan.said)
    return _page(view, form, plan, drawn(form, plan.version))


def lacking_page(view: CasePlans, plan: PlanView, faults: Iterable[Fault]) -> Answer:
    """Show the form of a plan that cannot be submitted yet, each fault at its field."""
    ready = ready_shape(plan.said)
    form = rows.form_of(ready.shape, ready, formdata=None)
    met = drawn(rows.form_of(ready.shape, ready, formdata=None), plan.version)
    rows.point_out(form, faults)
    return _page(view, form, plan, met), 422
