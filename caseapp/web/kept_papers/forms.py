"""What is asked about papers before their signer: why anew, the number, the signed file, rules."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import DataRequired, InputRequired, StopValidation

from caseapp.rules.file_kinds import LARGEST, MEGABYTE
from caseapp.web.boxes import GovDate, GovMoment
from caseapp.web.lengths import at_most
from caseapp.web.uploads import content_of
from caseapp.web.widgets import GovFile, GovRadios, GovSubmit, GovText, GovTextArea

_ACCEPTED: Final = {"attributes": {"accept": "image/jpeg,image/png,image/webp,application/pdf"}}
_LONGEST_DECISION: Final = 200


def _chosen(_form: FlaskForm, field: Field) -> None:
    if not getattr(field.data, "filename", ""):
        raise StopValidation(gettext("Choose a file"))


class PutForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Whether the paper is made as the record has it now; for a new version also why."""

    reason = GovTextArea(
        lazy_gettext("Why a new version is made"),
        validators=[DataRequired(lazy_gettext("Say why a new version is made")), at_most(2000)],
        description=lazy_gettext("For example: the name of the street was wrong"),
    )
    submit = GovSubmit(lazy_gettext("Make the paper for the signature"))

    def __init__(self, *, again: bool) -> None:
        super().__init__()
        if not again:
            del self.reason

    @property
    def why(self) -> str:
        """The reason of a new version; '' for the first one."""
        return (self.reason.data or "") if "reason" in self else ""


class CompletionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.kept_papers.Completion."""

    number = GovText(
        lazy_gettext("Number of the paper"),
        validators=[DataRequired(lazy_gettext("Enter the number that the clerk wrote"))],
    )
    symbol = GovText(
        lazy_gettext("Symbol after the number"),
        validators=[DataRequired(lazy_gettext("Enter what stands after the number"))],
        description=lazy_gettext("For example: QĐ-UBND"),
    )
    signed_on = GovDate(
        lazy_gettext("Day on the signed paper"),
        validators=[InputRequired(lazy_gettext("Enter the day on the signed paper"))],
    )
    signed_at = GovMoment(
        lazy_gettext("When it was signed"),
        validators=[InputRequired(lazy_gettext("Enter when it was signed"))],
        description=lazy_gettext("The 12 hours of the report run until this hour"),
    )
    file = GovFile(
        lazy_gettext("The signed paper"),
        validators=[_chosen],
        description=lazy_gettext(
            "A scan with signature and seal, or the PDF of this page after it was signed "
            "digitally; at most %(most)d MB. It is kept among the documents of the file: scan the "
            "copy that does not say where the child is kept",
            most=LARGEST // MEGABYTE,
        ),
        render_kw=_ACCEPTED,
    )
    submit = GovSubmit(lazy_gettext("Save number and signed paper"))

    def __init__(self, proposed: str, *, by_hour: bool, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(**more)
        del self[("signed_on" if by_hour else "signed_at")]
        self.number.description = (
            gettext("The next free number of the unit's register is %(number)s", number=proposed)
            if proposed
            else gettext("The clerk gives it once the paper is signed: copy it from the paper")
        )

    def content(self) -> bytes:
        """The bytes that were brought."""
        return content_of(self.file.data)


class NumberForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in casework.kept_corrections.correct_number."""

    number = GovText(
        lazy_gettext("Number of the paper"),
        validators=[DataRequired(lazy_gettext("Enter the number that the clerk wrote"))],
        description=lazy_gettext("As it stands on the signed paper"),
    )
    symbol = GovText(
        lazy_gettext("Symbol after the number"),
        validators=[DataRequired(lazy_gettext("Enter what stands after the number"))],
    )
    submit = GovSubmit(lazy_gettext("Correct the number"))


class DecidedForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A choice between two, with the decision behind it and its first day."""

    value = GovRadios(
        lazy_gettext("What is decided"),
        validators=[InputRequired(lazy_gettext("Choose what is decided"))],
    )
    decision = GovText(
        lazy_gettext("Number and day of the decision or notice"),
        validators=[
            DataRequired(lazy_gettext("Enter the number of the decision or notice")),
            at_most(_LONGEST_DECISION),
        ],
    )
    valid_from = GovDate(
        lazy_gettext("In force from"),
        validators=[InputRequired(lazy_gettext("Enter from which day it holds"))],
    )
    submit = GovSubmit(lazy_gettext("Enter the decision"))
