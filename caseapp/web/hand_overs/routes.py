"""Routes of handing over: on whom work hangs, all that one person has, and what passed lately."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, render_template, url_for
from flask_babel import ngettext
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from caseapp.casework import handed_reading, handing_on, handing_on_reading
from caseapp.casework.handing_on import Handing
from caseapp.casework.outcomes import Stale
from caseapp.casework.unsent_drafts import list_unsent
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.hand_overs import words
from caseapp.web.hand_overs.forms import HandOnForm, SearchForm
from caseapp.web.posting import perform, post_key, posted_key, posted_version
from caseapp.web.sought import sought_on, takes_words

blueprint = Blueprint("hand_overs", __name__, url_prefix="/hand-overs")
takes_words(blueprint, Act.ACCOUNT_HAND_ON, "hand_overs.index")
Answer = Response | tuple[str, int] | str


@blueprint.route("")
@needs(Act.ACCOUNT_HAND_ON)
def index() -> str:
    """List what hangs on closed accounts, and the officers of the units, to be searched."""
    words = sought_on("hand_overs.index")
    form = SearchForm(words.fields)
    asked = (form.who.data or "")[:100]
    return render_template(
        "hand_overs/index.html",
        people=handing_on_reading.list_people(actor(), asked, act_of, now=now()),
        unsent=list_unsent(actor(), now=now()),
        form=form,
        asked=asked,
        lost=words.lost,
    )


@blueprint.route("/received")
@needs(Act.CASE_LIST)
def received() -> str:
    """List what was handed over to the reader and by them; to a chair what was in the unit."""
    return render_template(
        "hand_overs/received.html",
        rows=handed_reading.list_handed(actor(), now=now()),
        words=words,
    )


@blueprint.route("/<username>/<unit>", methods=["GET", "POST"])
@needs(Act.ACCOUNT_HAND_ON)
def show(username: str, unit: str) -> Answer:
    """Show all that one person has in a unit, and ask who takes it on."""
    left = handing_on_reading.read_left(actor(), username, unit, act_of, now=now())
    form, status = HandOnForm(left), 422
    if form.validate_on_submit():
        handing = Handing(form.officer.data or "", act_of, posted_version(), posted_key())
        try:
            done = perform(
                form,
                lambda: handing_on.hand_on(actor(), username, unit, handing, now=now()),
                to=lambda made: _told(made, username, unit),
            )
        except Stale:
            done, status = None, 409
        if done is not None:
            return done
    page = render_template(
        "hand_overs/show.html",
        left=left,
        form=form,
        key=post_key(),
        words=words,
        changed=status == 409,  # noqa: PLR2004 - somebody handed over meanwhile
    )
    return (page, status) if form.is_submitted() else page


def act_of(address: str) -> Act | None:
    """Tell by which act the form of an address is sent; None for what takes no form."""
    try:
        endpoint, _ = current_app.url_map.bind("").match(address.partition("?")[0], method="POST")
    except HTTPException:
        return None
    act = getattr(current_app.view_functions[endpoint], "__act__", None)
    return Act(str(act)) if act in set(Act) else None


def _told(made: str, username: str, unit: str) -> str:
    """Say how much was handed over and what stays; lead on to what stays, if anything does."""
    given, _, stay = made.partition("/")
    if given != "0" or stay == "0":  # the notices alone, too
        done = ngettext(
            "Handed over: %(num)d thing, with the notices about it",
            "Handed over: %(num)d things, with the notices about them",
            int(given or 0),
        )
        flash(done, "success")
    if stay in {"", "0"}:
        return url_for("hand_overs.index")
    flash(
        ngettext(
            "%(num)d file or draft is kept from this officer and stays: hand it to another",
            "%(num)d files or drafts are kept from this officer and stay: hand them to another",
            int(stay),
        )
    )
    return url_for("hand_overs.show", username=username, unit=unit)
