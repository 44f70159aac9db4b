"""Builds the page of an official form from its spec, and lays its answers out for reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, ClassVar, Final, NamedTuple

from flask_babel import LazyString, gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field as Control

from caseapp.rules.forms import answers as rules
from caseapp.rules.forms.answers import Value
from caseapp.rules.forms.parts import Birth
from caseapp.rules.forms.spec import BOXES, Field, Form, Rating
from caseapp.web import filters
from caseapp.web.boxes import GovBoxes
from caseapp.web.form_words import note_on, rating_choice, said, shown_sections
from caseapp.web.unit_box import GovUnit
from caseapp.web.widgets import (
    GovCheckbox,
    GovCheckboxes,
    GovRadios,
    GovSelect,
    GovText,
    GovTextArea,
)

#: A code and the name shown for it, in the order of the list.
Choices = Sequence[tuple[str, str]]


class DateBoxes(GovBoxes):
    """Day, month and year, left as typed: the rules read them."""

    parts = BOXES["date"]


class MomentBoxes(GovBoxes):
    """Day, month, year, hour and minute, left as typed: the rules read them."""

    parts = BOXES["moment"]


class BirthBoxes(GovBoxes):
    """Day, month and year, or an estimated age, left as typed: the rules read them."""

    parts = BOXES["birth"]


_CONTROLS: Final[dict[str, type[Control]]] = {
    "text": GovText,
    "long_text": GovTextArea,
    "phone": GovText,
    "age": GovText,
    "number": GovText,
    "choice": GovRadios,
    "rating": GovRadios,
    "choices": GovCheckboxes,
    "list": GovSelect,
    "area": GovUnit,
    "consent": GovCheckbox,
    "date": DateBoxes,
    "moment": MomentBoxes,
    "birth": BirthBoxes,
}
#: What a control's macro is given beside the words.
_LOOKS: Final[dict[str, dict[str, object]]] = {
    "age": {"classes": "govuk-input--width-3", "inputmode": "numeric"},
    "number": {"classes": "govuk-input--width-5", "inputmode": "numeric"},
    "phone": {"classes": "govuk-input--width-20", "type": "tel", "inputmode": "tel"},
}


class ShownSection(NamedTuple):
    """A heading of the form with its controls; `level` 2 or 3 is that of the HTML heading.

    `note` says of a part that it is no line of the official form, or was not compared with it.
    """

    title: str
    level: int
    controls: list[Control]
    note: str = ""


class OfficialForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The page of one official form; `official_form` makes a class of it for each spec.

    `validate` leaves what the rules read in `answers`, and their faults beside the controls.
    """

    spec: ClassVar[Form]
    answers: dict[str, Value]

    def __init__(
        self,
        *,
        now: datetime,
        areas: Choices = (),
        values: Mapping[str, Value] | None = None,
        **more: Any,  # noqa: ANN401 - whatever Flask-WTF takes
    ) -> None:
        """A page at the aware moment `now`, with the units to choose from and answers to show.

        `values` fill a page that is opened; what is sent goes before them.
        """
        super().__init__(data=_filled(self.spec, values or {}), **more)
        self._now = now
        self._before = dict(values or {})
        self.answers = {}
        for field in self.spec.asked:
            if field.kind == "area":
                self[field.key].choices = list(areas)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Whether the rules can read every answer; each fault stands beside its control."""
        sound: bool = super().validate(extra_validators)
        checked = rules.check(self.spec, self._sent(), self._now)
        self.answers = {**checked.values, **self._unmoved(checked.values)}
        for fault in checked.faults:
            control = self[fault.field]
            if not control.errors:
                params = {**fault.params, "label": str(control.label.text)}
                control.errors = [gettext(fault.message, **params)]
                control.fault_part = fault.part
        return sound and not checked.faults

    def laid_out(self) -> list[ShownSection]:
        """The form's headings, the highest right below the page's, each with its controls."""
        shown = list(shown_sections(self.spec))
        highest = min((section.level for section in shown if section.title), default=1)
        return [
            ShownSection(
                str(said(section.title, section.gloss)) if section.title else "",
                section.level - highest + 2,
                [self[field.key] for field in section.fields if field.asked],
                note_on(self.spec, section),
            )
            for section in shown
        ]

    def _unmoved(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """Births sent as they were shown: an age still counts from the day of its estimate."""
        return {
            field.key: self._before[field.key]
            for field in self.spec.asked
            if field.kind == "birth"
            and field.key in values
            and field.key in self._before
            and self[field.key].typed == self[field.key].lay_out(self[field.key].object_data)
        }

    def _sent(self) -> dict[str, str | list[str]]:
        """What was typed, under the names of the boxes."""
        sent: dict[str, str | list[str]] = {}
        for field in self.spec.asked:
            control = self[field.key]
            if isinstance(control, GovBoxes):
                sent |= {f"{field.key}-{part}": text for part, text in control.typed.items()}
            elif isinstance(control, GovUnit):
                sent[field.key] = control.code
            else:
                sent[field.key] = [str(text) for text in control.raw_data or []]
        return sent


def official_form(spec: Form) -> type[OfficialForm]:
    """The class of an official form's page, one control for each field that is asked."""
    controls: dict[str, object] = {field.key: control_of(field) for field in spec.asked}
    return type(f"Form{spec.number}", (OfficialForm,), {"spec": spec, **controls})


