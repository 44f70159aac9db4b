"""A city over a year: the same invented children counted in both halves, the year and later on."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from caseapp.rules.units import territory
from caseapp.rules.values import Period
from caseapp.statistics.members import Member
from caseapp.statistics.releases.sources import Source
from caseapp.statistics.territory import Ground
from tests.factories.public_city import city, source

PERIODS = ("2026H1", "2026H2", "2026")
_BOTH = 0.15
"""How many count in both halves of the year."""
_MOVED = 0.05


@dataclass(frozen=True)
class Life:
    """A child as it counts in each half, or does not; where it lives changes for some."""

    first: Member | None
    second: Member | None

    def counted(self, subject: str, period: str) -> Member | None:
        """Return the child as it counts in a period, as contracts.md §5 says."""
        if period.endswith("H1"):
            return self.first
        if period.endswith("H2") or self.first is None:
            return self.second
        if self.second is None:
            return self.first if subject != "8" else None
        return self._in_both(self.first, self.second, subject)

    @staticmethod
    def _in_both(first: Member, second: Member, subject: str) -> Member:
        if subject == "8":
            return second._replace(fulfilled=first.fulfilled or second.fulfilled)
        if subject == "12":
            return first._replace(fulfilled=first.fulfilled and second.fulfilled)
        kinds = tuple(sorted({*(first.kinds or ()), *(second.kinds or ())}))
        return second._replace(age_band=first.age_band, kinds=kinds)


def lives(seed: int, subject: str, wards: int | None = None, moved: float = _MOVED) -> list[Life]:
    """Return the children of a city; who counts in one half only may count at the last place.

    Of subject 9 a child counts where it lives at the end of a period: `second` says where that is
    for the year, also of a child who counts in the first half alone (see `sources`).
    """
    chance = random.Random(f"{seed} {subject}")
    units = Ground(territory(), Period.parse("2026").end).units[:wards]
    found = []
    for one in city(seed, subjects=(subject,), wards=wards).members[subject]:
        there = chance.choice(units) if chance.random() < moved else one.unit
        helped = chance.random() < 0.8 if subject != "9" else True
        other = one._replace(unit=there, fulfilled=helped)
        both = chance.random() < (0.9 if subject == "8" else _BOTH)
        if both and subject == "9" and chance.random() < 0.3:
            other = other._replace(kinds=("neglect",))
        first, second = (one, other) if both else chance.choice(((one, None), (None, other)))
        found.append(Life(first, second))
    return found


def sources(
    seed: int, subject: str, wards: int | None = None, moved: float = _MOVED
) -> Iterator[Source]:
    """Yield the editions of both halves and of the year, in the order of their freezing."""
    town = city(seed, subjects=(subject,), wards=wards)
    chance = random.Random(seed)
    units = Ground(territory(), Period.parse("2026").end).units[:wards]
    those = lives(seed, subject, wards, moved)
    later = {
        life.first.child: chance.choice(units)
        for life in those
        if subject == "9" and life.second is None and life.first and chance.random() < moved
    }
    for frozen, period in enumerate(PERIODS, 1):
        members = [one for one in (life.counted(subject, period) for life in those) if one]
        if period == "2026":
            members = [one._replace(unit=later.get(one.child, one.unit)) for one in members]
        yield source(period, frozen=frozen, members={subject: members}, population=town.population)


def corrected(year: Source, subject: str, number: int = 9, *, frozen: int = 4) -> Source:
    """Return the next edition of a year: some children came to light in its first unit."""
    known = list(year.members[subject])
    more = [known[0]._replace(child=900_000 + at, fulfilled=True) for at in range(number)]
    return replace(year, members={subject: [*known, *more]}, frozen=frozen, edition=2)
