"""Routes of the internal targets: those of the own units, a new one, and the end of one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import targets
from caseapp.rules.access import Act
from caseapp.rules.values import local_day
from caseapp.web.actor import actor, needs, now
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.targets.forms import TargetForm

blueprint = Blueprint("targets", __name__, url_prefix="/targets")


@blueprint.route("", methods=["GET", "POST"])
@needs(Act.TARGET_SET)
def index() -> Response | tuple[str, int] | str:
    """List the targets of the units that the person sets them for, and ask a new one."""
    units = targets.units_to_set(actor(), now=now())
    form = TargetForm(data={"valid_from": local_day(now())})
    form.unit.choices = units
    if form.validate_on_submit():
        done = perform(form, lambda: _set(form), to=lambda _: url_for("targets.index"))
        if done is not None:
            flash(gettext("The target is set"), "success")
            return done
    page = render_template(
        "targets/index.html",
        form=form,
        key=post_key(),
        rows=targets.list_targets(actor(), now=now()),
    )
    return (page, 422) if form.is_submitted() else page


def _set(form: TargetForm) -> None:
    targets.set_target(
        actor(),
        form.unit.data or "",
        hours=form.hours.data or 0,
        valid_from=form.valid_from.data,
        last_day=form.last_day.data,
        now=now(),
        post=posted_key(),
    )


@blueprint.route("/<int:number>/end", methods=["POST"])
@needs(Act.TARGET_SET)
def end(number: int) -> Response:
    """Let a target end today."""
    targets.end_target(actor(), number, now=now())
    flash(gettext("The target ends today"), "success")
    return redirect(url_for("targets.index"))
