"""Checks what was typed into an official form, and turns answers into plain text and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from caseapp.rules.forms import wording
from caseapp.rules.forms.parts import (
    Birth,
    Misread,
    birth_from_boxes,
    date_from_boxes,
    moment_from_boxes,
    tidy,
    whole_number,
)
from caseapp.rules.forms.spec import BOXES, Field, Form
from caseapp.rules.values import LOCAL

#: An answer as the program knows it. Times are aware and local; choices are codes.
Value = str | int | bool | date | datetime | Birth | tuple[str, ...]
#: What was typed, under the names of the boxes: one text, or several where many may be ticked.
Raw = Mapping[str, str | Sequence[str]]

_AREA = re.compile(r"[0-9]{2,5}")
#: Longest text of a box that is read as a code or a number.
_SHORT: Final = 40
#: Under this box a kept birth says on which day it was recorded; no page shows it.
_NOTED: Final = "noted_on"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an answer, and what to do.

    `message` is an English msgid whose places `params` fill; `field` the key of the field, and
    `part` the box within it ("month"), or empty for a field of one box.
    """

    field: str
    message: str
    params: Mapping[str, str | int]
    part: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """Answers that could be read (an empty one is not there), and every fault found."""

    values: dict[str, Value]
    faults: tuple[Fault, ...]


def check(form: Form, raw: Raw, now: datetime) -> Checked:
    """Read every asked field of the form from what was typed; never raises on bad input.

    `now` is an aware moment: nothing marked `past` may lie after it, and an estimated age
    counts back from its local day. A field that has a fault is not among the values.
    """
    if now.tzinfo is None:
        raise ValueError("now needs its offset")
    return _read(form, raw, now.astimezone(LOCAL), kept=False)


def restore(form: Form, kept: Raw) -> dict[str, Value]:
    """The answers that `boxes` laid down, as they were; what cannot be read is left out."""
    return _read(form, kept, None, kept=True).values


def boxes(form: Form, values: Mapping[str, Value]) -> dict[str, str | list[str]]:
    """Lay answers out as the texts of their boxes: to fill a page again, or to keep as JSON."""
    laid: dict[str, str | list[str]] = {}
    for field in form.asked:
        value = values.get(field.key)
        if value is not None:
            laid |= _lay(field, value)
    return laid


def _read(form: Form, raw: Raw, now: datetime | None, *, kept: bool) -> Checked:
    values: dict[str, Value] = {}
    faults: list[Fault] = []
    for field in form.asked:
        try:
            value = _READERS[field.kind](field, raw, now)
            if field.required and not kept and value is None:
                raise _missing(field)
        except Misread as misread:
            params: dict[str, str | int] = {"label": field.question, **misread.params}
            faults.append(Fault(field.key, misread.message, params, misread.part))
        else:
            if value is not None:
                values[field.key] = value
    if not kept:
        faults += _unmet(form, values, {fault.field for fault in faults})
    return Checked(values, tuple(faults))


def _missing(field: Field) -> Misread:
    """Say what to do about a required answer that is not there."""
    if field.kind == "area":
        return Misread(wording.AREA)
    if field.kind in {"choice", "choices", "rating", "list"}:
        return Misread(wording.CHOOSE)
    if field.kind in {"date", "moment"}:
        return Misread(wording.DATE_WHOLE, "day")
    return Misread(wording.FILL, BOXES.get(field.kind, ("",))[0])


def _unmet(form: Form, values: dict[str, Value], faulty: set[str]) -> list[Fault]:
    """One fault beside each field whose answer forbids what stands in the fields it rules."""
    faults: dict[str, Fault] = {}
    for field in form.asked:
        needs = field.depends_on
        if not needs or field.key not in values or needs.key in faulty:
            continue
        if values.get(needs.key) != needs.answer:
            ruling = form.field(needs.key)
            faults.setdefault(
                needs.key, Fault(needs.key, needs.message, {"label": ruling.question})
            )
            del values[field.key]
    return list(faults.values())


def _one(raw: Raw, name: str) -> str:
    """The first text under that name, empty when there is none."""
    found = raw.get(name, "")
    if isinstance(found, str):
        return found
    return next((item for item in found if isinstance(item, str)), "")


def _many(raw: Raw, name: str) -> list[str]:
    """Every text under that name that is not empty."""
    found = raw.get(name, "")
    texts = [found] if isinstance(found, str) else list(found)
    return [item for item in texts if isinstance(item, str) and item.strip()]


def _boxes(field: Field, raw: Raw) -> dict[str, str]:
    return {part: _one(raw, f"{field.key}-{part}")[:_SHORT] for part in BOXES[field.kind]}


