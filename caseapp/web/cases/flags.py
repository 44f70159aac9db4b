"""Flags of a case: those that stand, a new one, and the end of one."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms.validators import DataRequired, InputRequired

from caseapp.casework import flags
from caseapp.casework.case_head import read_head
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.code_choices import code_choices
from caseapp.web.lengths import at_most
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import insist, missing
from caseapp.web.widgets import GovRadios, GovSubmit, GovTextArea

Answer = Response | tuple[str, int] | str


def _reason() -> GovTextArea:
    return GovTextArea(
        lazy_gettext("Reason"),
        validators=[DataRequired(lazy_gettext("Give the reason")), at_most(2000)],
    )


class FlagForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.flags.set_flag."""

    flag = GovRadios(
        lazy_gettext("Flag"), validators=[InputRequired(lazy_gettext("Choose a flag"))]
    )
    reason = _reason()
    submit = GovSubmit(lazy_gettext("Set the flag"))


class LiftForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Why a flag is lifted."""

    reason = _reason()
    submit = GovSubmit(lazy_gettext("Lift the flag"))


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the cases' blueprint."""
    both = ["GET", "POST"]
    blueprint.add_url_rule("/<code>/flags", "flags", show, methods=both)
    blueprint.add_url_rule("/<code>/flags/<int:number>/lifting", "lift_flag", lift, methods=both)


@needs(Act.CASE_EDIT)
def show(code: str) -> Answer:
    """Show the flags that stand, and ask for a new one."""
    head = read_head(actor(), code, now=now(), act=Act.CASE_EDIT)
    insist(Act.CASE_EDIT, head.unit_id)
    standing = flags.read_flags(actor(), code, now=now())
    known = {row.flag for row in standing}
    form = FlagForm()
    form.flag.choices = [
        pair for pair in code_choices("case_flags") if pair[0] not in known or form.is_submitted()
    ]
    if request.method == "POST" and form.validate():
        done = perform(
            form,
            lambda: flags.set_flag(
                actor(),
                code,
                flag=form.flag.data,
                reason=form.reason.data or "",
                now=now(),
                post=posted_key(),
            ),
            to=lambda _: url_for("cases.show", code=code),
        )
        if done is not None:
            flash(gettext("The flag stands on the case"), "success")
            return done
    page = render_template("cases/flags.html", form=form, view=head, flags=standing, key=post_key())
    return (page, 422) if request.method == "POST" else page


@needs(Act.CASE_EDIT)
def lift(code: str, number: int) -> Answer:
    """Ask why a flag is lifted."""
    head = read_head(actor(), code, now=now(), act=Act.CASE_EDIT)
    insist(Act.CASE_EDIT, head.unit_id)
    standing = flags.read_flags(actor(), code, now=now())
    row = next((each for each in standing if each.number == number and number), None)
    if row is None and request.method == "GET":
        missing()
    form = LiftForm()
    if request.method == "POST" and form.validate():
        done = perform(
            form,
            lambda: flags.lift_flag(
                actor(),
                code,
                number,
                reason=form.reason.data or "",
                now=now(),
                post=posted_key(),
            ),
            to=lambda _: url_for("cases.show", code=code),
        )
        if done is not None:
            flash(gettext("The flag is lifted"), "success")
            return done
    page = render_template("cases/lift_flag.html", form=form, view=head, row=row, key=post_key())
    return (page, 422) if request.method == "POST" else page
