"""What is asked of a batch of prints: which paper, of which unit and days, why and as what."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from caseapp.rules.print_batches import FORMATS, ONE_FILE, PAPERS
from caseapp.rules.values import local_day
from caseapp.web.boxes import GovDate
from caseapp.web.code_choices import code_choices
from caseapp.web.unit_box import GovUnit
from caseapp.web.widgets import GovCheckbox, GovRadios, GovSelect, GovSubmit

_SPAN: Final = timedelta(days=30)


class BatchForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Which papers; fields as in rules.print_batches.Batch."""

    paper = GovSelect(
        lazy_gettext("Which paper"),
        choices=[
            ("", lazy_gettext("Choose")),
            *((code, lazy_gettext(words)) for code, words in PAPERS.items()),
        ],
        validators=[InputRequired(lazy_gettext("Choose what to print"))],
        description=lazy_gettext("The newest one of each file; drafts say that they are drafts"),
    )
    unit = GovUnit(
        lazy_gettext("Ward or commune"),
        description=lazy_gettext("Leave it empty for all that you may print of"),
    )
    since = GovDate(
        lazy_gettext("From"),
        validators=[InputRequired(lazy_gettext("Enter the first day"))],
        description=lazy_gettext("The day a report was received, or a case opened"),
    )
    last_day = GovDate(
        lazy_gettext("Up to and including"),
        validators=[InputRequired(lazy_gettext("Enter the last day"))],
    )
    reason = GovSelect(
        lazy_gettext("What it is for"),
        validators=[InputRequired(lazy_gettext("Choose what the print is for"))],
        description=lazy_gettext("Stands at the foot of the summaries, and in the log"),
    )
    form = GovRadios(
        lazy_gettext("As what"),
        choices=[(code, lazy_gettext(words)) for code, words in FORMATS.items()],
        default=ONE_FILE,
    )
    both_sides = GovCheckbox(
        lazy_gettext("Printed on both sides: each paper begins on a new sheet"), default=True
    )
    submit = GovSubmit(lazy_gettext("Make the file"))

    def __init__(self, now: datetime, units: list[tuple[str, str]], **more: Any) -> None:  # noqa: ANN401 - what Flask-WTF takes
        today = local_day(now)
        super().__init__(data={"since": today - _SPAN, "last_day": today}, **more)
        if len(units) == 1:  # a ward's own: there is nothing to choose
            del self.unit
        else:
            self.unit.choices = units
        self.reason.choices = [("", lazy_gettext("Choose")), *code_choices("print_reasons")]
