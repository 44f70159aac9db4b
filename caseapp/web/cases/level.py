"""The level of risk of a case, as the officer judges it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import cases
from caseapp.casework.case_reading import CaseView, read_case
from caseapp.casework.outcomes import Stale
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.cases.forms import LevelForm
from caseapp.web.code_choices import code_choices
from caseapp.web.meeting import meet
from caseapp.web.posting import perform
from caseapp.web.rights import insist

Answer = Response | tuple[str, int] | str


def attach(blueprint: Blueprint) -> None:
    """Add this step to the cases' blueprint."""
    blueprint.add_url_rule("/<code>/level", "level", level, methods=["GET", "POST"])


@needs(Act.CASE_EDIT)
def level(code: str) -> Answer:
    """Ask the level of risk; where someone saved another meanwhile, both meet."""
    view = read_case(actor(), code, now=now())
    insist(Act.CASE_EDIT, view.unit_id)
    form, words = _filled(data={"level": view.level or None}), gettext("The level of risk is saved")
    shown = url_for("cases.show", code=code)
    met = meet(
        form,
        lambda: _stored(view),
        view.version,
        title=gettext("Level of risk"),
        to=shown,
        done=words,
    )
    if met.page is not None:
        return met.page
    if form.validate_on_submit():
        try:
            done = perform(form, lambda: _set(form, code, met.version), to=lambda _: shown)
        except Stale:
            return level(code)  # saved by somebody since it was read
        if done is not None:
            flash(words, "success")
            return done
    html = render_template("cases/level.html", form=form, view=view, met=met)
    return (html, 422) if form.is_submitted() else html


def _set(form: LevelForm, code: str, version: int) -> None:
    cases.set_level(
        actor(),
        code,
        level=form.level.data,
        reason=form.reason.data or "",
        version=version,
        now=now(),
    )


def _stored(view: CaseView) -> LevelForm:
    """The newest judgement of the case, with its reason, as the form would hold it."""
    newest = next((event for event in view.events if event.kind == "level"), None)
    reason = newest.text if newest else ""
    return _filled(formdata=None, data={"level": view.level or None, "reason": reason})


def _filled(**given: Any) -> LevelForm:  # noqa: ANN401 - whatever Flask-WTF takes
    form = LevelForm(**given)
    form.level.choices = code_choices("risk_levels")
    return form
