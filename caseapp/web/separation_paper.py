"""Mẫu 07 on paper, filled and empty: its articles, its number left to the clerk."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from flask_babel import force_locale

from caseapp.casework.form07 import Form07
from caseapp.rules.forms.spec import Field, Form
from caseapp.rules.paper_settings import usual_recipients
from caseapp.rules.values import local_day
from caseapp.web import filters
from caseapp.web.birth_box import born_words
from caseapp.web.decision_paper import COPY_WORDS
from caseapp.web.pdf_answer import EMPTY_HEADING, footing
from caseapp.web.printing import Sheet, separation_html

SYMBOL: Final = "……/QĐ-UBND"
"""What stands for the number of a decision until the clerk gives it."""
_DRAFT: Final = "dự thảo, Chủ tịch chưa quyết định"
_NO_DECISION: Final = {
    "submitted": _DRAFT,
    "returned": _DRAFT,
    "withdrawn": "dự thảo đã rút, không phải quyết định",
    "refused": "dự thảo, Chủ tịch không quyết định cách ly",
}
"""What a paper says of itself that is no decision: no day of effect and no name stand on it."""

Articles = list[tuple[str, list[tuple[str, str]]]]


def blank_form07(form: Form, sheet: Sheet) -> str:
    """Draw the empty form."""
    articles, heading = articles_of(form, {}, whole=True), EMPTY_HEADING | {"symbol": SYMBOL}
    copies = usual_recipients(form.number)
    return separation_html(
        form, articles, sheet, heading=heading, role="CHỦ TỊCH", recipients=copies
    )


def articles_of(form: Form, values: dict[str, Any], *, whole: bool = False) -> Articles:
    """Return the articles with their lines, label and answer; a place that is not told is left out.

    `whole` keeps the lines of the place, as the empty form has them.
    """
    return [
        (
            section.title,
            [
                (field.label, _words(field, values.get(field.key)))
                for field in section.fields
                if whole or not field.restricted or field.key in values
            ],
        )
        for section in form.sections
        if section.title
    ]


def _words(field: Field, value: object) -> str:
    if isinstance(value, date):
        return str(filters.day(value))
    codes = value if isinstance(value, tuple) else (value,)
    if field.codes:
        known = {row.code: row.vi for row in field.codes}
        return ", ".join(known[str(code)].lower() for code in codes if code)
    return str(value or "")


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
