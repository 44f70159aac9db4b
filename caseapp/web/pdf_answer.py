"""A print as the answer to a request: its official heading, its name, what stops it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from flask import Response, current_app

from caseapp.casework.letterheads import heading_on
from caseapp.casework.printed import Printed, finish
from caseapp.rules.codes.prints import PRINT_REASONS
from caseapp.web.actor import actor, now
from caseapp.web.errors import error_page
from caseapp.web.filters import moment
from caseapp.web.printing import PrinterDown, Unprintable, render_pdf

EMPTY_HEADING: Final[dict[str, object]] = {
    "agency_parent": "ỦY BAN NHÂN DÂN",
    "agency": "………………………………",
    "place": "………………",
}
"""The head of an empty form of a People's Committee: dots for its name and place."""


def heading_of(unit_id: int, day: date) -> dict[str, object]:
    """Return the head of a unit's paper of a date, where no door is open for what it says.

    What is gathered for a print brings its own (casework.letterheads.letterhead).
    """
    return heading_on(unit_id, day)


def footing(code: str, printed: Printed) -> str:
    """Return the line below each page: which file, which print, when, by whom and what for."""
    why = f" · Mục đích: {PRINT_REASONS[printed.reason].vi}" if printed.reason else ""
    return list_footing(f"{code} · Bản in số {printed.number}", printed.by, printed.at) + why


def list_footing(code: str, printed_by: str, now: datetime) -> str:
    """Return the line below each page of a list, which belongs to no single file."""
    return f"{code} · In lúc {moment(now)} · Người in: {printed_by}"


def pdf_answer(html: str, name: str, printed: Printed | None = None) -> Response:
    """Return a document as a PDF; see `made_answer`."""
    return made_answer(lambda: render_pdf(html), name, printed)


def made_answer(make: Callable[[], bytes], name: str, printed: Printed | None = None) -> Response:
    """Return the print that `make` makes as a PDF under an opaque name (a code), to be shown.

    What was made is logged under the number of the print, where it bears one.

    422 when this document cannot be printed, 503 when no document can be now.
    """
    try:
        content = make()
    except Unprintable as refusal:
        current_app.logger.warning("unprintable %s: %s", name, refusal)
        return error_page(422)
    except PrinterDown as trouble:
        current_app.logger.error("no print: %s", trouble)  # noqa: TRY400 - the words say it all
        return error_page(503)
    if printed is not None:
        finish(actor(), printed, content, now=now())
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
