"""The decision on a separation (Mẫu 07) on paper: without the place, or as the file's copy."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from flask import Blueprint
from flask_babel import force_locale
from werkzeug.wrappers import Response

from caseapp.casework.form07 import Form07, gather_form07
from caseapp.rules.access import Act
from caseapp.rules.values import local_day
from caseapp.web.actor import actor, needs, now, settings
from caseapp.web.birth_box import born_words
from caseapp.web.copy_asked import copy_asked
from caseapp.web.decision_paper import COPY_WORDS
from caseapp.web.pdf_answer import footing, pdf_answer
from caseapp.web.printing import Sheet, separation_html
from caseapp.web.separation_paper import SYMBOL, articles_of

_DRAFT: Final = "dự thảo, Chủ tịch chưa quyết định"
_NO_DECISION: Final = {
    "submitted": _DRAFT,
    "returned": _DRAFT,
    "withdrawn": "dự thảo đã rút, không phải quyết định",
    "refused": "dự thảo, Chủ tịch không quyết định cách ly",
}
"""What a paper says of itself that is no decision: no day of effect and no name stand on it."""


def attach(blueprint: Blueprint) -> None:
    """Add the print to the blueprint of measures."""
    blueprint.add_url_rule("/separations/<int:number>/form-07.pdf", "form_07", form_07)


@needs(Act.CASE_PRINT)
def form_07(code: str, number: int) -> Response:
    """Print Mẫu 07; the file's own copy when asked for, and for those who may see the place."""
    found = gather_form07(actor(), code, number, now=now(), copy=copy_asked())
    html = form07_html(found, now=now(), demo=settings().demo)
    return pdf_answer(html, f"{found.code}-07-{number}", found.printed)


def form07_html(found: Form07, *, now: datetime, demo: bool) -> str:
    """Draw the decision with what was prepared; the number and the seal are the office's."""
    parted = found.separation
    made = parted.decided_at if parted.was_decided else None
    with force_locale("vi"):
        day = local_day(made or now)
        known = {
            "child_name": found.child_name,
            "child_born": born_words(found.born, found.birth_precision, day),
            "child_unit": found.child_unit,
            "effect": f"{day:%d/%m/%Y}" if made else "",
        }
        articles = articles_of(found.form, found.values | known)
    role, _, signer = (parted.decided_by if made else "").rpartition(": ")
    return separation_html(
        found.form,
        articles,
        Sheet(now, demo, footing(found.code, found.printed)),
        heading={**found.letterhead.heading, "symbol": SYMBOL},
        proposed_by=parted.submitted_by,
        role=role or "CHỦ TỊCH",
        signer=signer,
        no_decision=_NO_DECISION.get(parted.state, ""),
        extended=any(each.kind == "extension" and each.decided_at for each in parted.orders),
        of_copy=COPY_WORDS[found.copy],
        recipients=found.letterhead.recipients,
    )
