"""A child's name hidden and shown again, and the hidden name opened: each look is written down."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms.validators import DataRequired

from caseapp.casework import child_reading, hidden_names
from caseapp.casework.child_reading import ChildView
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.children import page
from caseapp.web.lengths import at_most
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.widgets import GovSubmit, GovTextArea

Answer = Response | tuple[str, int] | str


def _reason() -> GovTextArea:
    return GovTextArea(
        lazy_gettext("Reason"),
        validators=[DataRequired(lazy_gettext("Give the reason")), at_most(2000)],
    )


class HideForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Why a name is hidden."""

    reason = _reason()
    submit = GovSubmit(lazy_gettext("Hide the name"))


class ShowForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Why a name is shown again."""

    reason = _reason()
    submit = GovSubmit(lazy_gettext("Show the name again"))


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the children's blueprint."""
    both = ["GET", "POST"]
    blueprint.add_url_rule("/<code>/name", "see_name", name)
    blueprint.add_url_rule("/<code>/name/hiding", "hide_name", hide, methods=both)
    blueprint.add_url_rule("/<code>/name/lifting", "lift_hiding", lift, methods=both)


@needs(Act.NAME_SEE)
def name(code: str) -> str:
    """Show the name itself, and when it was hidden by whom and why."""
    found = hidden_names.open_name(actor(), code, now=now())
    may_hide = any(page.may_in(Act.NAME_HIDE, unit) for unit in found.units)
    return render_template("children/name.html", found=found, may_hide=may_hide)


@needs(Act.NAME_HIDE)
def hide(code: str) -> Answer:
    """Ask why the name is hidden."""
    return _step(
        code,
        HideForm(),
        lambda reason: hidden_names.hide_name(
            actor(), code, reason=reason, now=now(), post=posted_key()
        ),
        gettext("The name is hidden: the code stands in its place"),
        hidden=False,
    )


@needs(Act.NAME_HIDE)
def lift(code: str) -> Answer:
    """Ask why the name is shown again."""
    return _step(
        code,
        ShowForm(),
        lambda reason: hidden_names.lift_hiding(
            actor(), code, reason=reason, now=now(), post=posted_key()
        ),
        gettext("The name is shown again"),
        hidden=True,
    )


def _step(
    code: str, form: FlaskForm, act: Callable[[str], str], done: str, *, hidden: bool
) -> Answer:
    view: ChildView = child_reading.read_child(actor(), code, now=now(), act=Act.NAME_HIDE)
    page.insist_on(Act.NAME_HIDE, view)
    if view.name_hidden != hidden and request.method == "GET":
        flash(gettext("This step is not possible now. Someone may have taken a step before you."))
        return redirect(url_for("children.show", code=code))
    if request.method == "POST" and form.validate():
        answer = perform(
            form,
            lambda: act(form["reason"].data or ""),
            to=lambda made: url_for("children.show", code=made),
        )
        if answer is not None:
            flash(done, "success")
            return answer
    html = render_template(
        "children/hiding.html", form=form, view=view, hidden=hidden, key=post_key()
    )
    return (html, 422) if request.method == "POST" else html
