"""What signing in and the own account ask."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length

from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovPassword, GovSubmit, GovText

_CODE = {
    "autocomplete": "one-time-code",
    "autocapitalize": "none",
    "spellcheck": False,
    "classes": "govuk-input--width-10",
}
_DIGITS = {**_CODE, "inputmode": "numeric", "classes": "govuk-input--width-5"}
_CURRENT = {"autocomplete": "current-password"}
_NEW = {"autocomplete": "new-password"}


class SignInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Name and password."""

    username = GovText(
        lazy_gettext("Sign-in name"),
        validators=[DataRequired(lazy_gettext("Enter your sign-in name")), Length(max=40)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": False},
    )
    password = GovPassword(
        lazy_gettext("Password"),
        validators=[DataRequired(lazy_gettext("Enter your password")), Length(max=200)],
        render_kw=_CURRENT,
    )
    submit = GovSubmit(lazy_gettext("Sign in"))


class CodeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The code of the second step: six digits of the app, or one from paper."""

    code = GovText(
        lazy_gettext("Code of the second step"),
        validators=[DataRequired(lazy_gettext("Enter the code")), at_most(40)],
        description=lazy_gettext(
            "Six digits from the app. Without your phone: one of the recovery codes on paper"
        ),
        render_kw=_CODE,
    )
    submit = GovSubmit(lazy_gettext("Continue"))


class FirstFactorForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The six digits that prove that the app has the key."""

    code = GovText(
        lazy_gettext("The six digits that the app shows"),
        validators=[DataRequired(lazy_gettext("Enter the six digits")), at_most(40)],
        render_kw=_DIGITS,
    )
    submit = GovSubmit(lazy_gettext("Confirm"))


def _current() -> GovPassword:
    return GovPassword(
        lazy_gettext("Your password now"),
        validators=[InputRequired(lazy_gettext("Enter your password")), at_most(200)],
        render_kw=_CURRENT,
    )


class FactorForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The second factor set up, or another in its place: who does it proves who they are."""

    current = _current()
    code = GovText(
        lazy_gettext("The six digits that the app shows"),
        validators=[DataRequired(lazy_gettext("Enter the six digits")), at_most(40)],
        render_kw=_DIGITS,
    )
    submit = GovSubmit(lazy_gettext("Confirm"))


class CodesForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """New recovery codes in the place of those before."""

    current = _current()
    submit = GovSubmit(lazy_gettext("Make new codes"))


def _new() -> GovPassword:
    return GovPassword(
        lazy_gettext("New password"),
        validators=[InputRequired(lazy_gettext("Enter a password")), at_most(200)],
        description=lazy_gettext(
            "At least 10 characters; a sentence of your own is easy to remember"
        ),
        render_kw=_NEW,
    )


def _again() -> GovPassword:
    return GovPassword(
        lazy_gettext("New password, once more"),
        validators=[
            InputRequired(lazy_gettext("Enter the new password once more")),
            EqualTo("password", lazy_gettext("The two passwords differ; enter them again")),
        ],
        render_kw=_NEW,
    )


class AddressForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Another address for messages in the place of the own one, or none."""

    mail = GovText(
        lazy_gettext("Address for messages"),
        validators=[at_most(254)],
        description=lazy_gettext(
            "An e-mail address, or that of a service that makes text messages of e-mail. Left "
            "empty, nothing is sent to you"
        ),
        render_kw={
            "type": "email",
            "inputmode": "email",
            "autocapitalize": "none",
            "autocomplete": "email",
            "spellcheck": False,
        },
    )
    current = _current()
    submit = GovSubmit(lazy_gettext("Save"))


class ProofForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The number that was sent to an address, which proves it."""

    code = GovText(
        lazy_gettext("The six digits of the message"),
        validators=[DataRequired(lazy_gettext("Enter the six digits")), at_most(40)],
        render_kw=_DIGITS,
    )
    submit = GovSubmit(lazy_gettext("Confirm"))


class FirstPasswordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """An own password, typed twice."""

    password = _new()
    again = _again()
    submit = GovSubmit(lazy_gettext("Change the password"))


class PasswordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Another password in the place of the own one."""

    current = _current()
    password = _new()
    again = _again()
    submit = GovSubmit(lazy_gettext("Change the password"))
