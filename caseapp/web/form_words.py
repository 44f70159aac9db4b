"""The words of official forms on screen: Vietnamese as printed, or English; and notes on parts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import LazyString, gettext

from caseapp.rules.codes.code_list import Code
from caseapp.rules.forms.spec import Form, Rating, Section
from caseapp.web import filters


def said(vietnamese: str, english: str) -> Any:  # noqa: ANN401 - WTForms takes it for a str
    """Words of a form or code list in the language of the page, decided when shown."""
    return LazyString(lambda: vietnamese if filters.page_language() == "vi" else english)


def shown_sections(spec: Form) -> Iterable[Section]:
    """The sections that a screen shows: those that ask, and the printed headings between."""
    for section in spec.sections:
        if any(field.asked for field in section.fields) or (section.title and not section.fields):
            yield section


def rating_choice(row: Code) -> tuple[Any, ...]:
    """A level of a row, with its explanation below it."""
    why = {"hint": said(row.why, row.why_en)} if isinstance(row, Rating) else {}
    return row.code, said(row.vi, row.en), why


def note_on(spec: Form, section: Section) -> str:
    """What is said of a section that is ours, or that was reconstructed in a form half seen.

    Half seen is a form of which a part that asks was seen: of any other its page says it once.
    """
    if section.ours:
        return str(gettext("A line of this application, not of the official form"))
    official = [part for part in shown_sections(spec) if not part.ours]
    if section.confirmed or not any(part.confirmed for part in official):
        return ""
    return str(gettext("Wording still to be compared with the official text (bản chờ đối chiếu)."))
