"""What is asked of an export: why, as what, and of which period and area."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from caseapp.casework import areas
from caseapp.rules.export_reasons import FORMATS, REASONS, WORKBOOK
from caseapp.web.lengths import at_most
from caseapp.web.unit_box import GovUnit
from caseapp.web.widgets import GovRadios, GovSelect, GovSubmit, GovText


class ExportForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Which part of the registers; fields as in exchange.export_jobs.ask_export."""

    period = GovText(
        lazy_gettext("Period (leave it empty for everything)"),
        validators=[at_most(30)],
        description=lazy_gettext(
            "For example 2026, 2026H1, 2026Q3, 2026M07 or 2026-01-01..2026-06-30"
        ),
        render_kw={"classes": "govuk-input--width-20"},
    )
    area = GovUnit(
        lazy_gettext("Area"), description=lazy_gettext("Leave it empty for the whole city")
    )
    form = GovRadios(
        lazy_gettext("As what"),
        choices=[(code, lazy_gettext(words)) for code, words in FORMATS.items()],
        default=WORKBOOK,
    )
    reason = GovSelect(
        lazy_gettext("What it is needed for"),
        validators=[InputRequired(lazy_gettext("Say what the file is needed for"))],
        choices=[
            ("", lazy_gettext("Choose")),
            *((code, lazy_gettext(words)) for code, words in REASONS.items()),
        ],
        description=lazy_gettext("Stands in the log beside your name"),
    )
    submit = GovSubmit(lazy_gettext("Make the file"))

    def __init__(self, now: datetime, **more: Any) -> None:  # noqa: ANN401 - what Flask-WTF takes
        super().__init__(**more)
        self.area.choices = areas.choices_now(now)
