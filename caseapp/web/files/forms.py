"""What is asked with a file: what it shows, to whom its original goes, why it is withdrawn."""

from __future__ import annotations

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import DataRequired, StopValidation

from caseapp.rules.file_kinds import LARGEST, MEGABYTE
from caseapp.web.boxes import GovDate
from caseapp.web.lengths import at_most
from caseapp.web.uploads import content_of
from caseapp.web.widgets import GovFile, GovSubmit, GovText, GovTextArea

_ACCEPTED = {"attributes": {"accept": "image/jpeg,image/png,image/webp,application/pdf"}}


def _chosen(_form: FlaskForm, field: Field) -> None:
    if not getattr(field.data, "filename", ""):
        raise StopValidation(gettext("Choose a file"))


class FileForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A picture or PDF, what it shows, and the day it was taken."""

    file = GovFile(
        lazy_gettext("File"),
        validators=[_chosen],
        description=lazy_gettext(
            "A picture (JPEG, PNG, WebP) or a PDF of at most %(most)d MB", most=LARGEST // MEGABYTE
        ),
        render_kw=_ACCEPTED,
    )
    description = GovText(
        lazy_gettext("What it shows"),
        validators=[DataRequired(lazy_gettext("Say what the file shows")), at_most(300)],
        description=lazy_gettext("For example: bruise on the left forearm; discharge paper"),
    )
    taken_on = GovDate(lazy_gettext("Day on which it was taken or written (if known)"))
    submit = GovSubmit(lazy_gettext("Attach the file"))

    def content(self) -> bytes:
        """The bytes that were brought."""
        return content_of(self.file.data)


class HandOutForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Which body asks for the original, and on which paper."""

    recipient = GovText(
        lazy_gettext("Body that receives the original"),
        validators=[
            DataRequired(lazy_gettext("Enter which body asks for the original")),
            at_most(300),
        ],
        description=lazy_gettext("For example: police of the ward, investigating body of the city"),
    )
    paper = GovText(
        lazy_gettext("Number and day of their paper"),
        validators=[
            DataRequired(lazy_gettext("Enter number and day of their paper")),
            at_most(300),
        ],
        description=lazy_gettext("The written request or decision, and what it asks for"),
    )
    submit = GovSubmit(lazy_gettext("Record the handing out"))


class WithdrawForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Why a file is taken off the pages."""

    reason = GovTextArea(
        lazy_gettext("Reason"),
        validators=[DataRequired(lazy_gettext("Give the reason")), at_most(10_000)],
    )
    submit = GovSubmit(lazy_gettext("Withdraw the file"))
