"""The articles of Mẫu 07 as its paper prints them, and the empty form."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from caseapp.rules.forms.spec import Field, Form
from caseapp.rules.paper_settings import usual_recipients
from caseapp.web import filters
from caseapp.web.pdf_answer import EMPTY_HEADING
from caseapp.web.printing import Sheet, separation_html

SYMBOL: Final = "……/QĐ-UBND"
"""What stands for the number of a decision until the clerk gives it."""
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
