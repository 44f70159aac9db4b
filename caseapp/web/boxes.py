"""WTForms fields that are typed into several boxes: a date, a moment, a birth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from flask import g
from flask_babel import gettext, lazy_gettext
from wtforms import Field
from wtforms.utils import unset_value

from caseapp.rules.forms.parts import Misread, date_from_boxes, moment_from_boxes
from caseapp.rules.values import LOCAL
from caseapp.web.control import Gov

if TYPE_CHECKING:
    from wtforms.meta import _MultiDictLikeWithGetlist

#: How each box of a field of several boxes is named, and how wide it is in letters.
BOX_LABELS = {
    "day": (lazy_gettext("Day"), 2),
    "month": (lazy_gettext("Month"), 2),
    "year": (lazy_gettext("Year"), 4),
    "hour": (lazy_gettext("Hour"), 2),
    "minute": (lazy_gettext("Minute"), 2),
    "age": (lazy_gettext("Estimated age"), 2),
}
_DAY = ("day", "month", "year")
_CLOCK = ("hour", "minute")


class GovBoxes(Gov, Field):
    """An answer typed into several boxes; its data are the typed texts by part.

    `typed` keeps them for showing again, and `fault_part` names the box that is at fault.
    """

    component = "date-input"
    parts: tuple[str, ...] = ("day", "month", "year")
    typed: dict[str, str]

    @property
    def anchor(self) -> str:
        """The id of the box at fault, the first one when no single box is."""
        return f"{self.id}-{self.fault_part or self.parts[0]}"

    def process(
        self,
        formdata: _MultiDictLikeWithGetlist | None,
        data: object = unset_value,
        extra_filters: Sequence[Callable[[Any], Any]] | None = None,
    ) -> None:
        """Take the texts of the boxes from what was sent, else lay out the data given."""
        super().process(None, data, extra_filters)
        self.typed = self.lay_out(self.data)
        if formdata is None:
            return
        sent = {part: formdata.getlist(f"{self.name}-{part}") for part in self.parts}
        self.typed = {part: str(texts[0]) if texts else "" for part, texts in sent.items()}
        self.raw_data = [" ".join(text for text in self.typed.values() if text.strip())]
        try:
            self.data = self.read(self.typed)
        except Misread as misread:
            self.data, self.fault_part = None, misread.part
            message = gettext(misread.message, label=str(self.label.text), **misread.params)
            self.process_errors = [*self.process_errors, message]

    def read(self, typed: dict[str, str]) -> object:
        """The answer that the boxes hold; raises Misread."""
        return typed

    def lay_out(self, data: object) -> dict[str, str]:
        """The texts of the boxes for an answer that is known."""
        return (
            {str(part): str(text) for part, text in data.items()} if isinstance(data, dict) else {}
        )

    def meaning(self) -> object:
        """The text of each box that is filled, without the noughts before a number."""
        texts = ((part, self.typed.get(part, "").strip()) for part in self.parts)
        return {part: text.lstrip("0") or "0" for part, text in texts if text}

    def in_words(self) -> str:
        """Day, month and year, hour and minute, or the age, as they stand in the boxes."""
        texts = {part: self.typed.get(part, "").strip() for part in self.parts}
        day = "/".join(text for part in _DAY if (text := texts.get(part)))
        clock = ":".join(text for part in _CLOCK if (text := texts.get(part)))
        age = gettext("about %(age)s years old", age=texts["age"]) if texts.get("age") else ""
        return " ".join(text for text in (day, clock, age) if text)

    def names(self) -> list[str]:
        """The name of each box."""
        return [f"{self.name}-{part}" for part in self.parts]

    def sending(self) -> list[tuple[str, str]]:
        """The text of each box."""
        return [(f"{self.name}-{part}", self.typed.get(part, "")) for part in self.parts]

    def parameters(self) -> dict[str, Any]:
        """The parameters of the date macro."""
        boxes = []
        for part in self.parts:
            label, width = BOX_LABELS[part]
            wrong = bool(self.errors) and not g.get("quiet") and self.fault_part in {"", part}
            classes = f"govuk-input--width-{width}" + (" govuk-input--error" if wrong else "")
            text = self.typed.get(part, "")
            boxes.append({"name": part, "label": str(label), "classes": classes, "value": text})
        told = self.told(str(self.label.text))
        return {"id": self.id, "namePrefix": self.name, "items": boxes, **told}


class GovDate(GovBoxes):
    """A day typed as day, month and year; its data are a date or None."""

    def read(self, typed: dict[str, str]) -> date | None:
        """The date that the boxes hold; raises Misread."""
        return date_from_boxes(typed)

    def lay_out(self, data: object) -> dict[str, str]:
        """Day, month and year of a date; a moment is shown in local time."""
        if not isinstance(data, date):
            return {}
        moment = data.astimezone(LOCAL) if isinstance(data, datetime) else data
        return {part: f"{getattr(moment, part):02d}" for part in self.parts}


class GovMoment(GovDate):
    """A moment typed as a day with hour and minute; its data are an aware datetime or None."""

    parts = ("day", "month", "year", "hour", "minute")

    def read(self, typed: dict[str, str]) -> datetime | None:
        """The local moment that the boxes hold; raises Misread."""
        return moment_from_boxes(typed)
