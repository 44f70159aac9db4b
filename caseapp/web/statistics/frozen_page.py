"""How frozen figures are said: their periods, what they were counted by, what changed and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext, lazy_gettext

from caseapp.casework import areas
from caseapp.rules import freezing as causes
from caseapp.rules.matching import name_order
from caseapp.rules.units import CITY_CODE
from caseapp.rules.values import Period
from caseapp.statistics.freezing import Edition
from caseapp.statistics.frozen_reading import Change, Frozen, Used
from caseapp.statistics.observations import FreeRange, span_of
from caseapp.statistics.sheet import Sheet
from caseapp.statistics.territory import UNASSIGNED_CODE
from caseapp.web.filters import day, decimal
from caseapp.web.statistics import page
from caseapp.web.statistics.doors import Doors

CAUSES: Final = {
    causes.ENTERED: lazy_gettext("entered or confirmed later"),
    causes.CORRECTED: lazy_gettext("status, dates or certainty corrected"),
    causes.KNOWN: lazy_gettext("the child is known now"),
    causes.MOVED: lazy_gettext("where the child lives was corrected"),
    causes.MERGED: lazy_gettext("two records made one, or parted again"),
    causes.TAKEN_OUT: lazy_gettext("taken out: entered by mistake"),
    causes.HELPED: lazy_gettext("help or relief recorded later"),
    causes.DEFINITION: lazy_gettext("definition, or the days that mean in time"),
}
_BASES: Final = {
    "received": lazy_gettext("9 by the day of receipt"),
    "occurred": lazy_gettext("9 by the day of the abuse"),
}
FIGURES: Final = {
    ("8a", "counted"): lazy_gettext("8a: children in special circumstances"),
    ("8b", "fulfilled"): lazy_gettext("8b: of them helped"),
    ("9", "counted"): lazy_gettext("9: abused children"),
    ("12", "counted"): lazy_gettext("12: children hit by disasters"),
    ("12", "fulfilled"): lazy_gettext("12: of them relieved in time"),
    ("suspected", "counted"): page.APART["suspected"],
    ("reports_without_child", "counted"): page.APART["reports_without_child"],
}


@dataclass(frozen=True)
class Line:
    """A figure that is another one now, in words; each cause with its count and sign.

    `to`: where the count of today leads.
    """

    area: str
    figure: str
    then: str
    now: str
    causes: tuple[str, ...]
    to: str = ""


@dataclass(frozen=True)
class Differences:
    """What differs: in the city, or the reader's first unit, and in the other areas."""

    first: tuple[Line, ...]
    others: tuple[Line, ...]
    populations: tuple[Line, ...]
    definition: bool

    def __bool__(self) -> bool:
        return bool(self.first or self.others or self.populations or self.definition)


def names_on(last: date) -> dict[str, str]:
    """Return the names of all areas of a sheet by their codes."""
    units = {str(code): str(name) for code, name in areas.choices(last)}
    return {CITY_CODE: str(gettext("The whole city")), **units, **page.unassigned()}


def period_words(period: Period) -> str:
    """Say a period by its days."""
    return f"{day(period.start)} – {day(period.end)}"


def basis_words(edition: Edition) -> str:
    """Say on which day a report of abuse counts."""
    return str(_BASES[edition.basis])


def releasable(frozen: Frozen) -> bool:
    """Tell whether a release can be of the edition: the newest, by receipt, of a whole period."""
    edition = frozen.edition
    if not frozen.whole or edition.newer or edition.basis != "received":
        return False
    try:
        span_of(edition.period)
    except FreeRange:
        return False
    return True


def first_area(frozen: Frozen) -> str:
    """Return the area that stands first: the city, or the first of the reader's units."""
    if frozen.whole:
        return CITY_CODE
    return next((row.area for row in frozen.sheet.rows if not row.by), "")


def lacking(sheet: Sheet, names: dict[str, str]) -> list[str]:
    """Return the names of the units that lack a population figure."""
    return sorted((names.get(c, c) for c in sheet.notes["no_denominator"]), key=name_order)


def used(frozen: Frozen, names: dict[str, str]) -> list[Used]:
    """Return the population figures by the unit's name, the city's own first."""
    return sorted(
        frozen.used,
        key=lambda row: (row.area != CITY_CODE, name_order(names.get(row.area, row.area))),
    )


def differences(frozen: Frozen, names: dict[str, str], to: Doors) -> Differences:
    """Return what has changed since, in words."""
    first = first_area(frozen)
    return Differences(
        tuple(_line(each, names, to) for each in frozen.changes if each.area == first),
        tuple(
            _line(each, names, to)
            for each in _by_name((e for e in frozen.changes if e.area != first), names)
        ),
        tuple(
            Line(
                names.get(each.area, each.area),
                str(gettext("Children of the area")),
                _children(each.then),
                _children(each.now),
                (_why(each.then, each.now),),
            )
            for each in frozen.populations
        ),
        frozen.definition_now != frozen.edition.definition,
    )


def _by_name(changes: Iterable[Change], names: dict[str, str]) -> list[Change]:
    return sorted(
        changes,
        key=lambda each: (
            each.area == UNASSIGNED_CODE,
            name_order(names.get(each.area, each.area)),
        ),
    )


def _line(change: Change, names: dict[str, str], to: Doors) -> Line:
    # Who was hit is what 12 is a share of; all else stands above.
    below = (change.indicator, change.part) == ("12", "counted")
    part = "denominator" if below else "numerator"
    return Line(
        names.get(change.area, change.area),
        str(FIGURES[change.indicator, change.part]),
        decimal(change.then),
        decimal(change.now),
        tuple(f"{_signed(number)} {CAUSES[cause]}" for cause, number in change.causes),
        to.count(change.indicator, part, change.now, change.area),
    )


def _signed(number: int) -> str:
    """Write a number with its sign, the minus as long as the plus."""
    return f"{'+' if number > 0 else '−'}{decimal(abs(number))}"


def _children(number: int | None) -> str:
    return str(gettext("no figure")) if number is None else decimal(number)


def _why(then: int | None, now: int | None) -> str:
    if then is None:
        return str(gettext("entered later"))
    return str(gettext("taken back") if now is None else gettext("corrected"))
