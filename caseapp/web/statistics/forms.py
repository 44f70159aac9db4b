"""What is asked of the indicators: a period, an area, the day a report counts on."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import ValidationError

from caseapp.casework import areas
from caseapp.rules.units import CITY_CODE, territory
from caseapp.rules.values import Period
from caseapp.web.code_choices import Pairs
from caseapp.web.widgets import GovCheckbox, GovRadios, GovSelect, GovSubmit, GovText

_AREAS: Final = {"attributes": {"data-autocomplete": "areas"}}
_BACK: Final = 3
"""How many years the list of periods reaches back; others are typed."""
_FIRST: Final = date(2000, 1, 1)
"""No register reaches further back; a slip of the pen does."""


def periods(today: date) -> Pairs:
    """Return the periods to choose from: this year and those before, whole, halves, quarters."""
    found = []
    for year in range(today.year, today.year - _BACK, -1):
        found.append((f"{year}", gettext("Year %(year)d", year=year)))
        found += [
            (f"{year}H1", gettext("First half of %(year)d", year=year)),
            (f"{year}H2", gettext("Second half of %(year)d", year=year)),
        ]
        found += [
            (
                f"{year}Q{quarter}",
                gettext("Quarter %(quarter)d of %(year)d", quarter=quarter, year=year),
            )
            for quarter in (1, 2, 3, 4)
        ]
    return found


def areas_for(units: frozenset[int] | None, day: date) -> Pairs:
    """Return the areas whose exact figures these units may see, as they lay on the day.

    Who reaches all sees the city too; others the units that are theirs, or became theirs whole.
    """
    found = areas.choices(day)
    if units is None:
        return [(CITY_CODE, gettext("The whole city")), *found]
    land = territory()
    return [
        pair for pair in found if (unit := land.at(pair[0], day)) and land.keeper(unit.id) in units
    ]


class AskForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A question about figures; it changes nothing, so it is asked by GET."""

    class Meta:
        """No token: nothing is changed."""

        csrf = False

    period = GovSelect(lazy_gettext("Period"))
    other = GovText(
        lazy_gettext("Another period (instead of the one above)"),
        description=lazy_gettext("2026M07 for a month, or 2026-01-01..2026-06-30"),
        render_kw={"classes": "govuk-input--width-20"},
    )
    area = GovSelect(lazy_gettext("Area"), render_kw=_AREAS)
    each_ward = GovCheckbox(lazy_gettext("Also every ward and commune"))
    basis = GovRadios(
        lazy_gettext("Indicator 9 counts a report on the day"),
        choices=[
            ("received", lazy_gettext("it was received")),
            ("occurred", lazy_gettext("the abuse happened, where that is known")),
        ],
    )
    submit = GovSubmit(lazy_gettext("Count"))

    def __init__(
        self,
        today: date,
        units: frozenset[int] | None,
        **more: Any,  # noqa: ANN401 - whatever Flask-WTF takes
    ) -> None:
        self._last = date(today.year + 1, 12, 31)
        super().__init__(data={"period": f"{today.year}", "basis": "received"}, **more)
        self.period.choices = periods(today)
        found = self.read_period()
        self.area.choices = areas_for(units, found.end if found else today)
        if units is not None:
            del self.each_ward
        if self.area.data not in {code for code, _ in self.area.choices} and self.area.choices:
            self.area.data = self.area.choices[0][0]

    def read_period(self) -> Period | None:
        """Return the period asked for; None for a text that is none."""
        try:
            found = Period.parse((self.other.data or "").strip() or self.period.data or "")
        except ValueError:
            return None
        return found if found.start >= _FIRST and found.end <= self._last else None

    def area_names(self) -> dict[str, str]:
        """Return the names of the areas on offer by their codes."""
        return {str(choice[0]): str(choice[1]) for choice in self.area.choices or ()}

    def validate_other(self, field: Field) -> None:
        """Refuse a text that names no period."""
        del field
        if self.read_period() is None:
            raise ValidationError(
                gettext("Write a period as 2026, 2026H1, 2026Q3, 2026M07 or 2026-01-01..2026-06-30")
            )
