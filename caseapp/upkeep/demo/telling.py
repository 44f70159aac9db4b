"""What a teller of made-up records needs: where rows go, who enters them, when, which mark."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from random import Random

from caseapp.records.children import ChildUnit
from caseapp.rules.matching import fold
from caseapp.upkeep.demo.accounts import Staff
from caseapp.upkeep.demo.marks import Marks
from caseapp.upkeep.demo.moments import Span
from caseapp.upkeep.demo.people import Person
from caseapp.upkeep.demo.rows import Rows

_folded = cache(fold)  # a million names are made of a few hundred words


def folded_name(name: str) -> str:
    """Fold a name word by word."""
    return " ".join(map(_folded, name.split()))


@dataclass
class Telling:
    """One part of the story with a chance of its own, so that parts do not disturb each other."""

    rows: Rows
    staff: Staff
    span: Span
    rng: Random
    _marks: dict[str, Marks] = field(default_factory=dict)

    def mark(self, prefix: str, year: int) -> str:
        """Return a new mark of the kind, for a row entered in the year."""
        if prefix not in self._marks:
            self._marks[prefix] = Marks(self.rng, prefix)
        return self._marks[prefix].new(year)

    def entry(self, person: Person, day: date) -> datetime:
        """Draw when something of a day was entered about a child that the register knows."""
        moment = self.span.entry(self.rng, day)
        return moment if person.entered is None else max(moment, person.entered)

    def officer(self, person: Person) -> int | None:
        """Return who enters what concerns the child; None where its ward has no account."""
        return self.staff.officers.get(person.keeper)

    def open_to(self, person: Person, unit: int) -> None:
        """Let a unit open the child, unless it may already."""
        if unit not in person.opens:
            person.opens.add(unit)
            name = folded_name(person.name)
            self.rows.add(ChildUnit, child_id=person.id, area_id=unit, folded_name=name)
