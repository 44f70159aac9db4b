"""The page on which an account's telephone and personal number are kept, to be compared alone."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from caseapp.casework import account_numbers
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.lengths import at_most
from caseapp.web.posting import perform
from caseapp.web.widgets import GovCheckbox, GovSubmit, GovText


class NumbersForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The numbers; fields as in casework.account_numbers.keep_numbers."""

    phone = GovText(
        lazy_gettext("Telephone"),
        validators=[at_most(30)],
        render_kw={"classes": "govuk-input--width-20", "type": "tel", "inputmode": "tel"},
    )
    personal_id = GovText(
        lazy_gettext("Personal number"),
        validators=[at_most(20)],
        render_kw={"classes": "govuk-input--width-20", "inputmode": "numeric"},
    )
    forget = GovCheckbox(lazy_gettext("Forget the numbers that are kept"))
    submit = GovSubmit(lazy_gettext("Keep the numbers"))


def attach(blueprint: Blueprint) -> None:
    """Add the page to the blueprint of the accounts."""
    blueprint.add_url_rule("/<username>/numbers", "numbers", numbers, methods=["GET", "POST"])


@needs(Act.ACCOUNT_MANAGE)
def numbers(username: str) -> Response | tuple[str, int] | str:
    """Say which numbers are kept, and ask for others."""
    view, form = account_numbers.read_numbers(actor(), username, now=now()), NumbersForm()
    if form.validate_on_submit():
        done = perform(
            form,
            lambda: account_numbers.keep_numbers(
                actor(),
                username,
                phone=form.phone.data or "",
                personal_id=form.personal_id.data or "",
                forget=bool(form.forget.data),
                now=now(),
            ),
            to=lambda _: url_for("administration.account", username=view.username),
        )
        if done is not None:
            flash(gettext("The numbers are kept"), "success")
            return done
    page = render_template("administration/numbers.html", form=form, view=view)
    return (page, 422) if form.is_submitted() else page
