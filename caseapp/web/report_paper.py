"""Mẫu 01 of one report as the HTML of its print, for the page and for the command."""

from __future__ import annotations

from datetime import datetime

from caseapp.casework import areas
from caseapp.casework.report_prints import ReportPrint
from caseapp.casework.report_reading import ReportView
from caseapp.web.pdf_answer import footing
from caseapp.web.printing import Sheet, form01_html


def area_names(view: ReportView) -> dict[str, str]:
    """Names of the units by the codes of the list that the report was logged with."""
    return dict(areas.choices(areas.offered_on(view.received_at)))


def report_html(found: ReportPrint, *, now: datetime, demo: bool) -> str:
    """Draw the form, with part 3 where it was asked for and may be seen.

    The head bears the day on which the printed version of the answers was entered, the foot the
    aware moment `now`; the officer who received the report signs.
    """
    view = found.view
    return form01_html(
        view.form,
        view.answers,
        found.letterhead.heading,
        area_names(view),
        Sheet(now, demo, footing(view.code, found.printed)),
        with_reporter=found.with_reporter,
        signer=view.entered_by,
    )
