"""The pages on which an agency's service is added and changed."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import agency_reading, agency_services
from caseapp.casework.agency_reading import AgencyView, ServiceView
from caseapp.casework.agency_services import NewService
from caseapp.casework.outcomes import Stale
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.agencies.forms import ServiceForm
from caseapp.web.meeting import Meeting, meet
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import missing

Answer = Response | tuple[str, int] | str


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the blueprint of the directory."""
    both, address = ["GET", "POST"], "/<int:number>/services"
    blueprint.add_url_rule(f"{address}/new", "new_service", new_service, methods=both)
    blueprint.add_url_rule(f"{address}/<int:service>", "service", service_page, methods=both)


@needs(Act.AGENCY_MANAGE)
def new_service(number: int) -> Answer:
    """Ask what more an agency offers; what is entered here is verified by it."""
    view = agency_reading.read_agency(actor(), number, now=now())
    form = ServiceForm()
    del form.last_day
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: agency_services.add_service(
                actor(), number, _told(form), now=now(), post=posted_key()
            ),
            to=lambda _: url_for("agencies.show", number=number),
        )
        if done is not None:
            flash(gettext("The directory is brought up to date"), "success")
            return done
    return _page(form, view, gettext("Add a service"))


@needs(Act.AGENCY_MANAGE)
def service_page(number: int, service: int) -> Answer:
    """Ask anew what a service is, or until when it is offered; versions that differ meet."""
    view = agency_reading.read_agency(actor(), number, now=now())
    known = next((each for each in view.services if each.number == service), None) or missing()
    form, words = _filled(known), gettext("The entry is changed")
    title, shown = gettext("Change the service"), url_for("agencies.show", number=number)
    met = meet(
        form,
        lambda: _filled(known, formdata=None),
        view.version,
        title=title,
        to=shown,
        done=words,
    )
    if met.page is not None:
        return met.page
    if form.validate_on_submit():
        try:
            done = perform(
                form,
                lambda: agency_services.change_service(
                    actor(), number, service, _told(form),
                    version=met.version, now=now(), post=posted_key(),
                ),
                to=lambda _: shown,
            )  # fmt: skip
        except Stale:
            return service_page(number, service)  # changed by somebody since it was read
        if done is not None:
            flash(words, "success")
            return done
    return _page(form, view, title, met)


def _page(form: ServiceForm, view: AgencyView, title: str, met: Meeting | None = None) -> Answer:
    html = render_template(
        "agencies/service.html", form=form, view=view, title=title, key=post_key(), met=met
    )
    return (html, 422) if form.is_submitted() else html


def _filled(known: ServiceView, **given: Any) -> ServiceForm:  # noqa: ANN401 - as Flask-WTF
    named = ("name", "eligibility", "schedule", "all_day", "phone", "last_day")
    said = {name: getattr(known, name) for name in named}
    return ServiceForm(**given, data=said | {"units": "\n".join(known.units)})


def _told(form: ServiceForm) -> NewService:
    return NewService(
        name=form.name.data or "",
        eligibility=form.eligibility.data or "",
        units=form.units.data or "",
        schedule=form.schedule.data or "",
        all_day=bool(form.all_day.data),
        phone=form.phone.data or "",
        last_day=form.last_day.data if "last_day" in form else None,
    )
