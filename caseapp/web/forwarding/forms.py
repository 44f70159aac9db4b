"""What is asked of a report on its way: why it is refused, which unit answers for it."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.web.lengths import at_most
from caseapp.web.unit_box import GovUnit
from caseapp.web.widgets import GovSubmit, GovTextArea


class ReceiveForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Nothing is asked: the button is the word that the report was received."""

    submit = GovSubmit(lazy_gettext("Take the report over"))


class RefuseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Why the own unit does not answer for it."""

    reason = GovTextArea(
        lazy_gettext("Why your unit does not take it over"),
        validators=[
            DataRequired(lazy_gettext("Say why your unit does not take it over")),
            at_most(2000),
        ],
        description=lazy_gettext("The other unit and the supervisor read this"),
    )
    submit = GovSubmit(lazy_gettext("Refuse the report"))


class AssignForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Which unit answers for a report, by the supervisor's word."""

    unit = GovUnit(
        lazy_gettext("Ward or commune that answers for the report"),
        validators=[InputRequired(lazy_gettext("Choose a ward or commune"))],
        description=lazy_gettext("Ward or commune, by its new or old name"),
    )
    reason = GovTextArea(
        lazy_gettext("Why this unit answers, and whom you have called"),
        validators=[
            DataRequired(lazy_gettext("Say why this unit answers, and whom you have called")),
            at_most(2000),
        ],
    )
    submit = GovSubmit(lazy_gettext("Assign the report"))
