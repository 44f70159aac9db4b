"""Suspects of a report: named, corrected, taken out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from caseapp.casework import suspect_rows
from caseapp.casework.report_reading import ReportView, read_report
from caseapp.casework.suspect_rows import SuspectDetails, SuspectView
from caseapp.rules.access import Act
from caseapp.web import filters
from caseapp.web.actor import actor, needs, now
from caseapp.web.boxes import GovDate
from caseapp.web.code_choices import code_choices, or_nothing
from caseapp.web.lengths import at_most
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import insist, missing
from caseapp.web.widgets import GovRadios, GovSelect, GovSubmit, GovText, GovTextArea

Answer = Response | tuple[str, int] | str


class SuspectForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.suspect_rows.SuspectDetails."""

    name = GovText(lazy_gettext("Name (if known)"), validators=[at_most(200)])
    relation = GovSelect(lazy_gettext("Who the person is to the child"))
    access = GovRadios(lazy_gettext("Whether the person still has access to the child"))
    no_access_since = GovDate(lazy_gettext("No access since (if known)"))
    incident = GovSelect(lazy_gettext("What the person is said to have done"))
    phone = GovText(
        lazy_gettext("Telephone (if known)"),
        validators=[at_most(30)],
        render_kw={"classes": "govuk-input--width-20", "type": "tel", "inputmode": "tel"},
    )
    personal_id = GovText(
        lazy_gettext("Personal identification number (if known)"),
        validators=[at_most(20)],
        render_kw={"classes": "govuk-input--width-20", "inputmode": "numeric"},
    )
    note = GovTextArea(
        lazy_gettext("What else is known of the person"),
        validators=[at_most(2000)],
        description=lazy_gettext("Age, looks, where the person lives or works, what was seen"),
    )
    submit = GovSubmit(lazy_gettext("Save what is known of the suspect"))

    def details(self) -> SuspectDetails:
        """Return the suspect as it was typed."""
        number = self.incident.data or ""
        return SuspectDetails(
            name=self.name.data or "",
            phone=self.phone.data or "",
            personal_id="".join((self.personal_id.data or "").split()),
            note=self.note.data or "",
            relation=self.relation.data or "unknown",
            access=self.access.data or "unknown",
            no_access_since=self.no_access_since.data,
            incident=int(number) if number else None,
        )


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the reports' blueprint."""
    both = ["GET", "POST"]
    blueprint.add_url_rule("/<code>/suspects/new", "name_suspect", new, methods=both)
    blueprint.add_url_rule("/<code>/suspects/<int:number>", "suspect", edit, methods=both)
    blueprint.add_url_rule(
        "/<code>/suspects/<int:number>/removal", "take_out_suspect", remove, methods=["POST"]
    )


def told(view: ReportView) -> list[SuspectView]:
    """Return the suspects of a report to whoever reads it."""
    return suspect_rows.read_suspects(actor(), view.code, now=now(), act=Act.REPORT_READ)


@needs(Act.INCIDENT_RECORD)
def new(code: str) -> Answer:
    """Ask who is said to have done it."""
    view = _open(code)
    form = _form(view, {"access": "unknown", "relation": "unknown"})
    return _step(
        form,
        view,
        lambda: suspect_rows.name_suspect(
            actor(), code, form.details(), now=now(), post=posted_key()
        ),
        None,
    )


@needs(Act.INCIDENT_RECORD)
def edit(code: str, number: int) -> Answer:
    """Ask what is known now; what was known before stays for that time."""
    view = _open(code)
    row = _row(view, number)
    if row is None and request.method == "GET":
        missing()
    known = row.details if row else SuspectDetails()
    data = {name: getattr(known, name) for name in known.__dataclass_fields__}
    form = _form(view, data | {"incident": str(known.incident or "")})
    return _step(
        form,
        view,
        lambda: suspect_rows.correct_suspect(
            actor(), code, number, form.details(), now=now(), post=posted_key()
        ),
        row,
    )


@needs(Act.INCIDENT_RECORD)
def remove(code: str, number: int) -> Response:
    """Take out somebody who was named by mistake."""
    _open(code)
    suspect_rows.take_out_suspect(actor(), code, number, now=now())
    flash(gettext("The person is taken out; what was known before stays for that time"), "success")
    return redirect(url_for("reports.show", code=code))


def _open(code: str) -> ReportView:
    view = read_report(actor(), code, now=now(), act=Act.INCIDENT_RECORD)
    insist(Act.INCIDENT_RECORD, view.unit_id)
    return view


def _row(view: ReportView, number: int) -> SuspectView | None:
    rows = suspect_rows.read_suspects(actor(), view.code, now=now())
    return next((row for row in rows if row.number == number), None)


def _form(view: ReportView, data: dict[str, Any]) -> SuspectForm:
    form = SuspectForm(data=data)
    form.relation.choices = code_choices("relation")
    form.access.choices = code_choices("suspect_access")
    happened = [
        (str(row.number), _incident_words(row.abuse_types, row.entered_at))
        for row in view.incidents
        if row.abuse_types
    ]
    form.incident.choices = or_nothing(happened, gettext("Not said"))
    return form


def _incident_words(types: tuple[str, ...], entered_at: Any) -> str:  # noqa: ANN401 - a moment
    named = ", ".join(filters.code_label("abuse_types", code) for code in types)
    return f"{named} ({filters.day(entered_at)})"


def _step(
    form: SuspectForm, view: ReportView, act: Callable[[], str], row: SuspectView | None
) -> Answer:
    if request.method == "POST" and form.validate():
        done = perform(form, act, to=lambda code: url_for("reports.show", code=code))
        if done is not None:
            flash(gettext("What is known of the suspect is saved"), "success")
            return done
    page = render_template("reports/suspect.html", form=form, view=view, row=row, key=post_key())
    return (page, 422) if request.method == "POST" else page
