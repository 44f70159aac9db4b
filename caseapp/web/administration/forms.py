"""What an account is made from, and a new password."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.rules.units import CITY_CODE
from caseapp.web.code_choices import or_nothing, units_of_today
from caseapp.web.lengths import at_most
from caseapp.web.navigation import ROLE_WORDS
from caseapp.web.widgets import GovPassword, GovRadios, GovSelect, GovSubmit, GovText

_AREAS = {"attributes": {"data-autocomplete": "areas"}}


def _password() -> GovPassword:
    return GovPassword(
        lazy_gettext("New password"),
        validators=[InputRequired(lazy_gettext("Enter a password")), at_most(200)],
        description=lazy_gettext("At least 10 characters; hand it over in person"),
    )


class AccountForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """An account with one role in one unit; fields as in casework.accounts.NewAccount."""

    username = GovText(
        lazy_gettext("Sign-in name"),
        validators=[DataRequired(lazy_gettext("Enter a sign-in name")), at_most(40)],
        description=lazy_gettext("Letters a–z, digits, dots and hyphens"),
        render_kw={"classes": "govuk-input--width-20", "autocapitalize": "none"},
    )
    full_name = GovText(
        lazy_gettext("Full name"),
        validators=[DataRequired(lazy_gettext("Enter the full name")), at_most(200)],
    )
    role = GovRadios(
        lazy_gettext("Role"), validators=[InputRequired(lazy_gettext("Choose a role"))]
    )
    area_code = GovSelect(
        lazy_gettext("Unit"),
        validators=[InputRequired(lazy_gettext("Choose a unit"))],
        description=lazy_gettext("The account reaches the children of this unit and no other"),
        render_kw=_AREAS,
    )
    password = _password()
    submit = GovSubmit(lazy_gettext("Make the account"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(**more)
        self.role.choices = [(role.value, words) for role, words in ROLE_WORDS.items()]
        city = (CITY_CODE, gettext("The whole city"))
        self.area_code.choices = or_nothing([city, *units_of_today(None)])


class PasswordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A new password for somebody who forgot theirs."""

    password = _password()
    submit = GovSubmit(lazy_gettext("Set the password"))


class ClosingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Nothing but the button that closes an account."""

    submit = GovSubmit(
        lazy_gettext("Close the account"), render_kw={"classes": "govuk-button--warning"}
    )
