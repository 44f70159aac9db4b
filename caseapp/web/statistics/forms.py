"""What is asked of the indicators: a period, an area, the day a report counts on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm

from caseapp.casework import areas
from caseapp.rules.units import CITY_CODE, REFORM, territory
from caseapp.rules.values import NoSuchDay, Period, ReversedPeriod, RuleBroken, msgid
from caseapp.web.boxes import GovDate
from caseapp.web.code_choices import Pairs
from caseapp.web.filters import day
from caseapp.web.unit_box import GovUnit
from caseapp.web.widgets import GovCheckbox, GovRadios, GovSelect, GovSubmit, GovText, refuse

_BACK: Final = 3
"""How many years the list of periods reaches back; others are typed."""
_FIRST: Final = date(2000, 1, 1)
"""No register reaches further back; a slip of the pen does."""

NO_PERIOD: Final = msgid(
    "Write a period as 2026, 2026H1, 2026Q3, 2026M07 or 2026-01-01..2026-06-30"
)
BOTH_DAYS: Final = msgid("Enter both days, the first and the last of the period")
REVERSED: Final = msgid("The last day lies before the first: put the earlier day first")
NO_SUCH_DAY: Final = msgid("The period names a day that does not exist: check day and month")
NOT_BEGUN: Final = msgid("This period has not begun yet: choose one that has")
TOO_EARLY: Final = msgid("Choose a period from %(year)d on: no register reaches further back")
TOO_LATE: Final = msgid("Choose a period that ends by %(day)s")


def periods(today: date) -> Pairs:
    """Return the periods to choose from: this year and those before, whole, halves, quarters.

    What has not begun is not offered: there is nothing to count.
    """
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
    return [pair for pair in found if Period.parse(pair[0]).start <= today]


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
    since = GovDate(
        lazy_gettext("First day (instead of the period above)"),
        description=lazy_gettext("Day, month, year, for example 01 01 2026"),
    )
    until = GovDate(lazy_gettext("Last day"))
    other = GovText(
        lazy_gettext("Or a period in short form"),
        description=lazy_gettext("2026M07 for a month, or 2026-01-01..2026-06-30"),
        render_kw={"classes": "govuk-input--width-20"},
    )
    area = GovUnit(lazy_gettext("Area"))
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
        self._today = today
        super().__init__(data={"period": f"{today.year}", "basis": "received"}, **more)
        self.period.choices = periods(today)
        found = self.read_period()
        last = found.end if found else today
        self.area.choices, self.area.former = areas_for(units, last), last >= REFORM
        if units is not None:
            del self.each_ward
        if not (self.area.data or "").strip() and self.area.choices:
            self.area.data = self.area.choices[0][0]

    def read_period(self) -> Period | None:
        """Return the period asked for; None for what is none, which `validate` then says."""
        try:
            return self._period()
        except RuleBroken:
            return None

    def _period(self) -> Period:
        """Read two days if any of them was typed, else the short form, else the list."""
        field, period = self._typed()
        if period.start < _FIRST:
            raise RuleBroken(TOO_EARLY, field, {"year": _FIRST.year})
        if period.start > self._today:
            raise RuleBroken(NOT_BEGUN, field)
        last = date(self._today.year + 1, 12, 31)
        if period.end > last:
            raise RuleBroken(TOO_LATE, field, {"day": day(last)})
        return period

    def _typed(self) -> tuple[str, Period]:
        """Return where the period was typed, and the period."""
        if any(text.strip() for box in (self.since, self.until) for text in box.typed.values()):
            return "since", self._between()
        short = (self.other.data or "").strip()
        try:
            return ("other" if short else "period"), Period.parse(short or self.period.data or "")
        except ReversedPeriod:
            raise RuleBroken(REVERSED, "other") from None
        except NoSuchDay:
            raise RuleBroken(NO_SUCH_DAY, "other") from None
        except ValueError:
            raise RuleBroken(NO_PERIOD, "other" if short else "period") from None

    def _between(self) -> Period:
        """Return the period between the two days; a day that cannot be read has its own words."""
        for name in ("since", "until"):
            if self[name].data is None:
                raise RuleBroken(BOTH_DAYS, name)
        since, until = self.since.data, self.until.data
        try:
            return Period(f"{since}..{until}", since, until)
        except ReversedPeriod:
            raise RuleBroken(REVERSED, "until") from None

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Refuse what names no period, each with what is wrong about it."""
        sound = bool(super().validate(extra_validators))
        try:
            self._period()
        except RuleBroken as broken:
            field = broken.field or "period"
            if not self[field].errors:
                refuse(self, field, gettext(broken.message, **broken.params))
            return False
        return sound

    def area_names(self) -> dict[str, str]:
        """Return the names of the areas on offer by their codes."""
        return {str(choice[0]): str(choice[1]) for choice in self.area.choices or ()}
