"""Routes of the reports on their way: lists of both units, receipt, refusal, assignment."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import areas, forwarding, forwarding_reading
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.form_builder import answer_sections
from caseapp.web.forwarding.forms import AssignForm, ReceiveForm, RefuseForm
from caseapp.web.posting import perform, post_key, posted_key

blueprint = Blueprint("forwarding", __name__, url_prefix="/forwarded")
Answer = Response | tuple[str, int] | str


@blueprint.route("")
@needs(Act.REPORT_RECEIVE)
def index() -> str:
    """List what waits to be taken over, and what the own unit has passed on."""
    return render_template(
        "forwarding/index.html",
        waiting=forwarding_reading.list_waiting_reports(actor(), Act.REPORT_RECEIVE, now=now()),
        sent=forwarding_reading.list_sent(actor(), now=now()),
    )


@blueprint.route("/<code>", methods=["GET", "POST"])
@needs(Act.REPORT_RECEIVE)
def receive(code: str) -> Answer:
    """Show what is needed to call; the button takes the report over."""
    view = forwarding_reading.read_arriving(actor(), code, now=now())
    form = ReceiveForm()
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: forwarding.receive_report(actor(), code, now=now(), post=posted_key()),
            to=lambda _: url_for("reports.show", code=code),
        )
        if done is not None:
            flash(gettext("Your unit answers for this report now"), "success")
            return done
    page = render_template("forwarding/receive.html", form=form, view=view, key=post_key())
    return (page, 422) if form.is_submitted() else page


@blueprint.route("/<code>/refusal", methods=["GET", "POST"])
@needs(Act.REPORT_RECEIVE)
def refuse(code: str) -> Answer:
    """Ask why the report is not taken over."""
    view = forwarding_reading.read_arriving(actor(), code, now=now())
    form = RefuseForm()
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: forwarding.refuse_report(
                actor(), code, reason=form.reason.data or "", now=now(), post=posted_key()
            ),
            to=lambda _: url_for("forwarding.index"),
        )
        if done is not None:
            flash(gettext("The report is refused; the supervisor is told"), "success")
            return done
    page = render_template("forwarding/refuse.html", form=form, view=view, key=post_key())
    return (page, 422) if form.is_submitted() else page


@blueprint.route("/<code>/unit", methods=["GET", "POST"])
@needs(Act.REPORT_ASSIGN_UNIT)
def assign(code: str) -> Answer:
    """Ask the supervisor which unit answers for a report that nobody takes over."""
    view = forwarding_reading.read_disputed(actor(), code, now=now())
    form = AssignForm()
    form.unit.choices = areas.choices_now(now())
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: forwarding.assign_unit(
                actor(),
                code,
                unit_code=form.unit.data or "",
                reason=form.reason.data or "",
                now=now(),
                post=posted_key(),
            ),
            to=lambda _: url_for("home.index"),
        )
        if done is not None:
            flash(gettext("The report is assigned; both units are told"), "success")
            return done
    page = render_template("forwarding/assign.html", form=form, view=view, key=post_key())
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/sent/<code>")
@needs(Act.REPORT_READ_FORWARDED)
def sent(code: str) -> Answer:
    """Show the own Mẫu 01 of a report that has passed on, to read only."""
    view = forwarding_reading.read_sent(actor(), code, now=now())
    if not view.gone:
        return redirect(url_for("reports.show", code=code))
    sections = answer_sections(
        view.form,
        view.answers,
        areas=dict(areas.choices(areas.offered_on(view.received_at))),
        see_restricted=not view.reporter_hidden,
    )
    told = [section._replace(level=section.level + 1) for section in sections]
    return render_template("forwarding/sent.html", view=view, sections=told)
