"""What is asked of an export: nothing, or a period and an area."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm

from caseapp.casework import areas
from caseapp.web.lengths import at_most
from caseapp.web.unit_box import GovUnit
from caseapp.web.widgets import GovSubmit, GovText


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
    submit = GovSubmit(lazy_gettext("Make the file"))

    def __init__(self, now: datetime, **more: Any) -> None:  # noqa: ANN401 - what Flask-WTF takes
        super().__init__(**more)
        self.area.choices = areas.choices_now(now)
