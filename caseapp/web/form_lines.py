"""Lays the answers of an official form out as the lines of its print, in the form's own order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Final

from caseapp.rules.forms.answers import Value
from caseapp.rules.forms.parts import Birth
from caseapp.rules.forms.spec import Field, Form, Section
from caseapp.rules.values import LOCAL
from caseapp.web.filters import day, moment, official_day

#: A choice of so few answers is printed as boxes to tick, as the official forms do.
_TICKABLE: Final = 3
#: Dots left for a short answer that does not end its line, by the kind of its field.
_DOTS: Final[Mapping[str, int]] = {"moment": 10, "birth": 28, "age": 8}
_DOTS_OF_TEXT: Final = 34
#: Lines of a part that is not broken over two pages, so that no signature stands alone on one.
_BRIEF: Final = 5
#: Dotted lines below the first for a long answer, on the empty form that is filled in by hand.
_SPARE_LINES: Final = 2


@dataclass(frozen=True, slots=True)
class Tick:
    """One answer of a choice beside its box."""

    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """A printed label and its answer; `dots` says how many stand for a missing one.

    The last slot of a line fills the line with dots instead.
    """

    label: str
    text: str = ""
    note: str = ""
    colon: bool = True
    last: bool = False
    dots: int = _DOTS_OF_TEXT
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on one line of the form; `long` for an account that may fill pages."""

    slots: tuple[Slot, ...]
    long: bool = False
    blank_lines: int = 0

    @property
    def between(self) -> str:
        """What divides the slots: only the form's own words inside a label that it dots itself."""
        return ";" if all(slot.text for slot in self.slots) and self.slots[0].colon else ""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of the form, its level from 1, and the lines below it."""

    heading: str
    level: int
    lines: tuple[Line, ...]

    @property
    def brief(self) -> bool:
        """Whether it may be kept on one page: a few short answers."""
        return len(self.lines) <= _BRIEF and not any(line.long for line in self.lines)


def lay_out(
    form: Form,
    values: Mapping[str, Value],
    area_names: Mapping[str, str],
    *,
    with_reporter: bool,
) -> list[Part]:
    """Return the headed parts of the form with what was answered; the empty form for no values.

    `values` are those of `rules.forms.answers`; `area_names` gives the name for each code of an
    area among them, a code without one is printed itself. Restricted fields, and headings that
    have only such, are left out unless `with_reporter`.
    """
    parts = []
    for section in form.sections:
        fields = [field for field in section.fields if with_reporter or not field.restricted]
        if section.title and (fields or not section.fields):
            parts.append(_part(section, fields, values, area_names))
    return parts


def subject_of(form: Form, values: Mapping[str, Value]) -> str:
    """Return the words of answer `subject` that end the title of Mẫu 01, or nothing."""
    code = form.field("subject").answer(str(values.get("subject", "")))
    return code.vi if code else ""


def _part(
    section: Section,
    fields: Iterable[Field],
    values: Mapping[str, Value],
    area_names: Mapping[str, str],
) -> Part:
    return Part(section.title, section.level, lines_of(fields, values, area_names))


def lines_of(
    fields: Iterable[Field], values: Mapping[str, Value], area_names: Mapping[str, str]
) -> tuple[Line, ...]:
    """Return the lines of these fields as they follow each other; those of no values are dotted."""
    lines: list[Line] = []
    printed = (field for field in fields if field.asked and field.kind != "consent")
    for (_, owner), group in groupby(printed, key=lambda field: (field.label, _owner(field))):
        line = _line(tuple(group), values, area_names)
        if owner and lines:
            line = replace(line, slots=(*lines.pop().slots, *line.slots))
        lines.append(line)
    return tuple(_ended(line) for line in lines)


def _owner(field: Field) -> str:
    """Whose answer it is where the label leans on the words before it: "cha" for "Tuổi"."""
    start = f"{field.label} của "
    return field.ask.removeprefix(start) if field.ask.startswith(start) else ""


def _ended(line: Line) -> Line:
    return replace(line, slots=(*line.slots[:-1], replace(line.slots[-1], last=True)))


def _line(
    fields: tuple[Field, ...], values: Mapping[str, Value], area_names: Mapping[str, str]
) -> Line:
    """One line for fields that share a printed label (a place and its ward)."""
    first = fields[0]
    if "…" in first.label:
        return Line(_pieces(first, values.get(first.key)))
    if first.kind == "choice" and len(first.codes) <= _TICKABLE:
        chosen = values.get(first.key)
        ticks = tuple(Tick(code.vi, code.code == chosen) for code in first.codes)
        return Line((Slot(first.label, note=first.note, ticks=ticks),))
    text = _joined([(field, _text(field, values.get(field.key), area_names)) for field in fields])
    slot = Slot(
        first.label,
        text,
        note=first.note,
        colon=not first.label.endswith("?"),
        dots=_DOTS.get(first.kind, _DOTS_OF_TEXT),
    )
    long = first.kind == "long_text"
    return Line((slot,), long, _SPARE_LINES if long and not values else 0)


def _joined(answers: list[tuple[Field, str]]) -> str:
    """A choice and its explanation read "Khác: …"; a place stands before its ward."""
    texts = [text for field, text in answers if text and field.kind != "area"]
    texts += [text for field, text in answers if text and field.kind == "area"]
    return (": " if answers[0][0].kind == "choice" else ", ").join(texts)


def _text(field: Field, value: Value | None, area_names: Mapping[str, str]) -> str:
    """The answer in words, empty when there is none."""
    if value is None:
        return ""
    if field.kind == "area":
        return area_names.get(str(value), str(value))
    if field.kind in {"choice", "choices"}:
        codes = value if isinstance(value, tuple) else (str(value),)
        return "; ".join(_label(field, code) for code in codes)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return str(value)


def _label(field: Field, code: str) -> str:
    row = field.answer(code)
    return row.vi if row else code


def _pieces(field: Field, value: Value | None) -> tuple[Slot, ...]:
    """The words of a label between its own dots, each with the part of the answer it asks for."""
    words = [word.strip() for word in field.label.split("…") if word.strip()]
    if isinstance(value, datetime):
        return (Slot(words[0], _moment(value), note=field.note),)
    texts = _birth(value) if field.kind == "birth" else ("",) * len(words)
    slots = [
        Slot(word, text, colon=field.kind == "birth", dots=_DOTS[field.kind])
        for word, text in zip(words, texts, strict=False)
    ]
    return (replace(slots[0], note=field.note), *slots[1:])


def _moment(value: datetime) -> str:
    """What the words of the line ask for, in their order: hour, day, month, year."""
    local = value.astimezone(LOCAL)
    return f"{local:%H} giờ {local:%M} phút, {official_day(local)}"


def _birth(value: Value | None) -> tuple[str, str]:
    """The day of birth as well as it is known, and the estimated age; one of them empty."""
    if not isinstance(value, Birth):
        return ("", "")
    if value.age is not None:
        return ("", f"khoảng {value.age} tuổi")
    patterns = {"month": "%m/%Y", "year": "%Y"}
    return (value.day.strftime(patterns.get(value.precision, "%d/%m/%Y")), "")