def _text(field: Field, raw: Raw, now: datetime | None) -> str | None:
    del now
    lines = field.kind == "long_text"
    return tidy(_one(raw, field.key), lines=lines, limit=field.limit) or None


def _phone(field: Field, raw: Raw, now: datetime | None) -> str | None:
    typed = _text(field, raw, now)
    if typed and not (
        re.fullmatch(r"\+?[0-9 .()-]+", typed) and 3 <= len(re.findall("[0-9]", typed)) <= 15  # noqa: PLR2004 - ITU E.164, and short numbers such as 111
    ):
        raise Misread(wording.PHONE)
    return typed


def _choice(field: Field, raw: Raw, now: datetime | None) -> str | None:
    del now
    code = _one(raw, field.key).strip()
    if code and field.answer(code) is None:
        raise Misread(wording.CHOOSE_LISTED)
    return code or None


def _choices(field: Field, raw: Raw, now: datetime | None) -> tuple[str, ...] | None:
    del now
    chosen = {code.strip() for code in _many(raw, field.key)}
    known = tuple(row.code for row in field.codes if row.code in chosen)
    if len(known) != len(chosen):
        raise Misread(wording.CHOOSE_LISTED)
    return known or None


def _date(field: Field, raw: Raw, now: datetime | None) -> date | None:
    day = date_from_boxes(_boxes(field, raw))
    if day and now and field.past and day > now.date():
        raise Misread(wording.DATE_FUTURE, "day")
    return day


def _moment(field: Field, raw: Raw, now: datetime | None) -> datetime | None:
    moment = moment_from_boxes(_boxes(field, raw))
    if moment and now and field.past and moment > now:
        raise Misread(wording.MOMENT_FUTURE, "hour" if moment.date() == now.date() else "day")
    return moment


def _birth(field: Field, raw: Raw, now: datetime | None) -> Birth | None:
    typed = _boxes(field, raw)
    if not any(text.strip() for text in typed.values()):
        return None
    today = now.date() if now else _noted(field, raw)
    return birth_from_boxes(typed, today=today, most=field.most)


def _noted(field: Field, raw: Raw) -> date:
    """The day on which a kept birth was recorded; without it the birth cannot be told."""
    try:
        return date.fromisoformat(_one(raw, f"{field.key}-{_NOTED}"))
    except ValueError as error:
        raise Misread(wording.FILL) from error


def _number(field: Field, raw: Raw, now: datetime | None) -> int | None:
    del now
    return whole_number(_one(raw, field.key)[:_SHORT], field.most)


def _area(field: Field, raw: Raw, now: datetime | None) -> str | None:
    """Read a unit's code; whether it existed on its day is for those who know the units."""
    del now
    code = _one(raw, field.key).strip()
    if code and not _AREA.fullmatch(code):
        raise Misread(wording.AREA)
    return code or None


def _consent(field: Field, raw: Raw, now: datetime | None) -> bool | None:
    del now
    typed = _one(raw, field.key).strip()
    if typed not in {"", "y", "yes", "on", "true", "1"}:
        raise Misread(wording.CONSENT)
    return True if typed else None


_READERS: Final[dict[str, Callable[[Field, Raw, datetime | None], Value | None]]] = {
    "text": _text,
    "long_text": _text,
    "phone": _phone,
    "choice": _choice,
    "rating": _choice,
    "list": _choice,
    "choices": _choices,
    "date": _date,
    "moment": _moment,
    "birth": _birth,
    "age": _number,
    "number": _number,
    "area": _area,
    "consent": _consent,
}


def _lay(field: Field, value: Value) -> dict[str, str | list[str]]:
    """One answer as the texts of its boxes."""
    match value:
        case Birth():
            return {f"{field.key}-{part}": text for part, text in _lay_birth(value).items()}
        case date():
            moment = value.astimezone(LOCAL) if isinstance(value, datetime) else value
            return {
                f"{field.key}-{part}": f"{getattr(moment, part):02d}" for part in BOXES[field.kind]
            }
        case bool():
            return {field.key: "yes"} if value else {}
        case tuple():
            return {field.key: list(value)}
        case _:
            return {field.key: str(value)}


def _lay_birth(birth: Birth) -> dict[str, str]:
    """Only the boxes that were known, and the day of recording."""
    noted = {_NOTED: birth.noted_on.isoformat()}
    if birth.precision == "estimated":
        return {"age": str(birth.age), **noted}
    known = {"day": 3, "month": 2, "year": 1}[birth.precision]
    parts = ("year", "month", "day")[:known]
    return {**{part: f"{getattr(birth.day, part):02d}" for part in parts}, **noted}
