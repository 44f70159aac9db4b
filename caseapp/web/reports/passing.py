"""Where a report goes on: to a case that is open, or to the unit where it happened."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import areas, forwarding, joining
from caseapp.casework.joining import OpenCase
from caseapp.casework.outcomes import Missing
from caseapp.casework.report_reading import read_report
from caseapp.rules.access import Act
from caseapp.rules.values import RuleBroken, local_day
from caseapp.web.actor import actor, needs, now
from caseapp.web.birth_box import born_words
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.reports.screening_forms import ForwardForm, JoinForm
from caseapp.web.reports.steps import Answer, go_to, take_step
from caseapp.web.rights import insist


def attach(blueprint: Blueprint) -> None:
    """Add these steps to the reports' blueprint."""
    both = ["GET", "POST"]
    blueprint.add_url_rule("/<code>/joining", "join", join, methods=both)
    blueprint.add_url_rule("/<code>/forwarding", "forward", forward, methods=both)
    blueprint.add_url_rule("/<code>/forwarding/withdrawal", "withdraw", withdraw, methods=["POST"])


@needs(Act.REPORT_SCREEN)
def join(code: str) -> Answer:
    """Ask which open case of the same child the report belongs to."""
    view = read_report(actor(), code, now=now())
    insist(Act.REPORT_SCREEN, view.unit_id)
    if view.case_code is not None:
        flash(gettext("A case is open for this report already"))
        return redirect(url_for("cases.show", code=view.case_code))
    form = _join_form(code)
    if request.method == "POST" and form.validate():
        done = perform(
            form, lambda: _join(code, form), to=lambda case: url_for("cases.show", code=case)
        )
        if done is not None:
            flash(gettext("The report stands in the case now"), "success")
            return done
    page = render_template("reports/join.html", form=form, view=view, key=post_key())
    return (page, 422) if request.method == "POST" else page


def _join_form(code: str) -> JoinForm:
    form = JoinForm()
    found = joining.list_open_cases(actor(), code, now=now())
    today = local_day(now())
    form.case.choices = [
        (each.code, _described(each, born_words(each.born, each.birth_precision, today)))
        for each in found
    ]
    if not found:
        del form.case
        form.case_code.label.text = gettext("Code of the case")
    return form


def _described(found: OpenCase, born: str) -> str:
    return f"{found.child}, {born or gettext('birth not known')} ({found.code})"


def _join(code: str, form: JoinForm) -> str:
    typed = (form.case_code.data or "").strip().upper()
    chosen = typed or ((form.case.data or "") if "case" in form else "")
    if not chosen:
        raise RuleBroken("Choose a case of the list, or enter the code", field="case_code")
    try:
        return joining.join_case(actor(), code, chosen, now=now(), post=posted_key())
    except Missing:
        raise RuleBroken(
            "Your unit has no open case with this code: check it", field="case_code"
        ) from None


@needs(Act.REPORT_FORWARD)
def forward(code: str) -> Answer:
    """Ask which unit is to take the report over, and whom it can call."""
    view = read_report(actor(), code, now=now())
    insist(Act.REPORT_FORWARD, view.unit_id)
    if view.state != "received" or view.imported:
        flash(gettext("This step is not possible now. Someone may have taken a step before you."))
        return redirect(url_for("reports.show", code=code))
    form = ForwardForm(data={"unit": view.answers.get("event_area", "")})
    form.unit.choices = [pair for pair in areas.choices_now(now()) if int(pair[0]) != view.unit_id]
    return take_step(
        form,
        view,
        lambda: forwarding.forward_report(
            actor(),
            code,
            unit_code=form.unit.data or "",
            contact=form.contact.data or "",
            now=now(),
            post=posted_key(),
        ),
        "reports/forward.html",
        gettext("The report waits for the other unit. Call it: until it takes over you answer"),
    )


@needs(Act.REPORT_FORWARD)
def withdraw(code: str) -> Response:
    """Take back a report that the other unit has not received yet."""
    try:
        forwarding.withdraw_forwarding(actor(), code, now=now())
    except RuleBroken as broken:
        flash(gettext(broken.message))
        return redirect(url_for("reports.show", code=code))
    return go_to(code, gettext("The report is no longer being forwarded"))
