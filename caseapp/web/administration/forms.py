"""What an account is made from, and what can be changed of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.rules.units import CITY_CODE
from caseapp.web.boxes import GovDate
from caseapp.web.code_choices import or_nothing, units_of_today
from caseapp.web.lengths import at_most
from caseapp.web.navigation import ROLE_WORDS
from caseapp.web.widgets import GovPassword, GovRadios, GovSelect, GovSubmit, GovText

_AREAS = {"attributes": {"data-autocomplete": "areas"}}


def _password() -> GovPassword:
    return GovPassword(
        lazy_gettext("New password"),
        validators=[InputRequired(lazy_gettext("Enter a password")), at_most(200)],
        description=lazy_gettext(
            "At least 10 characters; hand it over in person. It is changed at the first sign-in"
        ),
    )


def _role() -> GovRadios:
    return GovRadios(
        lazy_gettext("Role"), validators=[InputRequired(lazy_gettext("Choose a role"))]
    )


def _unit() -> GovSelect:
    return GovSelect(
        lazy_gettext("Unit"),
        validators=[InputRequired(lazy_gettext("Choose a unit"))],
        description=lazy_gettext("The role reaches the children of this unit and no other"),
        render_kw=_AREAS,
    )


def _since() -> GovDate:
    return GovDate(
        lazy_gettext("From which day"),
        validators=[InputRequired(lazy_gettext("Enter the first day"))],
    )


def _units() -> list[tuple[str, str]]:
    city = (CITY_CODE, gettext("The whole city"))
    return or_nothing([city, *units_of_today(None)])


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
    role = _role()
    area_code = _unit()
    password = _password()
    submit = GovSubmit(lazy_gettext("Make the account"))

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(**more)
        self.role.choices = [(role.value, words) for role, words in ROLE_WORDS.items()]
        self.area_code.choices = _units()


class PasswordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A new password for somebody who forgot theirs."""

    password = _password()
    submit = GovSubmit(lazy_gettext("Set the password"))


class PhoneForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The number on which an account's owner is called back."""

    phone = GovText(
        lazy_gettext("Telephone"),
        validators=[at_most(40)],
        description=lazy_gettext("Empty when there is none"),
        render_kw={"classes": "govuk-input--width-20", "inputmode": "tel"},
    )
    submit = GovSubmit(lazy_gettext("Keep the number"))


class FactorForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Nothing but the button that takes a second factor away."""

    submit = GovSubmit(
        lazy_gettext("Take the second step away"), render_kw={"classes": "govuk-button--warning"}
    )


class ReopenForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Nothing but the button that opens a closed account again."""

    submit = GovSubmit(lazy_gettext("Open the account again"))


class RoleForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Another role in a unit, with its days; `first` is laid out as the first day."""

    role = _role()
    area_code = _unit()
    valid_from = _since()
    valid_until = GovDate(
        lazy_gettext("On which day it ends (if that is known)"),
        description=lazy_gettext("The first day on which the role is no longer held"),
    )
    submit = GovSubmit(lazy_gettext("Give the role"))

    def __init__(self, first: date, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(data={"valid_from": first}, **more)
        self.role.choices = [(role.value, words) for role, words in ROLE_WORDS.items()]
        self.area_code.choices = _units()


class UnitForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The unit that a role moves to, and from which day."""

    area_code = _unit()
    valid_from = _since()
    submit = GovSubmit(lazy_gettext("Move the role"))

    def __init__(self, first: date, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(data={"valid_from": first}, **more)
        self.area_code.choices = _units()


class EndForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The day on which a role ends."""

    valid_until = GovDate(
        lazy_gettext("On which day it ends"),
        validators=[InputRequired(lazy_gettext("Enter the day on which it ends"))],
        description=lazy_gettext(
            "The first day on which the role is no longer held; today ends it at once"
        ),
    )
    submit = GovSubmit(lazy_gettext("End the role"), render_kw={"classes": "govuk-button--warning"})

    def __init__(self, first: date, **more: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(data={"valid_until": first}, **more)


class DecisionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The second person's answer."""

    answer = GovRadios(
        lazy_gettext("Do you agree?"),
        validators=[InputRequired(lazy_gettext("Choose whether you agree"))],
        choices=[
            ("agree", lazy_gettext("Yes: the change holds at once")),
            ("refuse", lazy_gettext("No: nothing is changed")),
        ],
    )
    submit = GovSubmit(lazy_gettext("Save the decision"))


class ClosingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Nothing but the button that closes an account."""

    submit = GovSubmit(
        lazy_gettext("Close the account"), render_kw={"classes": "govuk-button--warning"}
    )
