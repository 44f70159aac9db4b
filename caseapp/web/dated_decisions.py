"""Pages of decisions that hold from a day on: one is entered, and one entered wrongly withdrawn."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from caseapp.web.posting import perform, post_key

Page = Response | tuple[str, int] | str


def enter(
    form: FlaskForm, act: Callable[[], object], page: str, *, to: str, **shown: object
) -> Page:
    """Enter a decision by `act` and lead to the address `to`, or show its form on a template."""
    return enter_sound(form, act if form.validate_on_submit() else None, page, to=to, **shown)


def enter_sound(
    form: FlaskForm, act: Callable[[], object] | None, page: str, *, to: str, **shown: object
) -> Page:
    """Do the same for a form that was looked over already; no act for one that is not sound."""
    if act is not None:
        done = perform(form, act, to=lambda _: to)
        if done is not None:
            flash(gettext("The decision is entered"), "success")
            return done
    html = render_template(page, form=form, key=post_key(), **shown)
    return (html, 422) if form.is_submitted() else html


def withdrawn(to: str) -> Response:
    """Say that an entry is withdrawn, and lead to the address `to`."""
    flash(gettext("The entry is withdrawn: it holds on no day"), "success")
    return redirect(to)
