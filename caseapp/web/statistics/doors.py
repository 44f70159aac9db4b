"""Where the counts of a page lead: to the rows behind each, for whoever may open those."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Final, NamedTuple
from urllib.parse import urlencode

from flask import url_for

from caseapp.rules.access import Act, Denied, scope_for
from caseapp.rules.units import territory
from caseapp.rules.values import Period, local_day
from caseapp.statistics.cells import area_of
from caseapp.statistics.grouping import GROUP_CODE
from caseapp.statistics.indicator import Basis
from caseapp.statistics.indicators import INDICATORS
from caseapp.statistics.opened import covers
from caseapp.statistics.sheet import Row
from caseapp.statistics.territory import Ground
from caseapp.web.actor import actor, now
from caseapp.web.filters import decimal

NO_DIVISION: Final[Mapping[str, str]] = MappingProxyType({})
_OF_POPULATION: Final = frozenset(each.id for each in INDICATORS if each.of_population)


class Opens(NamedTuple):
    """The addresses of the rows of a figure's two counts; empty where nothing is opened."""

    numerator: str = ""
    denominator: str = ""


CLOSED: Final = Opens()


class Of(NamedTuple):
    """What a share is made of, in words, and where the counts lead."""

    numerator: str
    denominator: str
    opens: Opens = CLOSED

    def __str__(self) -> str:
        return f"{self.numerator}\u00a0/\u00a0{self.denominator}"


def made_of(row: Row, opens: Opens = CLOSED) -> Of:
    """Say what the share of a row is made of."""
    return Of(decimal(row.numerator), decimal(row.denominator) or "–", opens)


@dataclass(frozen=True)
class Doors:
    """The addresses of rows for one question.

    `borders`: the page stands on the units of this day. `group`: the units that its rows add up.
    `units`: whose files the reader opens, None for all of them.
    """

    period: Period
    basis: Basis
    open: bool = True
    units: frozenset[int] | None = None
    borders: date | None = None
    group: tuple[str, ...] = ()
    _known: dict[str, bool] = field(default_factory=dict, compare=False)
    _others: dict[Period, Doors] = field(default_factory=dict, compare=False)

    def at(self, period: Period) -> Doors:
        """Return the same for another period of the page."""
        if period not in self._others:
            self._others[period] = replace(self, period=period, _known={}, _others={})
        return self._others[period]

    def of(self, row: Row) -> Opens:
        """Return where the counts of a row lead."""
        areas = self.group if row.area == GROUP_CODE else (row.area,)
        inner = row.denominator if row.indicator not in _OF_POPULATION else 0
        return Opens(
            self._address(row.indicator, "numerator", areas, row.numerator, row.by),
            self._address(row.indicator, "denominator", areas, inner, row.by),
        )

    def count(self, of: str, part: str, number: int, *areas: str) -> str:
        """Return where a count beside the rows leads: of a note, or of a changed figure."""
        return self._address(of, part, areas or self.group, number)

    def _address(
        self,
        of: str,
        part: str,
        areas: tuple[str, ...],
        number: int | None,
        by: Mapping[str, str] = NO_DIVISION,
    ) -> str:
        if not number or not self.open or not all(map(self._reaches, areas)):
            return ""
        asked = [("of", of), ("part", part)] if part != "numerator" else [("of", of)]
        asked += [*self._question, *(("area", area) for area in areas)]
        asked += [*(("by", name) for name in by), *(("cell", code) for code in by.values())]
        return f"{self._page}?{urlencode(asked)}"

    @cached_property
    def _page(self) -> str:
        """The page's own address: a table of wards asks for it a thousand times."""
        return url_for("statistics.rows")

    @cached_property
    def _question(self) -> list[tuple[str, str]]:
        asked = [("other", self.period.id), ("basis", self.basis)]
        return [*asked, ("borders", "now")] if self.borders else asked

    def _reaches(self, code: str) -> bool:
        if self.units is None:
            return True
        if code not in self._known:
            ground = Ground(territory(), self.period.end, self.borders)
            self._known[code] = covers(self.units, ground, area_of(ground, code))
        return self._known[code]


def doors(
    period: Period, basis: Basis, borders: date | None = None, group: tuple[str, ...] = ()
) -> Doors:
    """Return what the signed-in person may open of a question; of nothing when it is not theirs."""
    try:
        units = scope_for(actor(), Act.FIGURES_OPEN, local_day(now())).units
    except Denied:
        return Doors(period, basis, open=False)
    return Doors(period, basis, units=units, borders=borders, group=group)
