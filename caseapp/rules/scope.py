"""What an act may touch: units, and files lent to somebody who stands in for another unit's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entrusted:
    """The acts of a role, in the file of one report of a unit and in nothing else of that unit.

    `role` is a word of access.Role: it counts while the person holds that role somewhere.
    `to_separate`: of its acts only those that a decision on a separation needs.
    """

    role: str
    unit: int
    report_id: int
    to_separate: bool = False


@dataclass(frozen=True)
class Scope:
    """The units whose rows an act may touch; None means every unit.

    Of the units `lent` only the files that are entrusted to the person.
    """

    units: frozenset[int] | None
    lent: frozenset[int] = frozenset()

    def covers(self, unit: int | None) -> bool:
        """Tell whether any row of the unit lies inside."""
        return unit is not None and (self.units is None or unit in self.units)
