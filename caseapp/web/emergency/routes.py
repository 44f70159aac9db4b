"""Routes of the emergency: open a file by its code, read it while it is open, review who did."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import emergency
from caseapp.casework.child_reading import ChildView
from caseapp.casework.emergency import OpenedFile
from caseapp.casework.outcomes import Missing
from caseapp.rules.access import Act
from caseapp.rules.values import RuleBroken, local_day
from caseapp.web import filters
from caseapp.web.actor import actor, needs, now
from caseapp.web.birth_box import born_words
from caseapp.web.emergency.forms import OpenForm
from caseapp.web.fresh_code import fresh_of, is_asked
from caseapp.web.posting import perform, post_key, posted_key

blueprint = Blueprint("emergency", __name__, url_prefix="/emergency")


@blueprint.route("", methods=["GET", "POST"])
@needs(Act.EMERGENCY_OPEN)
def index() -> Response | tuple[str, int] | str:
    """Ask for a file by its code; list those that are open now."""
    form = OpenForm()
    if not is_asked():
        del form.factor
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: _open(form),
            to=lambda token: url_for("emergency.show", token=token),
        )
        if done is not None:
            return done
    page = render_template(
        "emergency/index.html",
        form=form,
        key=post_key(),
        opened=emergency.list_open(actor(), now=now()),
    )
    return (page, 422) if form.is_submitted() else page


def _open(form: OpenForm) -> str:
    try:
        return emergency.open_file(
            actor(),
            form.code.data or "",
            reason=form.reason.data or "",
            now=now(),
            post=posted_key(),
            fresh=fresh_of(form),
        )
    except Missing:
        raise RuleBroken("No file bears this code: read it once more", field="code") from None


@blueprint.route("/opened/<token>")
@needs(Act.EMERGENCY_READ)
def show(token: str) -> str:
    """Show an opened file, to read only."""
    file = emergency.read_file(actor(), token, now=now())
    return render_template("emergency/show.html", file=file, child_rows=_child_rows(file))


def _child_rows(file: OpenedFile) -> list[tuple[str, Any]]:
    """Return who the child is and who cares for it, as question and answer."""
    child = file.child
    relation = filters.code_label("relation", child.guardian_relation)
    return [
        (gettext("Answers for it"), "; ".join(file.units)),
        (gettext("Birth"), born_words(child.born, child.birth_precision, local_day(now()))),
        (gettext("Sex"), filters.code_label("sex", child.sex)),
        (gettext("Address"), child.address),
        (gettext("Carer"), child.guardian_name),
        (gettext("Carer's relation to the child"), relation),
        (gettext("Carer's telephone"), child.guardian_phone),
        *_more_rows(child),
    ]


def _more_rows(child: ChildView) -> list[tuple[str, Any]]:
    """Return other people who care for the child or live with it, and its health."""
    if child.details is None:
        return []
    people = [
        f"{each.name} ({filters.code_label('relation', each.entry.relation)})"
        f"{': ' if each.entry.phone else ''}{each.entry.phone}"
        for each in child.details.people
        if each.number and each.here and not each.entry.no_call
    ]
    health = [each.entry.text for each in child.details.health if each.entry.text]
    rows = ((gettext("People around the child"), people), (gettext("Health"), health))
    return [(label, "; ".join(told)) for label, told in rows if told]


@blueprint.route("/entries")
@needs(Act.EMERGENCY_REVIEW)
def entries() -> str:
    """List who opened which file, those to be reviewed first."""
    return render_template(
        "emergency/entries.html", rows=emergency.list_entries(actor(), now=now())
    )


@blueprint.route("/entries/<token>/review", methods=["POST"])
@needs(Act.EMERGENCY_REVIEW)
def review(token: str) -> Response:
    """Take down that an entry was looked into."""
    try:
        emergency.review_entry(actor(), token, now=now())
        flash(gettext("The review is noted down"), "success")
    except RuleBroken as broken:
        flash(gettext(broken.message))
    return redirect(url_for("emergency.entries"))
