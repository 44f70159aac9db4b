"""Cases that begin without a report: opened directly, or a running paper file taken over."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from caseapp.casework import case_entry
from caseapp.casework.case_entry import PaperFile
from caseapp.casework.case_head import child_named
from caseapp.casework.outcomes import Missing
from caseapp.rules.access import Act
from caseapp.rules.taking_over import STAGES
from caseapp.rules.values import RuleBroken
from caseapp.web.actor import actor, needs, now
from caseapp.web.cases.entering_forms import DirectForm, PaperForm
from caseapp.web.code_choices import code_choices, or_nothing
from caseapp.web.posting import perform, post_key, posted_key

Answer = Response | tuple[str, int] | str


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the cases' blueprint."""
    both = ["GET", "POST"]
    blueprint.add_url_rule("/new", "new", new, methods=both)
    blueprint.add_url_rule("/take-over", "take_over", take_over, methods=both)


@needs(Act.CASE_EDIT)
def new() -> Answer:
    """Ask for which child, and why, a case is opened without a report."""
    form = DirectForm(data={"child": request.args.get("child", "")})
    return _step(
        form,
        lambda: case_entry.open_directly(
            actor(),
            form.child.data or "",
            reason=form.reason.data or "",
            now=now(),
            post=posted_key(),
        ),
        "cases/new.html",
        gettext("The case is opened"),
    )


@needs(Act.CASE_EDIT)
def take_over() -> Answer:
    """Ask what a running paper file holds: its number, its days, where it stands."""
    form = PaperForm(data={"child": request.args.get("child", "")})
    form.level.choices = or_nothing(code_choices("risk_levels"), gettext("Not judged yet"))
    return _step(
        form,
        lambda: case_entry.take_over(
            actor(), form.child.data or "", _paper(form), now=now(), post=posted_key()
        ),
        "cases/take_over.html",
        gettext("The paper file is taken over. Attach its scans now, each with its own day"),
    )


def _paper(form: PaperForm) -> PaperFile:
    return PaperFile(
        number=form.number.data or "",
        opened_on=form.opened_on.data,
        level=form.level.data or "",
        told=form.told.data or "",
        received_at=form.received_at.data,
        days={stage: form[f"{stage}_on"].data for stage in STAGES if f"{stage}_on" in form},
    )


def _step(form: FlaskForm, act: Callable[[], str], page: str, done: str) -> Answer:
    if request.method == "POST" and form.validate():
        answer = perform(
            form,
            lambda: _for_a_child(act),
            to=lambda code: url_for("cases.show", code=code),
        )
        if answer is not None:
            flash(done, "success")
            return answer
    typed = form["child"].data or ""
    named = child_named(actor(), typed, now=now()) if typed else None
    html = render_template(page, form=form, key=post_key(), named=named)
    return (html, 422) if request.method == "POST" else html


def _for_a_child(act: Callable[[], str]) -> str:
    try:
        return act()
    except Missing:
        raise RuleBroken(
            "No child of your ward or commune bears this code: read it once more", field="child"
        ) from None
