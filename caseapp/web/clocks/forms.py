"""What is asked when a clock is moved, and when days of the calendar are entered."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired, Length

from caseapp.web.boxes import GovDate
from caseapp.web.widgets import GovRadios, GovSubmit, GovText, GovTextArea

KINDS: Final = (
    ("free", lazy_gettext("Free days: offices do not work")),
    ("worked", lazy_gettext("Days that are worked instead of others")),
)


class ReasonForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Why a clock stands still, or goes on."""

    reason = GovTextArea(
        lazy_gettext("Reason"),
        validators=[InputRequired(lazy_gettext("Give the reason")), Length(max=2000)],
    )
    submit = GovSubmit(lazy_gettext("Let it stand still"))


class OverrideForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Another last day, and why."""

    last_day = GovDate(
        lazy_gettext("Last day, it included"),
        validators=[InputRequired(lazy_gettext("Enter the last day"))],
    )
    reason = GovTextArea(
        lazy_gettext("Reason"),
        validators=[InputRequired(lazy_gettext("Give the reason")), Length(max=2000)],
    )
    submit = GovSubmit(lazy_gettext("Set another last day"))


class DaysForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.calendars.add_days."""

    kind = GovRadios(
        lazy_gettext("What are these days?"),
        choices=KINDS,
        validators=[InputRequired(lazy_gettext("Choose free days, or days that are worked"))],
    )
    first = GovDate(
        lazy_gettext("First day"), validators=[InputRequired(lazy_gettext("Enter the first day"))]
    )
    last = GovDate(lazy_gettext("Last day (if it is another)"))
    name = GovText(
        lazy_gettext("What they are called"),
        validators=[InputRequired(lazy_gettext("Say what these days are")), Length(max=200)],
    )
    decision = GovText(
        lazy_gettext("Number of the decision or notice"),
        validators=[
            InputRequired(lazy_gettext("Enter the number of the decision or notice")),
            Length(max=200),
        ],
    )
    submit = GovSubmit(lazy_gettext("Enter the days"))
