"""What alternative care and its end say, as question and answer.

On their own page and on that of a past moment; with whom and where is no part of it.
"""

from __future__ import annotations

from typing import Any

from flask_babel import gettext

from caseapp.casework.care_reading import CareView, Decided, EndingView
from caseapp.web import filters

Rows = tuple[tuple[str, Any], ...]


def care_rows(care: CareView) -> Rows:
    """Return what is kept of alternative care; with whom and where is no part of it."""
    relative = gettext("A relative") if care.relative else gettext("Not a relative")
    rows = (
        (gettext("Carer"), relative),
        (gettext("From"), filters.day(care.first_day)),
        (gettext("Last day there"), filters.day(care.last_day)),
        (gettext("Why, and why with this carer"), care.paper.why),
        (gettext("Why this carer, who may be suspected"), care.despite),
        *decided_rows(care.paper),
        (gettext("Handed over"), filters.moment(care.handed_at)),
        (gettext("Who was there, and what was agreed"), care.handed),
        (gettext("How it ended"), filters.code_label("care_end_ways", care.way)),
        (gettext("Why it ended"), care.ended),
    )
    return tuple(row for row in rows if row[1])


def ending_rows(ending: EndingView) -> Rows:
    """Return what is asked for at the end, and what the chair said."""
    rows = (
        (gettext("What is asked for"), filters.code_label("care_end_ways", ending.way)),
        (gettext("Last day there"), filters.day(ending.last_day)),
        (gettext("Reason"), ending.paper.why),
        *decided_rows(ending.paper),
    )
    return tuple(row for row in rows if row[1])


def decided_rows(paper: Decided) -> Rows:
    """Return who prepared it and what the chair said of it."""
    decided = f"{filters.moment(paper.decided_at)}, {paper.decided_by}" if paper.decided_at else ""
    words = gettext("Returned") if paper.state == "returned" else gettext("Decided")
    return (
        (gettext("Prepared by"), f"{paper.submitted_by}, {filters.moment(paper.submitted_at)}"),
        (words, decided),
        (gettext("Number of the decision"), paper.decision),
        (gettext("The chair's words"), paper.words),
        (gettext("Signed"), filters.day(paper.signed_at)),
    )
