"""Routes of handing on: what hung on closed accounts, and the form that gives it to an officer."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import handing_on
from caseapp.casework.unsent_drafts import list_unsent
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.hand_overs.forms import HandOnForm
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import missing

blueprint = Blueprint("hand_overs", __name__, url_prefix="/hand-overs")
Answer = Response | tuple[str, int] | str


@blueprint.route("")
@needs(Act.ACCOUNT_HAND_ON)
def index() -> str:
    """List what hangs on closed accounts."""
    return render_template(
        "hand_overs/index.html",
        rows=handing_on.list_left(actor(), now=now()),
        unsent=list_unsent(actor(), now=now()),
    )


@blueprint.route("/<username>/<unit>", methods=["GET", "POST"])
@needs(Act.ACCOUNT_HAND_ON)
def show(username: str, unit: str) -> Answer:
    """Show what one person left in a unit, and ask who takes it on."""
    found = [
        left
        for left in handing_on.list_left(actor(), now=now())
        if (left.username, left.unit_code) == (username, unit)
    ]
    if not found:
        missing()
    left, form = found[0], HandOnForm(found[0])
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: handing_on.hand_on(
                actor(), username, unit, to=form.officer.data or "", now=now(), post=posted_key()
            ),
            to=_told,
        )
        if done is not None:
            return done
    page = render_template("hand_overs/show.html", left=left, form=form, key=post_key())
    return (page, 422) if form.is_submitted() else page


def _told(stay: str) -> str:
    """Say what was handed on, and what is kept from the one chosen."""
    flash(gettext("The cases and notices are handed on"), "success")
    if stay and stay != "0":
        flash(gettext("Some cases are kept from this officer: hand them to another"))
    return url_for("hand_overs.index")
