"""What is asked of an export: nothing, or a period and an area."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm

from caseapp.casework import areas
from caseapp.web.lengths import at_most
from caseapp.web.widgets import GovSelect, GovSubmit, GovText

_AREAS: Final = {"attributes": {"data-autocomplete": "areas"}}


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
    area = GovSelect(lazy_gettext("Area"), render_kw=_AREAS)
    submit = GovSubmit(lazy_gettext("Make the file"))

    def __init__(self, now: datetime, **more: Any) -> None:  # noqa: ANN401 - what Flask-WTF takes
        super().__init__(**more)
        self.area.choices = [("", gettext("The whole city")), *areas.choices_now(now)]
