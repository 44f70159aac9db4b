"""Births that are known by day, month or year, or only by an estimated age: asked and said."""

from __future__ import annotations

from datetime import date
from typing import cast

from flask_babel import gettext

from caseapp.rules.forms.form01_report import OLDEST_CHILD
from caseapp.rules.forms.parts import Birth, Precision, birth_from_boxes
from caseapp.rules.forms.spec import BOXES
from caseapp.rules.values import age_on, local_day
from caseapp.web.actor import now
from caseapp.web.boxes import GovBoxes
from caseapp.web.form_builder import birth_words

_KNOWN = {"day": ("day", "month", "year"), "month": ("month", "year"), "year": ("year",)}


class GovBirth(GovBoxes):
    """A birth as well as it is known; its data are a `Birth` or None.

    Boxes sent back as they were shown keep the birth as it was: an age estimated last year still
    counts from last year.
    """

    parts = BOXES["birth"]

    def read(self, typed: dict[str, str]) -> Birth | None:
        """The birth that the boxes hold, an age counted back from today; raises Misread."""
        before = self.object_data
        if isinstance(before, Birth) and typed == dict.fromkeys(self.parts, "") | (
            self.lay_out(before)
        ):
            return before
        return birth_from_boxes(typed, today=local_day(now()), most=OLDEST_CHILD)

    def lay_out(self, data: object) -> dict[str, str]:
        """Only the boxes that are known."""
        if not isinstance(data, Birth):
            return {}
        if data.age is not None:
            return {"age": str(data.age)}
        known = _KNOWN.get(data.precision, _KNOWN["day"])
        return {part: f"{getattr(data.day, part):02d}" for part in known}


def born_words(born: date | None, precision: str, today: date) -> str:
    """Say when a child was born as well as it is known; "about" for all but a full date.

    An estimated age is told as the age of today, for the day of its estimate is not kept.
    """
    if born is None:
        return ""
    if precision == "estimated":
        age = age_on(born, max(born, today))
        return str(gettext("about %(age)d years old", age=age))
    return birth_words(Birth(born, cast("Precision", precision or "day"), today))
