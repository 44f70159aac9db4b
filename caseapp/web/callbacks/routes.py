"""Routes of the one-time entries: whom one could call back, and the code to read out."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import callback
from caseapp.casework.outcomes import AlreadyDone
from caseapp.rules.access import Act
from caseapp.rules.values import RuleBroken
from caseapp.web.actor import actor, clock, needs, now
from caseapp.web.callbacks.forms import CodeForm
from caseapp.web.navigation import ROLE_WORDS
from caseapp.web.posting import post_key, posted_key
from caseapp.web.widgets import refuse

blueprint = Blueprint("callbacks", __name__, url_prefix="/call-backs")
Answer = Response | tuple[str, int] | str


@blueprint.route("")
@needs(Act.ENTRY_GIVE)
def index() -> str:
    """List the ward people who could be called back."""
    return render_template(
        "callbacks/index.html",
        rows=callback.list_receivers(actor(), now=now(), clock=clock()),
        role_words=ROLE_WORDS,
    )


@blueprint.route("/<username>", methods=["GET", "POST"])
@needs(Act.ENTRY_GIVE)
def give(username: str) -> Answer:
    """Ask which number was called; show the code once."""
    view = callback.read_receiver(actor(), username, now=now(), clock=clock())
    form = CodeForm(view)
    if form.validate_on_submit():
        answer = _give(form, view.username)
        if answer is not None:
            return answer
    page = render_template(
        "callbacks/give.html", form=form, view=view, key=post_key(), role_words=ROLE_WORDS
    )
    return (page, 422) if form.is_submitted() else page


def _give(form: CodeForm, username: str) -> Answer | None:
    """Give the code and show it; None when the form must be shown again with its fault."""
    try:
        given = callback.give_entry(
            actor(),
            username,
            called=form.called.data or "",
            knew_voice=bool(form.knew_voice.data),
            now=now(),
            clock=clock(),
            post=posted_key(),
        )
    except AlreadyDone:
        flash(gettext("The code was shown once. If it did not arrive, give a new one"))
        return redirect(url_for("callbacks.give", username=username))
    except RuleBroken as broken:
        refuse(form, broken.field or "", gettext(broken.message, **broken.params))
        return None
    return render_template("callbacks/code.html", given=given)
