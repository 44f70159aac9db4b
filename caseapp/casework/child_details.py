"""What the child's own page says beyond its identity: names, papers, people, school, health."""

from __future__ import annotations

from dataclasses import dataclass

from caseapp import desk
from caseapp.casework.child_health import HealthView, health_of
from caseapp.casework.child_names import NameView, names_of
from caseapp.casework.child_people import (
    PersonView,
    Uncalled,
    marked_numbers,
    rows_of,
    uncalled,
    with_register,
)
from caseapp.casework.child_schools import SchoolEntry, schools_of
from caseapp.casework.consent_bars import barred
from caseapp.casework.representing import Speaking, speaking_for
from caseapp.records.children import Child


@dataclass(frozen=True)
class ChildDetails:
    """All of it; `barred` are the numbers of people who cannot speak for the child."""

    names: list[NameView]
    people: list[PersonView]
    speaking: list[Speaking]
    barred: frozenset[int]
    schools: list[SchoolEntry]
    health: list[HealthView]

    @property
    def uncalled(self) -> list[Uncalled]:
        """The numbers that nobody calls."""
        return uncalled(self.people)

    def person(self, number: int) -> PersonView | None:
        """Return the person with a row of that number."""
        return next((each for each in self.people if number and each.number == number), None)


def details_of(door: desk.Door, child: Child) -> ChildDetails:
    """Gather the details inside an open door."""
    rows, speaking = rows_of(door, child), speaking_for(door, child)
    who = {each.person for each in speaking}
    return ChildDetails(
        names=names_of(door, child),
        people=marked_numbers(with_register(child, rows)),
        speaking=speaking,
        barred=barred(door, child, [each for each in rows if each.number in who]),
        schools=schools_of(door, child),
        health=health_of(door, child),
    )
