"""What a unit's own target asks."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from caseapp.web.boxes import GovDate
from caseapp.web.unit_box import GovUnit
from caseapp.web.widgets import GovInteger, GovSubmit


class TargetForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.targets.set_target."""

    unit = GovUnit(
        lazy_gettext("Ward or commune"),
        validators=[InputRequired(lazy_gettext("Choose a unit"))],
    )
    hours = GovInteger(
        lazy_gettext("Hours from the receipt of a report"),
        validators=[InputRequired(lazy_gettext("Enter the hours"))],
        description=lazy_gettext("From 1 to 11: the law's end of 12 hours stays as it is"),
        render_kw={"classes": "govuk-input--width-2"},
    )
    valid_from = GovDate(
        lazy_gettext("First day"), validators=[InputRequired(lazy_gettext("Enter the first day"))]
    )
    last_day = GovDate(lazy_gettext("Last day, that day included (if there is one)"))
    submit = GovSubmit(lazy_gettext("Set the target"))
