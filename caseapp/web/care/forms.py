"""What the steps of alternative care ask, and what a carer's entry in the register asks."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.web.boxes import GovDate, GovMoment
from caseapp.web.lengths import at_most
from caseapp.web.verdict_form import NO_PLACE, VerdictForm, signed_day
from caseapp.web.widgets import (
    GovCheckboxes,
    GovInteger,
    GovRadios,
    GovSelect,
    GovSubmit,
    GovText,
    GovTextArea,
)

_LONG = 10_000
_SHORT = 300
_WHY = DataRequired(lazy_gettext("Give the reason"))


class CarerForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A carer in the register; fields as in casework.carers.NewCarer."""

    name = GovText(
        lazy_gettext("Full name"),
        validators=[DataRequired(lazy_gettext("Enter the carer's name")), at_most(_SHORT)],
    )
    born = GovInteger(
        lazy_gettext("Year of birth"),
        validators=[InputRequired(lazy_gettext("Enter the year of birth of somebody of full age"))],
        render_kw={"classes": "govuk-input--width-4"},
    )
    relative = GovRadios(
        lazy_gettext("Relative of the child or not"),
        validators=[InputRequired(lazy_gettext("Say whether the carer is a relative"))],
    )
    address = GovText(
        lazy_gettext("Address"),
        validators=[DataRequired(lazy_gettext("Enter the address of the carer")), at_most(_SHORT)],
        description=lazy_gettext(
            "Kept sealed; shown only to officers, chairs and supervisors of the unit who open it. "
            "Each look is written down"
        ),
    )
    phone = GovText(
        lazy_gettext("Telephone"),
        validators=[at_most(30)],
        render_kw={"classes": "govuk-input--width-20"},
    )
    conditions = GovCheckboxes(
        lazy_gettext("Conditions met (Law on Children, Art. 63)"),
        description=lazy_gettext(
            "Wording still to be compared with the official text (bản chờ đối chiếu)."
        ),
    )
    applied_on = GovDate(lazy_gettext("Mẫu 08 received on"))
    health_on = GovDate(
        lazy_gettext("Day of the health certificate"),
        description=lazy_gettext("At most 6 months old when the child is placed"),
    )
    judicial = GovRadios(lazy_gettext("Judicial record"), default="not_needed")
    valid_from = GovDate(
        lazy_gettext("Registered since"),
        validators=[InputRequired(lazy_gettext("Enter the first day"))],
    )
    last_day = GovDate(
        lazy_gettext("Last day in the register"),
        description=lazy_gettext("Leave empty while the carer stays registered"),
    )
    ended = GovText(lazy_gettext("Why the entry ends"), validators=[at_most(_SHORT)])
    submit = GovSubmit(lazy_gettext("Save"))


class CareForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """To whom the child is to go; fields as in casework.care.NewCare."""

    carer = GovSelect(
        lazy_gettext("Carer"),
        validators=[InputRequired(lazy_gettext("Choose a carer from the register"))],
    )
    first_day = GovDate(
        lazy_gettext("From"), validators=[InputRequired(lazy_gettext("Enter the first day"))]
    )
    why = GovTextArea(
        lazy_gettext("Why, and why with this carer"),
        validators=[_WHY, at_most(_LONG)],
        description=NO_PLACE,
    )
    despite = GovTextArea(
        lazy_gettext("If the carer may be somebody who is suspected: why they are chosen"),
        validators=[at_most(_LONG)],
        description=lazy_gettext(
            "Asked only where the list says so of the carer. The chair reads it first"
        ),
    )
    submit = GovSubmit(lazy_gettext("Submit to the chair"))


class CareVerdictForm(VerdictForm):
    """What a chair decides; fields as in casework.care_verdicts.CareVerdict."""

    number = GovText(
        lazy_gettext("Number of the decision (if it has one)"),
        validators=[at_most(100)],
        render_kw={"classes": "govuk-input--width-20"},
    )
    signed_on = signed_day()  # asked after the number


class HandOverForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """When the child was handed over, who was there, what was agreed."""

    handed_at = GovMoment(
        lazy_gettext("When the child was handed over"),
        validators=[InputRequired(lazy_gettext("Enter when the child was handed over"))],
    )
    how = GovTextArea(
        lazy_gettext("Who was there, and what was agreed"),
        validators=[
            DataRequired(lazy_gettext("Write who was there and what was agreed")),
            at_most(_LONG),
        ],
        description=NO_PLACE,
    )
    submit = GovSubmit(lazy_gettext("Record the hand-over"))


class FollowUpForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """How the child is in care; fields as in casework.placements.NewVisit."""

    visited_at = GovMoment(
        lazy_gettext("When the visit was"),
        validators=[InputRequired(lazy_gettext("Enter when the visit was"))],
    )
    by = GovText(
        lazy_gettext("Who made the visit"),
        validators=[DataRequired(lazy_gettext("Enter who made the visit")), at_most(_SHORT)],
    )
    seen = GovRadios(
        lazy_gettext("Was the child seen?"),
        validators=[InputRequired(lazy_gettext("Say whether the child was seen"))],
    )
    how = GovTextArea(
        lazy_gettext("How the child is, or why it was not seen"),
        validators=[
            DataRequired(lazy_gettext("Write how the child is, or why it was not seen")),
            at_most(_LONG),
        ],
        description=NO_PLACE,
    )
    submit = GovSubmit(lazy_gettext("Save the follow-up"))


class EndingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The end or change of alternative care; fields as in casework.care_endings.NewEnding."""

    way = GovRadios(
        lazy_gettext("What is asked for"),
        validators=[InputRequired(lazy_gettext("Choose one of the answers listed"))],
    )
    last_day = GovDate(
        lazy_gettext("Last day there"),
        validators=[InputRequired(lazy_gettext("Enter the last day"))],
    )
    why = GovTextArea(
        lazy_gettext("Reason"), validators=[_WHY, at_most(_LONG)], description=NO_PLACE
    )
    submit = GovSubmit(lazy_gettext("Submit to the chair"))
