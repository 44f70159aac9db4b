"""Which unit a residence counts in on the last day of a period, and which units have rows then."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Final

from caseapp.rules.units import CITY_CODE, CITY_ID, ELSEWHERE, Link, Territory, Unit

UNASSIGNED: Final = 0
UNASSIGNED_CODE: Final = "unassigned"
"""The row of children who live in a unit that was split, so that nobody knows in which part."""

_ABOVE_COMMUNES: Final = frozenset({"city", "district", "elsewhere"})


class UnknownArea(ValueError):
    """No unit bears the code on the last day of the period."""


class Ground:
    """The territory as it lies on one day, the last of a period.

    `borders`: the day whose units have the rows, where a period is shown on the units of another
    time. What is known on the last day stays what is known: figures up to it, the city's sum.
    """

    def __init__(self, land: Territory, day: date, borders: date | None = None) -> None:
        self.day = day
        self._borders = borders or day
        self._land = land
        self._homes: dict[int, int | None] = {}

    @cached_property
    def units(self) -> tuple[int, ...]:
        """The ids of the commune-level units that have rows, by code."""
        return self._in_force(self._borders)

    @cached_property
    def parts(self) -> tuple[int, ...]:
        """The units in force on the last day itself, whose figures make up the city's."""
        return self._in_force(self.day)

    def _in_force(self, day: date) -> tuple[int, ...]:
        found = [u for u in self._land.units.values() if _commune(u) and u.covers(day)]
        return tuple(unit.id for unit in sorted(found, key=lambda unit: unit.code))

    def home(self, unit_id: int) -> int | None:
        """Return the unit in which a residence in `unit_id` counts; UNASSIGNED when none alone.

        A unit no longer in force is carried to its successor when the whole of it passed there
        (contracts §5). None: outside the city, or nobody knows where.
        """
        if unit_id not in self._homes:
            self._homes[unit_id] = self._find_home(unit_id)
        return self._homes[unit_id]

    def _find_home(self, unit_id: int) -> int | None:
        unit = self._land.units.get(unit_id)
        if unit is None or unit_id in ELSEWHERE.values():
            return None
        if self._stands(unit):
            return unit_id
        heirs = self._heirs.get(unit_id, ())
        if len(heirs) == 1 and self._stands(self._land.units[heirs[0]]):
            return heirs[0]
        return UNASSIGNED

    def unchanged_before(self, unit_id: int) -> int | None:
        """Return the unit's form before the reform when that left its territory and name alone.

        Its population figures are the only ones carried over (contracts §5).
        """
        sources = self._sources.get(unit_id, ())
        if len(sources) != 1 or not sources[0].whole:
            return None
        before, now = self._land.units[sources[0].old], self._land.units[unit_id]
        same = (before.code, before.name) == (now.code, now.name)
        return before.id if same else None

    @cached_property
    def _heirs(self) -> dict[int, list[int]]:
        heirs: dict[int, list[int]] = {}
        for link in self._land.links:
            if link.whole:
                heirs.setdefault(link.old, []).append(link.new)
        return heirs

    @cached_property
    def _sources(self) -> dict[int, list[Link]]:
        sources: dict[int, list[Link]] = {}
        for link in self._land.links:
            sources.setdefault(link.new, []).append(link)
        return sources

    def area(self, code: str) -> int:
        """Return the id of the unit that bears the code on the day, or of the city.

        Raises UnknownArea.
        """
        if code == CITY_CODE:
            return CITY_ID
        for unit_id in self.units:
            if self._land.units[unit_id].code == code:
                return unit_id
        raise UnknownArea(f"no unit bears the code {code!r} on {self.day}")

    def code(self, area: int) -> str:
        """Return the code that rows of an area carry."""
        return UNASSIGNED_CODE if area == UNASSIGNED else self._land.units[area].code

    def lies_in(self, unit_id: int, area: int) -> bool:
        """Tell whether what is in the unit counts in the area; the city takes in everything."""
        return area == CITY_ID or self.home(unit_id) == area

    def heir(self, area: int) -> int:
        """Return the unit of today that answers for an area of the day: the city when split."""
        return self._land.keeper(area)

    def _stands(self, unit: Unit) -> bool:
        return _commune(unit) and unit.covers(self._borders)


def _commune(unit: Unit) -> bool:
    return unit.kind not in _ABOVE_COMMUNES