def control_of(field: Field, **told: Any) -> Control:  # noqa: ANN401 - whatever WTForms takes
    """The control that asks the field: Vietnamese as printed, or the English gloss."""
    if field.hint:
        told["description"] = LazyString(gettext, field.hint)
    if field.kind in _LOOKS:
        told["render_kw"] = _LOOKS[field.kind]
    if field.kind == "rating":
        told["choices"] = [rating_choice(row) for row in field.codes]
    elif field.codes:
        told["choices"] = [(row.code, said(row.vi, row.en)) for row in field.codes]
    elif field.kind == "area":
        told["choices"] = []
    if field.kind == "list":
        told["choices"].insert(0, ("", lazy_gettext("Choose")))
    if field.kind == "choice" and not field.required and field.answer("unknown") is None:
        # A radio once chosen cannot be cleared without this.
        told["choices"].append(("", lazy_gettext("Not known yet")))
    return _CONTROLS[field.kind](said(field.question, field.gloss), **told)


def _filled(spec: Form, values: Mapping[str, Value]) -> dict[str, object]:
    """The data of the controls for answers that are known."""
    laid = rules.boxes(spec, values)
    data: dict[str, object] = {}
    for field in spec.asked:
        if field.kind in BOXES:
            parts = {part: laid.get(f"{field.key}-{part}", "") for part in BOXES[field.kind]}
            data[field.key] = parts
        elif field.key in laid:
            data[field.key] = laid[field.key]
    return data


class Told(NamedTuple):
    """One answer for reading; `state` is given, empty or hidden, `text` empty unless given."""

    label: str
    text: str
    state: str


class ToldSection(NamedTuple):
    """A heading of the form with its answers for reading, and the note on it if there is one."""

    title: str
    level: int
    rows: list[Told]
    note: str = ""


def answer_sections(
    spec: Form, values: Mapping[str, Value], *, areas: Mapping[str, str], see_restricted: bool
) -> list[ToldSection]:
    """The answers under the form's headings, for `_parts/answers.html`.

    `areas` names the units by code. Without `see_restricted` a restricted row reads hidden,
    whether or not it was filled: that alone would tell.
    """
    return [
        ToldSection(
            str(said(section.title, section.gloss)) if section.title else "",
            section.level + 1,
            [
                _told(field, values.get(field.key), areas, hidden=not see_restricted)
                for field in section.fields
                if field.asked
            ],
            note_on(spec, section),
        )
        for section in shown_sections(spec)
    ]


def _told(field: Field, value: Value | None, areas: Mapping[str, str], *, hidden: bool) -> Told:
    label = str(said(field.question, field.gloss))
    if field.restricted and hidden:
        return Told(label, "", "hidden")
    text = "" if value is None else answer_text(field, value, areas)
    return Told(label, text, "given" if text else "empty")


def answer_text(field: Field, value: Value, areas: Mapping[str, str]) -> str:
    """One answer in words, as pages and prints show it; `areas` names the units by code."""
    match value:
        case Birth():
            return birth_words(value)
        case datetime():
            return filters.moment(value)
        case date():
            return filters.day(value)
        case bool():
            return str(gettext("Yes") if value else gettext("No"))
        case tuple():
            return "; ".join(_words(field, code, areas) for code in value)
        case _:
            return _words(field, str(value), areas)


def _words(field: Field, text: str, areas: Mapping[str, str]) -> str:
    """The label of a code, the name of a unit, or the text itself."""
    if field.kind == "area":
        return areas.get(text, text)
    row = field.answer(text)
    if isinstance(row, Rating):
        return str(said(f"{row.vi}: {row.why}", f"{row.en}: {row.why_en}"))
    return str(said(row.vi, row.en)) if row else text


def birth_words(birth: Birth) -> str:
    """A birth as well as it is known: a day, or "about" a month, a year or an age."""
    words: object
    if birth.precision == "day":
        words = filters.day(birth.day)
    elif birth.precision == "month":
        words = gettext("about %(month)s", month=f"{birth.day:%m/%Y}")
    elif birth.precision == "year":
        words = gettext("about the year %(year)d", year=birth.day.year)
    else:
        words = gettext(
            "about %(age)d years old (estimated on %(day)s)",
            age=birth.age,
            day=filters.day(birth.noted_on),
        )
    return str(words)
