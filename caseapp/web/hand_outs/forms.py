"""What handing out exact figures asks: to whom, why, in which form, a fresh code."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired

from caseapp.rules.hand_outs import FORMS, LONGEST, LONGEST_PURPOSE, Addressee
from caseapp.rules.releasing import LONGEST_NOTE
from caseapp.web.boxes import GovDate
from caseapp.web.fresh_code import code_box
from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovCheckbox, GovRadios, GovSubmit, GovText, GovTextArea

FORM_WORDS: Final = {
    "pdf": lazy_gettext("PDF, to read and print"),
    "csv": lazy_gettext("CSV, for a spreadsheet"),
    "json": lazy_gettext("JSON"),
    "dhis2": lazy_gettext("DHIS2 (dataValueSets)"),
    "sdmx": lazy_gettext("SDMX-CSV 2.0"),
}


class HandOutForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Fields as in rules.hand_outs.Addressee; what is ticked adds rows to the area's own."""

    office = GovText(
        lazy_gettext("Office that gets the figures"),
        validators=[
            DataRequired(lazy_gettext("Say which office gets the figures")),
            at_most(LONGEST),
        ],
    )
    person = GovText(
        lazy_gettext("Who gets them there: name and post"),
        validators=[
            DataRequired(lazy_gettext("Say who gets them there: name and post")),
            at_most(LONGEST),
        ],
    )
    purpose = GovTextArea(
        lazy_gettext("What they are for"),
        validators=[
            DataRequired(lazy_gettext("Say what they are for, in ten letters at least")),
            at_most(LONGEST_PURPOSE),
        ],
        description=lazy_gettext(
            "For example: the report of the half-year, official letter no. 12"
        ),
        render_kw={"rows": 3},
    )
    form = GovRadios(
        lazy_gettext("Form of the file"),
        choices=list(FORM_WORDS.items()),
        default=next(iter(FORMS)),
    )
    each_ward = GovCheckbox(lazy_gettext("Also every ward and commune"))
    divided = GovCheckbox(lazy_gettext("Also by sex and age band"))
    factor = code_box()
    submit = GovSubmit(lazy_gettext("Hand out, and record it"))

    def __init__(self, *, whole: bool, factor: bool) -> None:
        super().__init__()
        if not whole:
            del self.each_ward
        if not factor:
            del self.factor

    @property
    def to(self) -> Addressee:
        """The addressee as it was typed."""
        return Addressee(self.office.data or "", self.person.data or "", self.purpose.data or "")


class ExposureForm(FlaskForm):  # type: ignore[misc]  # as above
    """Fields as in exchange.exposing.expose."""

    seen_on = GovDate(
        lazy_gettext("Day on which it was noticed"),
        validators=[DataRequired(lazy_gettext("Enter the day on which it was noticed"))],
    )
    seen_at = GovTextArea(
        lazy_gettext("Where everybody can read them"),
        validators=[
            DataRequired(lazy_gettext("Say where everybody can read them")),
            at_most(LONGEST_NOTE),
        ],
        description=lazy_gettext("For example: a newspaper and its day, the address of a page"),
        render_kw={"rows": 3},
    )
    factor = code_box()
    submit = GovSubmit(lazy_gettext("These figures are public"))

    def __init__(self, *, factor: bool) -> None:
        super().__init__()
        if not factor:
            del self.factor
