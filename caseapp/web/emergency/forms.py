"""What opening a file in an emergency asks."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired

from caseapp.web.fresh_code import code_box
from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovSubmit, GovText, GovTextArea


class OpenForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.emergency.open_file."""

    code = GovText(
        lazy_gettext("Code of the child, the case, the report or the referral"),
        validators=[DataRequired(lazy_gettext("Enter the code"))],
        description=lazy_gettext("As it stands on a paper of the file, for example TE-26-7KQ4MX2B"),
        render_kw={"classes": "govuk-input--width-20"},
    )
    reason = GovTextArea(
        lazy_gettext("What happened, and why you need the file now"),
        validators=[DataRequired(lazy_gettext("Say what happened and why")), at_most(2000)],
    )
    factor = code_box()
    submit = GovSubmit(lazy_gettext("Open the file for 24 hours"))
