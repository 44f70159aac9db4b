"""What the steps of a transfer ask: where a case goes and why, the answer, the letter."""

from __future__ import annotations

from typing import Any

from flask_babel import LazyString, lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired

from caseapp.web.boxes import GovDate
from caseapp.web.code_choices import code_choices
from caseapp.web.lengths import at_most
from caseapp.web.unit_box import GovUnit
from caseapp.web.widgets import GovRadios, GovSubmit, GovText, GovTextArea

_LONG = 2000
_SHORT = 200
_NOBODY = ""


def _unit() -> GovUnit:
    return GovUnit(
        lazy_gettext("Ward or commune that is to take the case over"),
        validators=[InputRequired(lazy_gettext("Choose a ward or commune"))],
        description=lazy_gettext("Ward or commune, by its new or old name"),
    )


def _why() -> GovRadios:
    return GovRadios(
        lazy_gettext("Why it is handed over"),
        validators=[InputRequired(lazy_gettext("Choose why the case is handed over"))],
    )


def _words(read: LazyString) -> GovTextArea:
    return GovTextArea(
        lazy_gettext("What the case is handed over for"),
        validators=[
            DataRequired(lazy_gettext("Say what the case is handed over for")),
            at_most(_LONG),
        ],
        description=read,
    )


def _contact() -> GovText:
    return GovText(
        lazy_gettext("Whom they can call at your unit: name and telephone"),
        validators=[
            DataRequired(lazy_gettext("Say whom the other unit can call, and the number")),
            at_most(_SHORT),
        ],
        description=lazy_gettext(
            "With the reason of the list this is all they read before they accept: nothing about "
            "the child here"
        ),
    )


class ProposeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Where a supervisor proposes that a case goes, and why."""

    unit = _unit()
    why = _why()
    words = _words(lazy_gettext("Stands in the timeline; the other unit reads it once it accepts"))
    submit = GovSubmit(lazy_gettext("Propose the transfer"))

    def __init__(self, units: list[tuple[str, str]], **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(**more)
        self.unit.choices = units
        self.why.choices = code_choices("transfer_reasons")


class AskForm(ProposeForm):
    """Where the chair hands a case over to, why, and whom the other unit can call."""

    contact = _contact()
    submit = GovSubmit(lazy_gettext("Ask the other unit"))


class SendForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Whom the other unit can call about a case that the supervisor proposes to hand over."""

    contact = _contact()
    submit = GovSubmit(lazy_gettext("Send it to the other unit"))


class DeclineForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Why a case that was proposed to go is kept."""

    reason = GovTextArea(
        lazy_gettext("Why your unit keeps the case"),
        validators=[DataRequired(lazy_gettext("Say why your unit keeps the case")), at_most(_LONG)],
        description=lazy_gettext("The supervisor reads this, and decides"),
    )
    submit = GovSubmit(lazy_gettext("Keep the case"))


class AcceptForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Who of the own unit takes charge of the case."""

    officer = GovRadios(lazy_gettext("Who takes charge of the case"))
    submit = GovSubmit(lazy_gettext("Take the case over"))

    def __init__(self, officers: list[tuple[str, str]], **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(
            data={"officer": officers[0][0] if len(officers) == 1 else _NOBODY}, **more
        )
        self.officer.choices = [*officers, (_NOBODY, lazy_gettext("Nobody yet"))]


class RefuseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Why the own unit does not take the case over."""

    reason = GovTextArea(
        lazy_gettext("Why your unit does not take it over"),
        validators=[
            DataRequired(lazy_gettext("Say why your unit does not take it over")),
            at_most(_LONG),
        ],
        description=lazy_gettext("The other unit and the supervisor read this"),
    )
    submit = GovSubmit(lazy_gettext("Refuse the case"))


class DecideForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Where a case goes that two units do not agree on."""

    move = GovRadios(
        lazy_gettext("Your decision"),
        choices=[
            ("pass", lazy_gettext("The case passes to the receiving unit, at once")),
            ("stay", lazy_gettext("The case stays with the sending unit")),
        ],
        validators=[InputRequired(lazy_gettext("Choose whether the case passes"))],
    )
    reason = GovTextArea(
        lazy_gettext("Reason"),
        validators=[DataRequired(lazy_gettext("Give the reason")), at_most(_LONG)],
        description=lazy_gettext("Both units read this: your decision binds them"),
    )
    officer = GovRadios(lazy_gettext("If it passes: who takes charge of the case"))
    submit = GovSubmit(lazy_gettext("Decide"))

    def __init__(self, officers: list[tuple[str, str]], **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(data={"officer": _NOBODY}, **more)
        self.officer.choices = [*officers, (_NOBODY, lazy_gettext("Nobody yet"))]


class LetterForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The letter to another province as it stands on paper."""

    number = GovText(
        lazy_gettext("Number of the letter"),
        validators=[DataRequired(lazy_gettext("Enter the number of the letter")), at_most(60)],
        description=lazy_gettext("As the clerk gave it, for example 27/UBND-VX"),
        render_kw={"classes": "govuk-input--width-20"},
    )
    day = GovDate(
        lazy_gettext("Day of the letter"),
        validators=[DataRequired(lazy_gettext("Enter the day of the letter"))],
    )
    addressee = GovText(
        lazy_gettext("To whom it goes"),
        validators=[DataRequired(lazy_gettext("Say to whom the letter goes")), at_most(_SHORT)],
        description=lazy_gettext("The commune and its province, as they stand on the letter"),
    )
    words = _words(lazy_gettext("Stands in the timeline of the case, and not in the letter"))
    submit = GovSubmit(lazy_gettext("Record the letter"))


class ReceiptForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Who received the case in the other province, and by which paper they say so."""

    name = GovText(
        lazy_gettext("Who received it: name and post"),
        validators=[DataRequired(lazy_gettext("Enter who received it")), at_most(_SHORT)],
    )
    day = GovDate(
        lazy_gettext("Received on"),
        validators=[DataRequired(lazy_gettext("Enter the day on which it was received"))],
    )
    paper = GovText(
        lazy_gettext("Paper by which they say so: number and day"),
        validators=[
            DataRequired(lazy_gettext("Enter the paper by which they say so")),
            at_most(100),
        ],
    )
    submit = GovSubmit(lazy_gettext("Record the receipt"))


class EndForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Nothing is asked: the button takes back what was asked for."""
