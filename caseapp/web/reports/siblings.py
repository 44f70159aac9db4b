"""The page that asks Mẫu 01 for another child of the same event."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from caseapp.casework import siblings
from caseapp.casework.report_reading import ReportView, read_report
from caseapp.rules.access import Act
from caseapp.rules.forms.spec import Form
from caseapp.web.actor import actor, needs, now
from caseapp.web.form_builder import OfficialForm
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.reports.amending import amendable, kept_answers
from caseapp.web.reports.preparing import may_add
from caseapp.web.rights import missing, refuse
from caseapp.web.sent_form import with_button


def attach(blueprint: Blueprint) -> None:
    """Add the page to the reports' blueprint."""
    blueprint.add_url_rule("/<code>/siblings/new", "sibling", sibling, methods=["GET", "POST"])


@needs(Act.REPORT_LOG)
def sibling(code: str) -> Response | tuple[str, int] | str:
    """Ask Mẫu 01 for the next child; source, time, place and suspect stand there already."""
    view = read_report(actor(), code, now=now())
    if not may_add(view):
        refuse(Act.REPORT_LOG)
    if view.imported or not view.answers_version:
        missing()  # history from a register has no Mẫu 01
    form = _asking(amendable(view.form), view)
    if form.validate_on_submit():
        answers = form.answers | kept_answers(view)
        done = perform(
            form,
            lambda: siblings.log_sibling(actor(), code, answers, now=now(), post=posted_key()),
            to=lambda made: url_for("duty.calls", code=made),
        )
        if done is not None:
            flash(gettext("The report about the next child is saved; its 12 hours run"), "success")
            return done
    page = render_template("reports/sibling.html", form=form, view=view, key=post_key())
    return (page, 422) if form.is_submitted() else page


def _asking(spec: Form, view: ReportView) -> OfficialForm:
    words = lazy_gettext("Save the report about this child")
    values = siblings.shared_answers(view.form, view.answers)
    return with_button(spec, words)(now=now(), values=values)
