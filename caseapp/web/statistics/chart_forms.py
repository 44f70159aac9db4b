"""What is asked of the charts: a trend, a map of one indicator, an indicator divided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from flask_babel import gettext, lazy_gettext, ngettext
from flask_wtf import FlaskForm

from caseapp.casework import areas
from caseapp.rules.units import CITY_CODE, REFORM, territory
from caseapp.rules.values import msgid
from caseapp.statistics.grouping import MIXED, districts, provinces, units_then
from caseapp.statistics.indicator import Basis
from caseapp.statistics.indicators import INDICATORS
from caseapp.web.statistics.forms import AskForm, areas_for
from caseapp.web.statistics.page import TITLES
from caseapp.web.unit_box import GovUnit
from caseapp.web.widgets import GovCheckboxes, GovRadios, GovSelect, GovSubmit, refuse

DIMENSION_WORDS: Final = {
    "sex": lazy_gettext("Sex"),
    "age_band": lazy_gettext("Age band"),
    "ethnicity": lazy_gettext("Ethnic group"),
    "group": lazy_gettext("Group of circumstances"),
    "abuse_type": lazy_gettext("Type of abuse"),
    "setting": lazy_gettext("Setting of abuse"),
}
NOT_SO: Final = msgid("Indicator %(id)s is not divided by this: choose another division")
TWICE: Final = msgid("Choose two different divisions, or leave the second empty")
NO_GROUP: Final = msgid("Choose a province or a district, or tick wards and communes below")
ONE_GROUP: Final = msgid("Choose one: a province, a district, or single wards and communes")

_BASES: Final = [
    ("received", lazy_gettext("it was received")),
    ("occurred", lazy_gettext("the abuse happened, where that is known")),
]


def titles() -> list[tuple[str, str]]:
    """Return the indicators to choose from, by number and title."""
    return [(each.id, f"{each.id}. {TITLES[each.id]}") for each in INDICATORS]


def basis_of(text: str | None) -> Basis:
    """Return the day a report counts on as it was chosen."""
    return "occurred" if text == "occurred" else "received"


class TrendForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A question about the half-years of an area of today; asked by GET."""

    class Meta:
        """No token: nothing is changed."""

        csrf = False

    area = GovUnit(lazy_gettext("Area"))
    borders = GovRadios(
        lazy_gettext("Before 1 July 2025 count on"),
        choices=[
            ("now", lazy_gettext("the units of today")),
            ("then", lazy_gettext("the units of that time")),
        ],
    )
    indicator = GovSelect(lazy_gettext("Indicator drawn for every ward and commune"))
    basis = GovRadios(lazy_gettext("Indicator 9 counts a report on the day"), choices=_BASES)
    submit = GovSubmit(lazy_gettext("Count"))

    def __init__(
        self,
        today: date,
        units: frozenset[int] | None,
        **more: Any,  # noqa: ANN401 - whatever Flask-WTF takes
    ) -> None:
        super().__init__(data={"borders": "now", "basis": "received", "indicator": "8b"}, **more)
        self.area.choices = areas_for(units, today)
        self.indicator.choices = titles()
        if units is not None:
            del self.indicator
        if not (self.area.data or "").strip() and self.area.choices:
            self.area.data = self.area.choices[0][0]

    def area_name(self) -> str:
        """Return the name of the area asked for."""
        return str(dict(self.area.choices or ())[self.area.data])

    @property
    def wards_of(self) -> str:
        """The indicator to draw for every ward, '' unless the city is asked for."""
        whole = "indicator" in self and self.area.data == CITY_CODE
        return self.indicator.data or "" if whole else ""


