"""What follows a separation asks, and a placement: days, letters, answers, places, visits."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.web.boxes import GovDate, GovMoment
from caseapp.web.lengths import at_most
from caseapp.web.widgets import (
    GovCheckbox,
    GovRadios,
    GovSelect,
    GovSubmit,
    GovText,
    GovTextArea,
)

_LONG = 10_000
_SHORT = 300
_WHY = DataRequired(lazy_gettext("Give the reason"))
_ADDRESS_HINT = lazy_gettext(
    "Kept under the child's own key; shown only to the officers and chairs of the case and to the "
    "supervisor who opens it. Each look is written down"
)


def _kept_with() -> GovRadios:
    return GovRadios(
        lazy_gettext("The child stays with"),
        validators=[InputRequired(lazy_gettext("Choose with whom the child stays"))],
    )


def _name() -> GovText:
    return GovText(
        lazy_gettext("Name of the person, family or facility"),
        validators=[
            DataRequired(lazy_gettext("Enter with whom the child stays")),
            at_most(_SHORT),
        ],
    )


def _address() -> GovText:
    return GovText(
        lazy_gettext("Address of the safe place"),
        validators=[
            DataRequired(lazy_gettext("Enter the address where the child stays")),
            at_most(_SHORT),
        ],
        description=_ADDRESS_HINT,
    )


def _phone() -> GovText:
    return GovText(
        lazy_gettext("Telephone there"),
        validators=[at_most(30)],
        render_kw={"classes": "govuk-input--width-20"},
    )


class ExtensionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Until when a separation is to hold, within the 15 days."""

    last_day = GovDate(
        lazy_gettext("New last day"),
        validators=[InputRequired(lazy_gettext("Enter the new last day"))],
    )
    why = GovTextArea(
        lazy_gettext("Reason"),
        validators=[_WHY, at_most(_LONG)],
        description=lazy_gettext("What was assessed, and why the child cannot go back yet"),
    )
    submit = GovSubmit(lazy_gettext("Submit to the chair"))


class LiftingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """That the child's return was assessed as safe, on which day and how."""

    assessed_on = GovDate(
        lazy_gettext("Day on which safety was assessed"),
        validators=[InputRequired(lazy_gettext("Enter the day on which safety was assessed"))],
    )
    why = GovTextArea(
        lazy_gettext("What makes the return safe"),
        validators=[_WHY, at_most(_LONG)],
        description=lazy_gettext(
            "Who assessed it, what has changed with the parents or carers, who watches over the "
            "child afterwards"
        ),
    )
    submit = GovSubmit(lazy_gettext("Submit to the chair"))


class RequestForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """What is asked of the court or another competent body (Law on Children, Art. 52.3)."""

    body = GovRadios(
        lazy_gettext("To whom the request goes"),
        validators=[InputRequired(lazy_gettext("Choose to whom the request goes"))],
    )
    body_name = GovText(
        lazy_gettext("Name of the court or body"),
        validators=[
            DataRequired(lazy_gettext("Enter the name of the court or body")),
            at_most(_SHORT),
        ],
    )
    why = GovTextArea(lazy_gettext("What is asked for, and why"), validators=[_WHY, at_most(_LONG)])
    submit = GovSubmit(lazy_gettext("Submit to the chair"))


class SendForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The letter's number, and when it was sent."""

    letter = GovText(
        lazy_gettext("Number of the letter"),
        validators=[DataRequired(lazy_gettext("Enter the number of the letter")), at_most(100)],
        render_kw={"classes": "govuk-input--width-20"},
    )
    sent_at = GovMoment(
        lazy_gettext("When it was sent"),
        validators=[InputRequired(lazy_gettext("Enter when it was sent"))],
    )
    submit = GovSubmit(lazy_gettext("Record the sending"))


class AnswerForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """What the court or body answered, with number and day."""

    outcome = GovRadios(
        lazy_gettext("Answer"),
        validators=[InputRequired(lazy_gettext("Choose what was answered"))],
    )
    number = GovText(
        lazy_gettext("Number of the answer"),
        validators=[DataRequired(lazy_gettext("Enter the number of the answer")), at_most(100)],
        render_kw={"classes": "govuk-input--width-20"},
    )
    day = GovDate(
        lazy_gettext("Day of the answer"),
        validators=[InputRequired(lazy_gettext("Enter the day of the answer"))],
    )
    words = GovTextArea(lazy_gettext("What it says"), validators=[at_most(_LONG)])
    submit = GovSubmit(lazy_gettext("Record the answer"))


class PlacementForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Where the child stays; fields as in casework.placements.NewPlacement."""

    kept_with = _kept_with()
    relation = GovSelect(lazy_gettext("Relation to the child"))
    name = _name()
    address = _address()
    phone = _phone()
    first_day = GovDate(
        lazy_gettext("From"), validators=[InputRequired(lazy_gettext("Enter the first day"))]
    )
    protected = GovCheckbox(
        lazy_gettext("Protected address: nobody outside the case may come to know where it is")
    )
    remark = GovTextArea(
        lazy_gettext("What to know about the placement"),
        validators=[at_most(_LONG)],
        description=lazy_gettext("Do not write here where the child is"),
    )
    submit = GovSubmit(lazy_gettext("Record the placement"))


class EndForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The last day of a placement, and why it ended."""

    last_day = GovDate(
        lazy_gettext("Last day there"),
        validators=[InputRequired(lazy_gettext("Enter the last day"))],
    )
    why = GovTextArea(lazy_gettext("Reason"), validators=[_WHY, at_most(_LONG)])
    submit = GovSubmit(lazy_gettext("Record the end"))


class VisitForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A visit to the child where it is placed; fields as in casework.placements.NewVisit."""

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
        description=lazy_gettext("Do not write here where the child is"),
    )
    submit = GovSubmit(lazy_gettext("Save the visit"))
