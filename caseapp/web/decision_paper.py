"""Decisions without a numbered form on paper, filled from the record, in their two copies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from flask_babel import force_locale

from caseapp.casework.decision_prints import DecisionPrint
from caseapp.rules.copies import Copy
from caseapp.rules.forms.decisions import is_letter
from caseapp.rules.forms.spec import Field, Form, Section
from caseapp.rules.values import local_day
from caseapp.web import filters
from caseapp.web.birth_box import born_words
from caseapp.web.pdf_answer import footing
from caseapp.web.printing import Sheet, drawn_decision

_SYMBOLS: Final = {True: "……/UBND", False: "……/QĐ-UBND"}
"""What stands for the number until the clerk gives it, of a letter or a decision."""
_CHAIR: Final = "CHỦ TỊCH"
_DRAFT: Final = "dự thảo, Chủ tịch chưa quyết định"
_STANDING: Final[Mapping[str, str]] = {
    "submitted": _DRAFT,
    "returned": _DRAFT,
    "withdrawn": "dự thảo đã rút, không phải quyết định",
    "refused": "dự thảo, Chủ tịch không đồng ý",
    "waits": "đã ghi theo lời báo, chờ Chủ tịch xác nhận",
}
"""What a paper says of itself that is no decision yet, by its state."""
COPY_WORDS: Final[Mapping[Copy, str]] = {
    Copy.FILE: "bản lưu hồ sơ: không giao cho cha, mẹ, người chăm sóc, cơ quan khác",
    Copy.SERVED: "bản giao cho cha, mẹ, người chăm sóc, cơ quan, chờ đối chiếu",
}
"""How a copy says which of the two it is; what the law lets it leave out was not seen."""
_SHORT: Final = 6
_FEW: Final = 600
"""Lines, and letters in them, of an article that is not broken over two pages."""


@dataclass(frozen=True, slots=True)
class Told:
    """A line: label and answer, dotted where there is none; `alone` where the label says it all."""

    label: str
    text: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its lines; of a letter a paragraph without a title."""

    title: str
    lines: tuple[Told, ...]

    @property
    def brief(self) -> bool:
        """Whether it is kept on one page."""
        return len(self.lines) <= _SHORT and sum(len(line.text) for line in self.lines) < _FEW


def decision_html(found: DecisionPrint, *, now: datetime, demo: bool) -> str:
    """Draw a decision in its copy; what was not decided says so, without day, number and name."""
    made = local_day(found.made_at) if found.made_at else None
    letter = is_letter(found.form)
    number = (found.number_given if made else "") or _SYMBOLS[letter]
    kind, _, about = found.form.title.partition(" Về việc ")
    return drawn_decision(
        found.form,
        Sheet(now, demo, footing(found.code, found.printed)),
        title=title_of(found.form),
        letter=letter,
        kind_of_paper=kind,
        about=f"Về việc {about}",
        heading={**found.letterhead.heading, "day": made, "symbol": number},
        articles=_articles(found),
        proposed_by=found.proposed_by,
        addressee=found.addressee,
        role=found.role or _CHAIR,
        signer=found.signer if made else "",
        standing=[_STANDING.get(found.state, ""), COPY_WORDS[found.copy]],
        recipients=found.letterhead.recipients,
    )


def title_of(form: Form) -> str:
    """Return how the PDF of a decision or a letter is called: nobody is named in it."""
    kind, _, about = form.title.partition(" Về việc ")
    return f"Công văn {form.title}" if is_letter(form) else f"{kind.capitalize()} {about}"


def _articles(found: DecisionPrint) -> list[Article]:
    """Return the articles; a line for few eyes is left out where this copy does not bear it."""
    with force_locale("vi"):
        known = {**found.values, **_of_child(found)}
    drawn = (
        Article(section.title, tuple(_line(field, known) for field in _shown(section, found.copy)))
        for section in found.form.sections
    )
    return [article for article in drawn if article.lines]


def _shown(section: Section, copy: Copy) -> list[Field]:
    every = copy is Copy.FILE
    return [field for field in section.fields if every or not field.restricted]


def _of_child(found: DecisionPrint) -> dict[str, object]:
    day = local_day(found.made_at or found.printed.at)
    return {
        "child_name": found.child.name,
        "child_born": born_words(found.child.born, found.child.birth_precision, day),
        "child_unit": found.child.unit,
        "effect": local_day(found.made_at) if found.made_at else None,
    }


def _line(field: Field, known: Mapping[str, object]) -> Told:
    value = known.get(field.key)
    if field.label.endswith("."):
        return Told(field.label, alone=True)
    if isinstance(value, date):
        return Told(field.label, str(filters.day(value)))
    if field.codes and value:
        row = field.answer(str(value))
        return Told(field.label, row.vi.lower() if row else "")
    return Told(field.label, str(value or ""))
