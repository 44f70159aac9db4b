"""The children of each area by the newest population figures, and which areas lack one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from caseapp.rules.units import CITY_ID
from caseapp.statistics.ages import UNKNOWN
from caseapp.statistics.facts.kinds import Figure
from caseapp.statistics.territory import UNASSIGNED, Ground

Key = tuple[str, str]
"""Sex and age band of a population cell; empty means all of them."""

ALL: Key = ("", "")


class Denominators:
    """Population figures as they stand on the last day: each cell its own newest one.

    Nothing is summed or subtracted from other cells, and nothing is carried to a successor but
    for the units that the reform left unchanged (contracts §5).
    """

    def __init__(self, figures: Iterable[Figure], ground: Ground) -> None:
        self._ground = ground
        self._newest: dict[tuple[int, Key], Figure] = {}
        for figure in figures:
            place = (figure.unit, (figure.sex, figure.age_band))
            known = self._newest.get(place)
            if figure.day <= ground.day and (known is None or known.day < figure.day):
                self._newest[place] = figure
        self._known: dict[tuple[int, Key], int | None] = {}

    def children(self, area: int, key: Key = ALL) -> int | None:
        """Return the children of an area in a cell; None when a figure for it is missing."""
        place = (area, key)
        if place not in self._known:
            self._known[place] = self._of_city(key) if area == CITY_ID else self._own(area, key)
        return self._known[place]

    def _own(self, area: int, key: Key) -> int | None:
        if area == UNASSIGNED:
            return None
        before = self._ground.unchanged_before(area)
        figures = (self._newest.get((unit, key)) for unit in (area, before) if unit is not None)
        found = [figure for figure in figures if figure is not None]
        return max(found, key=lambda figure: figure.day).children if found else None

    def city_figure(self, key: Key = ALL) -> int | None:
        """Return the newest figure given for the city itself, if there is one."""
        figure = self._newest.get((CITY_ID, key))
        return figure.children if figure else None

    def sum_of_units(self, key: Key = ALL) -> int | None:
        """Return the sum of the units in force; None while the figure of one is missing."""
        total = 0
        for unit in self._ground.parts:
            children = self.children(unit, key)
            if children is None:
                return None
            total += children
        return total

    def _of_city(self, key: Key) -> int | None:
        given = self.city_figure(key)
        return given if given is not None else self.sum_of_units(key)

    def lacking(self, areas: Iterable[int], key: Key = ALL) -> list[int]:
        """Return the units without which rows of these areas have no denominator, each once."""
        missing: dict[int, None] = {}
        for area in areas:
            if area == UNASSIGNED or self.children(area, key) is not None:
                continue
            units = self._ground.parts if area == CITY_ID else (area,)
            missing.update(dict.fromkeys(u for u in units if self.children(u, key) is None))
        known = dict.fromkeys((*self._ground.units, *self._ground.parts))
        return [unit for unit in known if unit in missing]


def population_cell(by: Mapping[str, str]) -> Key | None:
    """Return the population cell that a row is divided by; None when no figure can fit it.

    Rows by group, abuse type and setting take the children of the area; no figure divides by
    ethnicity, and none is of unknown sex or age.
    """
    if "ethnicity" in by:
        return None
    key = (by.get("sex", ""), by.get("age_band", ""))
    return None if UNKNOWN in key else key
