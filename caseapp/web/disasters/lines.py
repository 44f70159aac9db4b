"""One child's line on the list of a disaster: put right, withdrawn, put back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import reliefs
from caseapp.casework.impact_reading import ImpactView, UnitPlace, read_line
from caseapp.rules.access import Act
from caseapp.rules.values import RuleBroken
from caseapp.web.actor import actor, needs, now
from caseapp.web.disasters.entry import place_to_fill
from caseapp.web.disasters.forms import ImpactForm, WithdrawForm
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import missing, note_refused

Answer = Response | tuple[str, int] | str


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the blueprint of the disasters."""
    line, both = "/<int:number>/units/<code>/children/<int:row>", ["GET", "POST"]
    blueprint.add_url_rule(f"{line}/correction", "correct_line", correct, methods=both)
    blueprint.add_url_rule(f"{line}/withdrawal", "withdraw_line", withdraw, methods=both)
    blueprint.add_url_rule(f"{line}/restoration", "restore_line", restore, methods=["POST"])


def _line(number: int, code: str, row: int) -> tuple[UnitPlace, ImpactView]:
    """Return a line that stands, for who records in its unit."""
    view = place_to_fill(number, code)
    line = read_line(actor(), view.place, row, now=now())
    if line.withdrawn is not None:
        missing()
    return view, line


def _list_of(view: UnitPlace) -> str:
    return url_for("disasters.unit", number=view.number, code=view.code)


@needs(Act.IMPACT_RECORD)
def correct(number: int, code: str, row: int) -> Answer:
    """Put right what is recorded of a child's harm and relief."""
    view, line = _line(number, code, row)
    names = ("affected_on", "listed_on", "harm", "relieved_on", "relief_kind")
    form = ImpactForm(data={name: getattr(line, name) for name in names})
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: reliefs.correct_impact(
                actor(), view.place, row, form.facts(),
                seen=request.form.get("seen", ""), now=now(), post=posted_key(),
            ),
            to=lambda _: _list_of(view),
        )  # fmt: skip
        if done is not None:
            flash(gettext("The entry is put right"), "success")
            return done
    html = render_template(
        "disasters/correct.html", view=view, line=line, form=form, key=post_key()
    )
    return (html, 422) if form.is_submitted() else html


@needs(Act.IMPACT_RECORD)
def withdraw(number: int, code: str, row: int) -> Answer:
    """Ask why a line is withdrawn that was entered by mistake."""
    view, line = _line(number, code, row)
    form = WithdrawForm()
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: reliefs.withdraw_impact(
                actor(), view.place, row, why=form.why.data or "", now=now(), post=posted_key()
            ),
            to=lambda _: _list_of(view),
        )
        if done is not None:
            flash(gettext("The entry is withdrawn: it counts no more"), "success")
            return done
    html = render_template(
        "disasters/withdraw.html", view=view, line=line, form=form, key=post_key()
    )
    return (html, 422) if form.is_submitted() else html


@needs(Act.IMPACT_RECORD)
def restore(number: int, code: str, row: int) -> Response:
    """Put back a line that was withdrawn."""
    view = place_to_fill(number, code)
    try:
        reliefs.restore_impact(actor(), view.place, row, now=now())
        flash(gettext("The entry stands again"), "success")
    except RuleBroken as broken:
        note_refused()
        flash(gettext(broken.message))
    return redirect(_list_of(view))
