"""What a step of a request says before it is taken: what it brings about, and what it does not."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from flask_babel import gettext, lazy_gettext

from caseapp.casework.data_request_reading import RequestView
from caseapp.rules.data_requests import LIMITS
from caseapp.web.filters import day as shown_day

_NOTES: Final = {
    ("answer", "restriction"): lazy_gettext(
        "Once accepted it stands on the file at once: nothing new goes out with a referral, and no "
        "export bears the child."
    ),
    ("answer", "erasure"): lazy_gettext(
        "Once accepted, a supervisor of the whole city proposes the erasure of the file with the "
        "code of this request, and another decides."
    ),
    ("execute", "restriction"): lazy_gettext(
        "This closes the request and lifts nothing: the restriction stands until it is lifted on "
        "the child's page."
    ),
    ("execute", "erasure"): lazy_gettext(
        "The erasure of the whole file closes its request by itself: close it here only where "
        "something else was done."
    ),
    ("execute", "correction"): lazy_gettext(
        "Correct the child's data on its own page first: what differs is kept with the request."
    ),
}


def note_of(step: str, view: RequestView) -> str:
    """Return what is said above the form of a step, '' for nothing."""
    if step == "extend":
        days = LIMITS[view.line.kind].extension
        said = gettext(
            "The limit of %(day)s becomes %(later)s: %(number)s days more, once.",
            day=shown_day(view.execution_day),
            later=shown_day(view.execution_day + timedelta(days=days)),
            number=days,
        )
        return str(said)
    return str(_NOTES.get((step, view.line.kind), ""))
