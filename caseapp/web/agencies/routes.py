"""Routes of the directory of agencies: the list, a service added to it, who speaks for one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import agencies, agency_members
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.agencies.forms import MemberForm, OfferForm
from caseapp.web.posting import perform, post_key, posted_key

blueprint = Blueprint("agencies", __name__, url_prefix="/agencies")


@blueprint.route("")
@needs(Act.AGENCY_MANAGE)
def index() -> str:
    """List every service of the directory, with the day it was verified."""
    return render_template("agencies/index.html", rows=agencies.list_offers(actor(), now=now()))


@blueprint.route("/new", methods=["GET", "POST"])
@needs(Act.AGENCY_MANAGE)
def new() -> Response | tuple[str, int] | str:
    """Add a service, and its agency when that is new; what is entered here is verified by it."""
    form = OfferForm()
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: agencies.add_offer(
                actor(),
                agency=form.agency.data or "",
                service=form.service.data or "",
                phone=form.phone.data or "",
                now=now(),
                post=posted_key(),
            ),
            to=lambda _: url_for("agencies.index"),
        )
        if done is not None:
            flash(gettext("The directory is brought up to date"), "success")
            return done
    page = render_template("agencies/new.html", form=form, key=post_key())
    return (page, 422) if form.is_submitted() else page


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
