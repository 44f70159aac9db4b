"""The form that keeps a file from somebody."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovRadios, GovSelect, GovSubmit, GovTextArea


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


class LiftForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Why somebody sees the file again; as in casework.conflicts.lift_mark."""

    reason = GovTextArea(
        lazy_gettext("Why this person may see the file again"),
        validators=[DataRequired(lazy_gettext("Say why")), at_most(2000)],
        description=lazy_gettext("Kept sealed with the file; only supervisors read it"),
    )
    submit = GovSubmit(
        lazy_gettext("Show the file to this person again"),
        render_kw={"classes": "govuk-button--warning"},
    )


class StandInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """For whom, and who; fields as in casework.entrusting.name_stand_in."""

    person = GovSelect(
        lazy_gettext("Who stands in"),
        validators=[InputRequired(lazy_gettext("Choose a person"))],
        description=lazy_gettext(
            "Chairs and officers of other units from whom this file is not kept. "
            "They reach this file and nothing else of the unit"
        ),
    )
    submit = GovSubmit(lazy_gettext("Let this person stand in"))