class MapForm(AskForm):
    """A question about one indicator in every ward and commune."""

    indicator = GovSelect(lazy_gettext("Indicator"))
    submit = GovSubmit(lazy_gettext("Count"))

    def __init__(self, today: date, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(today, None, **more)
        del self.area
        del self.each_ward
        self.indicator.choices = titles()
        self.indicator.data = self.indicator.data or "8b"


class CrossForm(AskForm):
    """A question about one indicator of an area, divided by one or two dimensions."""

    indicator = GovSelect(lazy_gettext("Indicator"))
    by = GovSelect(lazy_gettext("Divided by"))
    across = GovSelect(lazy_gettext("And by"))
    submit = GovSubmit(lazy_gettext("Count"))

    def __init__(
        self,
        today: date,
        units: frozenset[int] | None,
        **more: Any,  # noqa: ANN401 - whatever Flask-WTF takes
    ) -> None:
        super().__init__(today, units, **more)
        if "each_ward" in self:
            del self.each_ward
        pairs = [(name, str(words)) for name, words in DIMENSION_WORDS.items()]
        self.indicator.choices, self.by.choices = titles(), pairs
        self.across.choices = [("", gettext("Nothing more")), *pairs]
        self.indicator.data = self.indicator.data or "8a"
        self.by.data = self.by.data or "sex"
        self.across.data = self.across.data or ""

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The one or two dimensions asked for."""
        return tuple(name for name in (self.by.data, self.across.data) if name)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Refuse a division that the indicator does not have, and the same one twice."""
        sound = super().validate(extra_validators)
        indicator = next((each for each in INDICATORS if each.id == self.indicator.data), None)
        if indicator is None or self.by.errors or self.across.errors:
            return False
        for field in (self.by, self.across):
            if field.data and not indicator.divides_by((field.data,)):
                refuse(self, field.name, gettext(NOT_SO, id=indicator.id))
                sound = False
        if self.by.data == self.across.data:
            refuse(self, "across", gettext(TWICE))
            sound = False
        return sound


class _Many(GovCheckboxes):
    """So many boxes that they stand small and in columns."""

    def parameters(self) -> dict[str, Any]:
        """The parameters of the checkboxes macro."""
        return {**super().parameters(), "classes": "govuk-checkboxes--small app-many"}


class GroupForm(AskForm):
    """A question about several wards and communes together."""

    province = GovSelect(lazy_gettext("Wards and communes of a province before 1 July 2025"))
    district = GovSelect(lazy_gettext("Or of a district before 1 July 2025"))
    units = _Many(lazy_gettext("Or these wards and communes"))
    submit = GovSubmit(lazy_gettext("Count"))

    def __init__(self, today: date, **more: Any) -> None:  # noqa: ANN401 - whatever Flask-WTF takes
        super().__init__(today, None, **more)
        del self.area
        del self.each_ward
        nothing = ("", gettext("Choose below"))
        self.province.choices = [
            nothing,
            *((name, gettext("%(name)s (before)", name=name)) for name in provinces()),
        ]
        self.district.choices = [nothing, *((name, _district(name)) for name in districts())]
        self.units.choices = areas.choices(today)
        self.province.data = self.province.data or ""
        self.district.data = self.district.data or ""
        self.units.data = self.units.data or []

    @property
    def place(self) -> str:
        """The former province or district asked for, '' where units were ticked."""
        return self.province.data or self.district.data or ""

    @property
    def as_then(self) -> bool:
        """Whether the group stands on the units of the time: a former place, in its own days."""
        period = self.read_period()
        return period is not None and period.end < REFORM and bool(units_then(self.place))

    @property
    def codes(self) -> tuple[str, ...]:
        """The units asked for: those ticked, or else all of the former place."""
        if self.units.data:
            return tuple(self.units.data)
        if self.as_then:
            return units_then(self.place)
        return {**provinces(), **districts()}.get(self.place, ())

    def group_name(self) -> str:
        """Name the group: its former place, or how many units it has."""
        if not self.units.data and self.place:
            places = [*(self.province.choices or ()), *(self.district.choices or ())]
            return str(dict(places)[self.place])
        count = len(self.codes)
        return str(ngettext("%(num)d ward or commune", "%(num)d wards and communes", count))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Refuse a group of nothing, and one that is said in two ways."""
        sound = super().validate(extra_validators)
        faults = [self.units.errors, self.province.errors, self.district.errors]
        said = [each for each in (self.province, self.district, self.units) if each.data]
        if not said and not any(faults):
            refuse(self, "province", gettext(NO_GROUP))
            return False
        if len(said) > 1:
            refuse(self, said[-1].name, gettext(ONE_GROUP))
            return False
        return sound


def _district(name: str) -> str:
    """Name a group of units by their former district, which two provinces may call alike."""
    if name == MIXED:
        return str(gettext("Wards and communes made of several districts"))
    unit = territory().units[int(name)]
    return str(
        gettext("%(name)s (before, %(province)s)", name=unit.name, province=unit.former_province)
    )
