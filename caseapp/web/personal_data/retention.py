"""Pages of retention: what the city decided, and the closed files past that period."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms.validators import DataRequired, InputRequired

from caseapp.casework import retention
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.boxes import GovDate
from caseapp.web.dated_decisions import enter, withdrawn
from caseapp.web.lengths import at_most
from caseapp.web.posting import posted_key
from caseapp.web.rights import allowed
from caseapp.web.widgets import GovSubmit, GovText

Page = Response | tuple[str, int] | str


class RetentionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.retention.decide_retention."""

    years = GovText(
        lazy_gettext("Years for which a closed file is kept"),
        validators=[InputRequired(lazy_gettext("Enter whole years, from 1 to 100"))],
        render_kw={"inputmode": "numeric"},
    )
    decision = GovText(
        lazy_gettext("Number and day of the decision or notice"),
        validators=[
            DataRequired(lazy_gettext("Enter the number of the decision or notice")),
            at_most(200),
        ],
    )
    valid_from = GovDate(
        lazy_gettext("In force from"),
        validators=[InputRequired(lazy_gettext("Enter from which day it holds"))],
    )
    submit = GovSubmit(lazy_gettext("Enter the decision"))


def attach(blueprint: Blueprint) -> None:
    """Add the pages to the blueprint of personal data."""
    add, base = blueprint.add_url_rule, "/retention"
    add(base, "retention", show)
    add(f"{base}/files", "past_files", files)
    add(f"{base}/new", "new_retention", new, methods=["GET", "POST"])
    add(f"{base}/<int:number>/withdrawal", "withdraw_retention", withdraw, methods=["POST"])


@needs(Act.HOME_READ)
def show() -> str:
    """Show for how long closed files are kept, and every decision that there was."""
    return render_template(
        "personal_data/retention.html",
        rows=retention.list_decisions(actor(), now=now()),
        may_set=allowed(Act.RETENTION_SET),
        may_list=allowed(Act.RETENTION_READ),
    )


@needs(Act.RETENTION_READ)
def files() -> str:
    """List the closed files past the period: nothing is deleted by it."""
    found = retention.list_past(actor(), now=now())
    return render_template("personal_data/past_files.html", found=found)


@needs(Act.RETENTION_SET)
def new() -> Page:
    """Ask what the city decided, by which decision, and from when."""
    form = RetentionForm()
    return enter(
        form,
        lambda: retention.decide_retention(
            actor(),
            form.years.data or "",
            decision=form.decision.data or "",
            valid_from=form.valid_from.data,
            now=now(),
            post=posted_key(),
        ),
        "personal_data/new_retention.html",
        to=url_for("personal_data.retention"),
    )


@needs(Act.RETENTION_SET)
def withdraw(number: int) -> Response:
    """Withdraw a decision that was entered wrongly."""
    retention.withdraw_retention(actor(), number, now=now())
    return withdrawn(url_for("personal_data.retention"))
