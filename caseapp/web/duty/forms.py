"""What a place on a duty list asks, and what is ticked of a call."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.web.boxes import GovDate, GovMoment
from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovInteger, GovRadios, GovSelect, GovSubmit, GovText, GovTextArea


class GovHour(GovMoment):
    """A moment whose day stands there already; without an hour it is none."""

    def read(self, typed: dict[str, str]) -> datetime | None:
        """The moment, or None when neither hour nor minute was typed; raises Misread."""
        if not any(typed[part].strip() for part in ("hour", "minute")):
            return None
        return super().read(typed)

    def lay_out(self, data: object) -> dict[str, str]:
        """The day alone: the hour is left for who types it."""
        laid = super().lay_out(data)
        return laid | {"hour": "", "minute": ""} if laid else {}


class EntryForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.duty.NewEntry."""

    role = GovRadios(
        lazy_gettext("Place on the list"),
        validators=[InputRequired(lazy_gettext("Choose a place of the list"))],
    )
    place = GovInteger(
        lazy_gettext("Order among those of the same place"),
        validators=[InputRequired(lazy_gettext("Enter a whole number, digits only"))],
        description=lazy_gettext("1 is called first; deputies stand in this order"),
    )
    name = GovText(
        lazy_gettext("Full name (or what the place on duty is called)"),
        validators=[DataRequired(lazy_gettext("Enter the name as it is called")), at_most(200)],
    )
    phone = GovText(
        lazy_gettext("Telephone"),
        validators=[
            DataRequired(lazy_gettext("Enter the telephone number in digits")),
            at_most(40),
        ],
        render_kw={"classes": "govuk-input--width-20", "type": "tel", "inputmode": "tel"},
    )
    mail = GovText(
        lazy_gettext("Address for the message that something waits (if there is one)"),
        validators=[at_most(254)],
        description=lazy_gettext(
            "An e-mail address, or that of a service that makes text messages of e-mail. "
            "The message names no child, no code and no unit"
        ),
        render_kw={"type": "email", "inputmode": "email", "autocapitalize": "none"},
    )
    username = GovSelect(
        lazy_gettext("Account in caseapp (if there is one)"),
        description=lazy_gettext("Only who has an account is told by the application"),
    )
    valid_from = GovDate(
        lazy_gettext("From which day"),
        validators=[InputRequired(lazy_gettext("Enter the first day"))],
    )
    last_day = GovDate(
        lazy_gettext("Until which day, that day included (if that is known)"),
        description=lazy_gettext("The last day on which this person is called"),
    )
    submit = GovSubmit(lazy_gettext("Put on the list"))


class CallForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.calls.CallEntry; one form for each person."""

    answer = GovRadios(
        lazy_gettext("How was the call answered?"),
        validators=[InputRequired(lazy_gettext("Choose how the call was answered"))],
    )
    called_at = GovHour(
        lazy_gettext("When you called"),
        description=lazy_gettext("Leave the hour empty if you have just called"),
    )
    note = GovTextArea(
        lazy_gettext("Note, or the other number"),
        validators=[at_most(2000)],
        description=lazy_gettext("Kept sealed with the report"),
        render_kw={"rows": 2},
    )
    submit = GovSubmit(
        lazy_gettext("Save the call"), render_kw={"classes": "govuk-button--secondary"}
    )
