"""What kinds of decision are called on the pages of their papers, and where links lead."""

from __future__ import annotations

from typing import Final

from flask import url_for
from flask_babel import gettext, lazy_gettext

from caseapp.casework.kept_papers import Decision
from caseapp.web.moves import Step

KIND_WORDS: Final = {
    "separation": lazy_gettext("Temporary separation (Mẫu 07)"),
    "plan": lazy_gettext("Approval of the plan (Mẫu 05)"),
    "extension": lazy_gettext("Extension of the separation"),
    "lifting": lazy_gettext("Lifting of the separation"),
    "court_request": lazy_gettext("Request to the court or competent body"),
    "emergency": lazy_gettext("Emergency measures on a report"),
    "care": lazy_gettext("Alternative care"),
    "care_end": lazy_gettext("End of alternative care"),
}
"""Each kind of decision whose paper is kept."""


def back_to(code: str, *, of_report: bool) -> Step:
    """Return the link to the file that a paper belongs to."""
    if of_report:
        words = gettext("Back to report %(code)s", code=code)
        return Step(words, url_for("reports.show", code=code))
    return Step(gettext("Back to case %(code)s", code=code), url_for("cases.show", code=code))


def deciding_pages(code: str, *, of_report: bool) -> list[Step]:
    """Return the pages of a file on which its decisions stand, each with its paper to be put."""
    if of_report:
        words = gettext("Decisions on the emergency measures, on the page of the report")
        return [Step(words, url_for("reports.show", code=code))]
    return [
        Step(gettext("Plan and carrying out"), url_for("plans.index", code=code)),
        Step(gettext("Separation and placement"), url_for("measures.index", code=code)),
        Step(gettext("Alternative care"), url_for("care.index", code=code)),
    ]


_PRINTED_AT: Final = {
    "separation": "measures.form_07",
    "plan": "plans.form_05",
    "extension": "measures.print_order",
    "lifting": "measures.print_order",
    "court_request": "measures.print_order",
    "emergency": "reports.print_decision",
    "care": "care.print_care",
    "care_end": "care.print_ending",
}


def links_to(about: Decision) -> str:
    """Return the address at which the decision's print is looked at before."""
    return url_for(_PRINTED_AT[about.kind], code=about.code, number=about.number)
