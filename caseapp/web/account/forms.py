"""What signing in asks."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, Length

from caseapp.web.widgets import GovPassword, GovSubmit, GovText


class SignInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Name and password."""

    username = GovText(
        lazy_gettext("Sign-in name"),
        validators=[DataRequired(lazy_gettext("Enter your sign-in name")), Length(max=40)],
    )
    password = GovPassword(
        lazy_gettext("Password"),
        validators=[DataRequired(lazy_gettext("Enter your password")), Length(max=200)],
    )
    submit = GovSubmit(lazy_gettext("Sign in"))
