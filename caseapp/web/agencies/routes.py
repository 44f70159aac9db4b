"""Routes of the directory of agencies: the list, one agency, its change, who speaks for it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import agencies, agency_members, agency_reading
from caseapp.casework.agencies import NewAgency
from caseapp.casework.agency_reading import AgencyView, Wanted
from caseapp.casework.outcomes import Stale
from caseapp.rules.access import Act
from caseapp.rules.codes.agencies import AGENCY_KINDS
from caseapp.web.actor import actor, needs, now
from caseapp.web.agencies import offering
from caseapp.web.agencies.forms import AgencyForm, MemberForm, OfferForm
from caseapp.web.code_choices import code_choices, or_nothing, units_of_today
from caseapp.web.meeting import meet
from caseapp.web.posting import perform, post_key, posted_key, posted_version
from caseapp.web.rights import allowed
from caseapp.web.sought import sought_on, takes_words

blueprint = Blueprint("agencies", __name__, url_prefix="/agencies")
offering.attach(blueprint)
takes_words(blueprint, Act.AGENCY_READ, "agencies.index")


@blueprint.route("")
@needs(Act.AGENCY_READ)
def index() -> str:
    """List the agencies, by kind, the ward they serve and words of their entries."""
    units = dict(units_of_today(None))
    sent = sought_on("agencies.index")
    asked = {name: sent.fields.get(name, "")[:100].strip() for name in ("kind", "unit", "words")}
    wanted = Wanted(
        kind=asked["kind"] if asked["kind"] in AGENCY_KINDS else "",
        unit=asked["unit"] if asked["unit"] in units else "",
        words=asked["words"],
    )
    rows, more = agency_reading.list_agencies(actor(), now=now(), wanted=wanted)
    return render_template(
        "agencies/index.html",
        rows=rows,
        more=more,
        wanted=wanted,
        lost=sent.lost,
        kinds=code_choices("agency_kinds"),
        units=list(units.items()),
        may_manage=allowed(Act.AGENCY_MANAGE),
    )


@blueprint.route("/unchecked")
@needs(Act.AGENCY_MANAGE)
def unchecked() -> str:
    """List what nobody checked with its agency for six months, or ever."""
    rows = agency_reading.list_unchecked(actor(), now=now())
    return render_template("agencies/unchecked.html", rows=rows)


@blueprint.route("/new", methods=["GET", "POST"])
@needs(Act.AGENCY_MANAGE)
def new() -> Response | tuple[str, int] | str:
    """Add a service, and its agency when that is new; what is entered here is verified by it."""
    form = OfferForm()
    form.kind.choices = or_nothing(code_choices("agency_kinds"))
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: agencies.add_offer(
                actor(),
                agency=form.agency.data or "",
                service=form.service.data or "",
                phone=form.phone.data or "",
                kind=form.kind.data or "",
                now=now(),
                post=posted_key(),
            ),
            to=lambda number: url_for("agencies.show", number=number),
        )
        if done is not None:
            flash(gettext("The directory is brought up to date"), "success")
            return done
    page = render_template("agencies/new.html", form=form, key=post_key())
    return (page, 422) if form.is_submitted() else page


@blueprint.route("/<int:number>")
@needs(Act.AGENCY_READ)
def show(number: int) -> str:
    """Show an agency: where it is, what it offers to whom, when that was checked and by whom."""
    view = agency_reading.read_agency(actor(), number, now=now())
    return render_template("agencies/show.html", view=view, may_manage=allowed(Act.AGENCY_MANAGE))


@blueprint.route("/<int:number>/change", methods=["GET", "POST"])
@needs(Act.AGENCY_MANAGE)
def change(number: int) -> Response | tuple[str, int] | str:
    """Ask anew what the directory says of an agency; versions that differ meet."""
    view = agency_reading.read_agency(actor(), number, now=now())
    form, words = _agency_form(view), gettext("The entry is changed")
    shown = url_for("agencies.show", number=number)
    met = meet(
        form,
        lambda: _agency_form(view, formdata=None),
        view.version,
        title=gettext("Change the agency"),
        to=shown,
        done=words,
    )
    if met.page is not None:
        return met.page
    if form.validate_on_submit():
        try:
            done = perform(
                form,
                lambda: agencies.change_agency(
                    actor(), number, _told(form), version=met.version, now=now(), post=posted_key()
                ),
                to=lambda _: shown,
            )
        except Stale:
            return change(number)  # changed by somebody since it was read
        if done is not None:
            flash(words, "success")
            return done
    page = render_template("agencies/change.html", form=form, view=view, key=post_key(), met=met)
    return (page, 422) if form.is_submitted() else page


def _agency_form(view: AgencyView, **given: Any) -> AgencyForm:  # noqa: ANN401 - as Flask-WTF
    known = {name: getattr(view, name) for name in ("name", "kind", "phone", "address")}
    form = AgencyForm(**given, data=known | {"unit": view.unit_code})
    form.kind.choices = code_choices("agency_kinds")
    form.unit.choices = units_of_today(None)
    return form


def _told(form: AgencyForm) -> NewAgency:
    return NewAgency(
        name=form.name.data or "",
        kind=form.kind.data or "",
        phone=form.phone.data or "",
        address=form.address.data or "",
        unit=form.unit.code,
    )


@blueprint.route("/<int:number>/verify", methods=["POST"])
@needs(Act.AGENCY_MANAGE)
def verify(number: int) -> Response:
    """Note that all entries of an agency, or one service, were checked with it today."""
    chosen = request.form.get("service", type=int)
    try:
        agencies.verify_agency(actor(), number, version=posted_version(), now=now(), service=chosen)
        flash(gettext("Kept: verified today"), "success")
    except Stale:
        flash(gettext("The entry was changed after you opened it: read it once more"))
    return redirect(url_for("agencies.show", number=number))


@blueprint.route("/<int:number>/accounts", methods=["GET", "POST"])
@needs(Act.AGENCY_MANAGE)
def members(number: int) -> Response | tuple[str, int] | str:
    """Show who speaks for an agency, and tie one more account to it."""
    view = agency_members.read_members(actor(), number, now=now())
    form = MemberForm()
    form.username.choices = [("", gettext("Choose")), *view.offered]
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: agency_members.tie_member(
                actor(), number, form.username.data, now=now(), post=posted_key()
            ),
            to=lambda _: url_for("agencies.members", number=number),
        )
        if done is not None:
            flash(gettext("The account speaks for the agency from now on"), "success")
            return done
    page = render_template("agencies/members.html", form=form, view=view, key=post_key())
    return (page, 422) if form.is_submitted() else page


@blueprint.route("/<int:number>/accounts/<int:member>/end", methods=["POST"])
@needs(Act.AGENCY_MANAGE)
def end_member(number: int, member: int) -> Response:
    """Take an account off the agency at once."""
    agency_members.end_member(actor(), number, member, now=now())
    flash(gettext("The account does not speak for the agency any more"), "success")
    return redirect(url_for("agencies.members", number=number))
