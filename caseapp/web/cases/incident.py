"""An incident in a case that has no report yet: one is made of it, and its 12 hours run."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired

from caseapp.casework import incidents
from caseapp.casework.case_head import read_head
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.boxes import GovMoment
from caseapp.web.incident_form import IncidentForm
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import insist

Answer = Response | tuple[str, int] | str


class FirstIncidentForm(IncidentForm):
    """The incident, and when word of it came."""

    received_at = GovMoment(
        lazy_gettext("When you learned of it"),
        validators=[InputRequired(lazy_gettext("Enter when you learned of it"))],
        description=lazy_gettext("The 12 hours for the chair's decision count from here"),
    )


def attach(blueprint: Blueprint) -> None:
    """Add the page to the cases' blueprint."""
    blueprint.add_url_rule("/<code>/incidents/new", "incident", incident, methods=["GET", "POST"])


@needs(Act.INCIDENT_RECORD)
def incident(code: str) -> Answer:
    """Record what happened; a case that has a report keeps it there."""
    head = read_head(actor(), code, now=now(), act=Act.INCIDENT_RECORD)
    insist(Act.INCIDENT_RECORD, head.unit_id)
    if head.report and request.method == "GET":
        return redirect(url_for("reports.incident", code=head.report))
    form = FirstIncidentForm(data={"received_at": now()})
    form.offer()
    if request.method == "POST" and form.validate():
        done = perform(
            form,
            lambda: incidents.record_in_case(
                actor(),
                code,
                form.entry(),
                received_at=form.received_at.data,
                now=now(),
                post=posted_key(),
            ),
            to=lambda made: url_for("duty.calls", code=made),
        )
        if done is not None:
            flash(gettext("A report was made of it; its 12 hours run"), "success")
            return done
    page = render_template("cases/incident.html", form=form, view=head, key=post_key())
    return (page, 422) if request.method == "POST" else page
