"""Changes of accounts that wait for a second person, and the page where one agrees or refuses."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import account_changes, account_reading
from caseapp.rules.access import Act
from caseapp.web.account_words import CHANGE_WORDS, change_words
from caseapp.web.actor import actor, needs, now
from caseapp.web.administration.forms import DecisionForm
from caseapp.web.posting import perform

Answer = Response | tuple[str, int] | str


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the blueprint of the accounts."""
    blueprint.add_url_rule("/changes", "changes", changes)
    blueprint.add_url_rule("/changes/<int:code>", "decide", decide, methods=["GET", "POST"])


@needs(Act.ACCOUNT_DECIDE)
def changes() -> str:
    """List what waits, the oldest first."""
    return render_template(
        "administration/changes.html",
        rows=account_reading.list_waiting(actor(), now=now()),
        kinds=CHANGE_WORDS,
        change_words=change_words,
    )


@needs(Act.ACCOUNT_DECIDE)
def decide(code: int) -> Answer:
    """Agree to a change, or refuse it."""
    change, form = account_reading.read_waiting(actor(), code, now=now()), DecisionForm()
    if form.validate_on_submit():
        agree = form.answer.data == "agree"
        done = perform(
            form,
            lambda: account_changes.decide(actor(), code, agree=agree, now=now()),
            to=lambda _made: url_for("administration.changes"),
        )
        if done is not None:
            said = gettext("The change holds now") if agree else gettext("The change is refused")
            flash(said, "success")
            return done
    page = render_template(
        "administration/decide.html",
        form=form,
        change=change,
        kind=CHANGE_WORDS[change.kind],
        said=change_words(change),
    )
    return (page, 422) if form.is_submitted() else page
