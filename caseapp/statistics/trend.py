"""Figures by half-year: each half-year is a sheet, its units those of today or of the time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from caseapp.rules.access import Act, Actor, scope_for
from caseapp.rules.units import CITY_CODE, CITY_ID, REFORM, territory
from caseapp.rules.values import Period, local_day
from caseapp.statistics.counting import Ask
from caseapp.statistics.figures import read_sheets
from caseapp.statistics.indicator import Basis
from caseapp.statistics.sheet import Row, Sheet
from caseapp.statistics.territory import UNASSIGNED, UNASSIGNED_CODE

_YEARS: Final = 3
"""The half-years of so many years, this one among them."""


def half_years(today: date) -> tuple[Period, ...]:
    """Return the half-years of the last three years, those that have begun."""
    years = range(today.year - _YEARS + 1, today.year + 1)
    found = [Period.parse(f"{year}H{half}") for year in years for half in (1, 2)]
    return tuple(period for period in found if period.start <= today)


@dataclass(frozen=True)
class TrendAsk:
    """What is asked of a trend: an area of today, whether on the units of the time.

    `then`: before the reform the units that became the area have their figures, each its own.
    """

    area: str = CITY_CODE
    each_ward: bool = False
    basis: Basis = "received"
    then: bool = False


@dataclass
class Series:
    """The rows of a unit by indicator and period; a period in which it has none is left out.

    `part`: only a part of this old unit lies in the area asked for. `notes`: of the sheets that
    asked for this unit.
    """

    unit: int
    part: bool = False
    rows: dict[str, dict[str, Row]] = field(default_factory=dict)
    notes: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def of(self, indicator: str, periods: Iterable[Period]) -> list[Row | None]:
        """Return the rows of an indicator in the order of the periods."""
        found = self.rows.get(indicator, {})
        return [found.get(period.id) for period in periods]


@dataclass(frozen=True)
class Trend:
    """The series by unit, the area asked for first."""

    periods: tuple[Period, ...]
    series: Mapping[int, Series]


def read_trend(actor: Actor, ask: TrendAsk, *, now: datetime) -> Trend:
    """Count each half-year for someone who may see the area; Denied, UnknownArea."""
    today = local_day(now)
    periods = half_years(today)
    units = scope_for(actor, Act.FIGURES_READ, today).units
    asks = [each for period in periods for each in _asks(ask, period, today, units)]
    series: dict[int, Series] = {}
    partly = _partly(ask.area) if ask.then else frozenset()
    sheets = read_sheets(actor, asks, now=now)
    for asked, sheet in zip(asks, sheets, strict=True):
        for unit, row in _placed(asked, sheet):
            kept = series.setdefault(unit, Series(unit, unit in partly))
            kept.rows.setdefault(row.indicator, {})[sheet.period.id] = row
            if row.area == asked.area:
                kept.notes[sheet.period.id] = sheet.notes
    first = CITY_ID if ask.area == CITY_CODE else int(ask.area)
    in_order = {first: series.pop(first), **series} if first in series else series
    return Trend(periods, in_order)


def _asks(
    ask: TrendAsk, period: Period, today: date, units: frozenset[int] | None
) -> Iterator[Ask]:
    """Yield what to count of a period: one question, or one for each unit that came before."""
    if not ask.then or ask.area == CITY_CODE or period.end >= REFORM:
        borders = None if ask.then else today
        yield Ask(period, ask.area, each_ward=ask.each_ward, basis=ask.basis, borders=borders)
        return
    land = territory()
    for link in land.links:
        if link.new == int(ask.area) and (units is None or land.keeper(link.old) in units):
            yield Ask(period, land.units[link.old].code, basis=ask.basis)


def _partly(area: str) -> frozenset[int]:
    links = territory().links
    return frozenset(link.old for link in links if str(link.new) == area and not link.whole)


def _placed(ask: Ask, sheet: Sheet) -> Iterator[tuple[int, Row]]:
    """Yield each undivided row with the id of its unit, whose code alone is ambiguous."""
    land = territory()
    ground = ask.ground(land)
    ids = {land.units[unit].code: unit for unit in ground.units}
    ids |= {CITY_CODE: CITY_ID, UNASSIGNED_CODE: UNASSIGNED}
    for row in sheet.make_rows():
        yield ids[row.area], row
