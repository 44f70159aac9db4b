"""The minutes of the meeting on protective measures: written, read, amended."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from caseapp.casework.minutes import amend_minutes, write_minutes
from caseapp.casework.minutes_prints import gather_minutes
from caseapp.casework.outcomes import Stale
from caseapp.casework.plan_reading import CasePlans
from caseapp.casework.plan_views import MinutesView
from caseapp.rules.access import Act
from caseapp.rules.forms.answers import restore
from caseapp.rules.forms.minutes import FORM
from caseapp.web.actor import actor, needs, now, settings
from caseapp.web.form_builder import OfficialForm, answer_sections
from caseapp.web.meeting import Meeting, meet
from caseapp.web.minutes_paper import minutes_html
from caseapp.web.pdf_answer import pdf_answer
from caseapp.web.plans.opening import opened
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import allowed, missing
from caseapp.web.sent_form import with_button

Answer = Response | tuple[str, int] | str
MinutesForm = with_button(FORM, lazy_gettext("Save"))


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the plans' blueprint."""
    both = ["GET", "POST"]
    blueprint.add_url_rule("/minutes/new", "new_minutes", new_minutes, methods=both)
    blueprint.add_url_rule("/minutes/<int:number>", "minutes", minutes)
    blueprint.add_url_rule("/minutes/<int:number>/print.pdf", "print_minutes", print_minutes)
    blueprint.add_url_rule("/minutes/<int:number>/edit", "edit_minutes", edit_minutes, methods=both)


def _one(view: CasePlans, number: int) -> MinutesView:
    if not 1 <= number <= len(view.minutes):
        missing()
    return view.minutes[number - 1]


@needs(Act.CASE_READ)
def minutes(code: str, number: int) -> str:
    """Show the minutes of a meeting."""
    view = opened(code, Act.CASE_READ)
    one = _one(view, number)
    return render_template(
        "plans/minutes.html",
        view=view,
        minutes=one,
        sections=answer_sections(FORM, restore(FORM, one.said), areas={}, see_restricted=True),
        writes=view.state != "closed" and allowed(Act.CASE_EDIT, view.unit_id),
        prints=allowed(Act.CASE_PRINT, view.unit_id),
    )


@needs(Act.CASE_PRINT)
def print_minutes(code: str, number: int) -> Response:
    """Print the minutes of a meeting, for those who were there to sign."""
    found = gather_minutes(actor(), code, number, now=now())
    html = minutes_html(found, now=now(), demo=settings().demo)
    return pdf_answer(html, f"{found.code}-BB-{number}", found.printed)


@needs(Act.CASE_EDIT)
def new_minutes(code: str) -> Answer:
    """Write the minutes of a meeting."""
    view = opened(code, Act.CASE_EDIT)
    form = MinutesForm(now=now())
    if request.method == "POST" and form.validate():
        answer = perform(
            form,
            lambda: write_minutes(actor(), code, form.answers, now=now(), post=posted_key()),
            to=lambda made: url_for("plans.minutes", code=code, number=int(made)),
        )
        if answer is not None:
            flash(gettext("The minutes are saved"), "success")
            return answer
    return _page(view, form)


@needs(Act.CASE_EDIT)
def edit_minutes(code: str, number: int) -> Answer:
    """Amend minutes; where somebody else saved another version meanwhile, both meet."""
    view = opened(code, Act.CASE_EDIT)
    one = _one(view, number)
    known, words = restore(FORM, one.said), gettext("The minutes are saved")
    form = MinutesForm(now=now(), values=known)
    met = meet(
        form,
        lambda: MinutesForm(now=now(), values=known, formdata=None),
        one.version,
        title=gettext("Write the minutes of a meeting"),
        to=url_for("plans.minutes", code=code, number=number),
        done=words,
    )
    if met.page is not None:
        return met.page
    if request.method == "POST" and form.validate():
        try:
            answer = perform(
                form,
                lambda: amend_minutes(
                    actor(), code, number, form.answers,
                    version=met.version, now=now(), post=posted_key(),
                ),
                to=lambda made: url_for("plans.minutes", code=code, number=int(made)),
            )  # fmt: skip
        except Stale:
            return edit_minutes(code, number)  # saved by somebody since it was read
        if answer is not None:
            flash(words, "success")
            return answer
    return _page(view, form, met)


def _page(view: CasePlans, form: OfficialForm, met: Meeting | None = None) -> Answer:
    html = render_template("plans/edit_minutes.html", view=view, form=form, key=post_key(), met=met)
    return (html, 422) if request.method == "POST" else html
