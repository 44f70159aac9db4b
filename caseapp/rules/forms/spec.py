"""The shape of an official form: a form has sections, a section has fields, all of them data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from caseapp.rules.codes.code_list import Code
from caseapp.rules.values import Edition

Kind = Literal[
    "text",
    "long_text",
    "choice",
    "choices",
    "list",
    "date",
    "moment",
    "birth",
    "age",
    "area",
    "phone",
    "consent",
    "number",
    "rating",
]
#: `list` is a choice from many: one drop-down list instead of a row of buttons.
#: Kinds that a person types into several boxes, and the boxes in their order on the page.
BOXES: dict[str, tuple[str, ...]] = {
    "date": ("day", "month", "year"),
    "moment": ("day", "month", "year", "hour", "minute"),
    "birth": ("day", "month", "year", "age"),
}
#: How many characters an answer may have when its field says nothing else.
LENGTHS: dict[str, int] = {"text": 200, "long_text": 10_000, "phone": 30}


@dataclass(frozen=True, slots=True)
class Needs:
    """A field that may be filled only when another field holds a certain answer.

    `message` is an English msgid, shown beside that other field when it does not.
    """

    key: str
    answer: str | bool
    message: str


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered footnote of the form; `confirmed` is False where its wording was not seen."""

    mark: str
    text: str
    confirmed: bool = True


@dataclass(frozen=True)
class Rating(Code):
    """One of the three levels of a row of an assessment, explained as the form prints it.

    `confirmed` is False where the explanation was reconstructed.
    """

    why: str = ""
    why_en: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a form asks.

    label       Vietnamese, letter for letter as the official form prints it.
    gloss       the same in English, whole enough to stand alone on a screen.
    codes       the answers of a choice, in the order of the page.
    ask         Vietnamese wording for the screen where the printed label leans on the words
                before it ("Tuổi" after the father's name); empty: the printed label serves.
    hint        English msgid of this application's own help; no part of the official form.
    note        the mark of the form's footnote that the print sets after the label, "(5)".
    if_known    the form itself lets the officer leave it empty ("if it is known").
    asked       False for what the house fills in when it prints (number, agency, signature).
    restricted  seen by the officer and the chair of the case only, never exported.
    class_a     kept under the child's own key (health, narrative, identity of the reporter).
    past        a date or moment that cannot lie after now.
    most        the highest age or number accepted; for a birth, the highest age.
    source      where the field is laid down.
    """

    key: str
    label: str
    gloss: str
    kind: Kind
    source: str
    ask: str = ""
    codes: tuple[Code, ...] = ()
    note: str = ""
    required: bool = False
    restricted: bool = False
    class_a: bool = False
    if_known: bool = False
    asked: bool = True
    past: bool = False
    most: int = 120
    longest: int = 0
    hint: str = ""
    depends_on: Needs | None = None

    @property
    def question(self) -> str:
        """The Vietnamese words that stand beside the control on a screen."""
        return self.ask or self.label

    @property
    def limit(self) -> int:
        """How many characters a text answer may have."""
        return self.longest or LENGTHS.get(self.kind, LENGTHS["text"])

    @property
    def boxes(self) -> tuple[str, ...]:
        """Names under which the answer is typed: `received_at-day` …, or the key alone."""
        parts = BOXES.get(self.kind)
        return tuple(f"{self.key}-{part}" for part in parts) if parts else (self.key,)

    def answer(self, code: str) -> Code | None:
        """The row of the field's codes that bears the code, or None."""
        return next((row for row in self.codes if row.code == code), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the form as printed, with the fields below it (maybe none).

    confirmed  False where its text was reconstructed, in a form of which other parts were seen.
    ours       asked by this application, and no part of the official form: paper says so.
    """

    key: str
    title: str
    gloss: str
    fields: tuple[Field, ...] = ()
    level: int = 2
    confirmed: bool = True
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """An official form in one edition.

    confirmed  False while any of its text is reconstructed and not seen in an official source;
               pages and prints then say so.
    motto      lines that the form prints above its title.
    notes      the form's own footnotes, as far as they are known.
    grounds    the legal grounds of a decision, line by line as printed above its articles.
    """

    number: str
    title: str
    gloss: str
    edition: Edition
    confirmed: bool
    source: str
    sections: tuple[Section, ...]
    motto: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    grounds: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Field]:
        """Every field in the order of the form, printed-only ones included."""
        for section in self.sections:
            yield from section.fields

    def field(self, key: str) -> Field:
        """The field of that key; KeyError when the form has none."""
        for field in self:
            if field.key == key:
                return field
        raise KeyError(key)

    def section(self, key: str) -> Section:
        """The section of that key; KeyError when the form has none."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)

    def only(self, *keys: str) -> Form:
        """The form with only these of its sections: what one page of several asks."""
        return replace(self, sections=tuple(part for part in self.sections if part.key in keys))

    def without(self, *keys: str) -> Form:
        """The form without these of its sections."""
        kept = tuple(part for part in self.sections if part.key not in keys)
        return replace(self, sections=kept)

    def unrestricted(self) -> Form:
        """The form without the fields that only a few may see: what everybody else reads."""
        sections = tuple(
            replace(part, fields=tuple(field for field in part.fields if not field.restricted))
            for part in self.sections
        )
        return replace(self, sections=sections)

    @property
    def asked(self) -> tuple[Field, ...]:
        """The fields that a person answers, in order."""
        return tuple(field for field in self if field.asked)


def house(key: str, label: str, gloss: str, source: str) -> Field:
    """Return what the house fills in when it prints."""
    return Field(key, label, gloss, "text", source, asked=False)
