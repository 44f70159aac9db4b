"""Routes of the directory of agencies: the list, and a service added to it."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import agencies
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.agencies.forms import OfferForm
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
