"""What the things are called that hang on somebody, and the pages of the files they belong to."""

from __future__ import annotations

from typing import Final

from flask import url_for
from flask_babel import lazy_gettext

PAPERS: Final = {
    "initial_assessment": lazy_gettext("First assessment (Mẫu 02)"),
    "detailed_assessment": lazy_gettext("Detailed assessment (Mẫu 03)"),
    "review": lazy_gettext("Review (Mẫu 06)"),
    "plan": lazy_gettext("Plan (Mẫu 04)"),
    "separation": lazy_gettext("Temporary separation"),
    "extension": lazy_gettext("Extension of a separation"),
    "lifting": lazy_gettext("Lifting of a separation"),
    "court_request": lazy_gettext("Request to the court"),
    "care": lazy_gettext("Alternative care"),
    "care_end": lazy_gettext("End of alternative care"),
}
"""Kinds of papers that are written, returned or waiting; any other is a paper of the file."""

OTHER_PAPER: Final = lazy_gettext("Paper of the file")

STATES: Final = {
    "draft": lazy_gettext("draft"),
    "returned": lazy_gettext("returned by the chair"),
    "submitted": lazy_gettext("waits for the chair"),
}
"""States of a paper that is not finished."""

SECTIONS: Final = (
    ("case", lazy_gettext("Open cases")),
    ("report", lazy_gettext("Reports without a case")),
    ("referral", lazy_gettext("Drafts of referrals, and referrals for a report alone")),
    ("paper", lazy_gettext("Papers not finished: assessments, plans, measures")),
    ("proposal", lazy_gettext("Proposals that wait for a decision")),
)
"""The kinds of things in the order of the page."""

HANDED: Final = {
    "case": lazy_gettext("Case"),
    "report": lazy_gettext("Report"),
    "referral": lazy_gettext("Referral"),
    "paper": lazy_gettext("Paper of the file"),
    "proposal": lazy_gettext("Proposal"),
    "typed": lazy_gettext("Draft that was not sent"),
}
"""What each line of a hand-over is."""

_PAGES: Final = {
    "HS": "cases.show",
    "BC": "reports.show",
    "GT": "referrals.show",
    "TE": "children.show",
}


def page_of(mark: str) -> str:
    """Return the address of the file with a mark, '' for none."""
    page = _PAGES.get(mark[:2])
    return url_for(page, code=mark) if page else ""
