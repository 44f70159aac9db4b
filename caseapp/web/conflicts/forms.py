"""The form that keeps a file from somebody."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovRadios, GovSubmit, GovTextArea


class MarkForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Who, and why; fields as in casework.conflicts.mark_conflict."""

    person = GovRadios(
        lazy_gettext("Keep the file from"),
        validators=[InputRequired(lazy_gettext("Choose a person"))],
    )
    reason = GovTextArea(
        lazy_gettext("Why"),
        validators=[DataRequired(lazy_gettext("Say why")), at_most(2000)],
        description=lazy_gettext("Kept sealed with the file; only supervisors read it"),
    )
    submit = GovSubmit(lazy_gettext("Keep the file from this person"))
