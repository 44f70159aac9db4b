"""A city of invented children for releases: every unit of a day, counts as small as they are."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from caseapp.rules.codes.abuse import ABUSE_TYPES
from caseapp.rules.codes.circumstances import GROUPS
from caseapp.rules.units import territory
from caseapp.rules.values import Period
from caseapp.statistics.members import Member
from caseapp.statistics.releases.sources import Source
from caseapp.statistics.territory import Ground

FROZEN_AT = datetime(2027, 1, 5, 8, tzinfo=UTC)
_SEX = (("male", "female", "unknown"), (500, 497, 3))
_AGE = (("0-2", "3-5", "6-10", "11-15", "unknown"), (18, 19, 31, 31, 1))
_GROUP = (GROUPS.codes, (30, 10, 40, 200, 10, 20, 5, 30, 10, 10, 20, 3, 100, 5))
_TYPE = (ABUSE_TYPES.codes, (30, 4, 35, 1, 3, 20, 5))


@contextmanager
def quietly(_name: str) -> Iterator[None]:
    """Tell nobody how far it is."""
    yield None


def source(period: str = "2026", *, frozen: int = 1, edition: int = 1, **more: Any) -> Source:
    """Return an edition; `more`: its members by subject as `m8=`, `m9=`, `m12=`, and fields."""
    members = {key[1:]: more.pop(key) for key in [*more] if key[1:].isdigit()}
    parsed = Period.parse(period)
    ground = Ground(territory(), parsed.end)
    population = {ground.code(unit): 1000 for unit in ground.units}
    fields = {
        "basis": "received",
        "definition": "9.1",
        "frozen_at": FROZEN_AT,
        "population": {**population, "92": sum(population.values())},
        "members": members,
        **more,
    }
    return Source(frozen=frozen, period=parsed, edition=edition, **fields)


def children(
    number: int, unit: int, *, first: int = 1, sex: str = "male", age: str = "6-10", **more: Any
) -> list[Member]:
    """Return as many children alike, numbered from `first` on."""
    fields = {"fulfilled": True, "kinds": ("violence",), **more}
    return [
        Member(child, unit, fields["fulfilled"], sex, age, kinds=fields["kinds"])
        for child in range(first, first + number)
    ]


def city(
    seed: int,
    period: str = "2026",
    subjects: Sequence[str] = ("8", "9", "12"),
    wards: int | None = None,
) -> Source:
    """Return an edition of a whole city as the demo data has it, another one for each seed.

    `wards`: nobody counts but in so many units, which is quicker.
    """
    chance = random.Random(seed)
    found = source(period)
    population: dict[str, int | None] = {}
    members: dict[str, list[Member]] = {subject: [] for subject in subjects}
    ground = Ground(territory(), found.period.end)
    for unit in ground.units[:wards]:
        there = int(chance.lognormvariate(8.6, 0.5))
        population[ground.code(unit)] = there
        numbers = {
            "8": int(there * 0.014),
            "9": min(30, int(chance.lognormvariate(1.6, 0.8))),
            "12": int(chance.lognormvariate(2.5, 1)) * chance.randrange(2),
        }
        for subject in subjects:
            for _ in range(numbers[subject]):
                members[subject].append(_child(chance, members, unit, subject))
    population["92"] = sum(number or 0 for number in population.values())
    return source(period, members=members, population=population)


def _child(
    chance: random.Random, members: Mapping[str, list[Member]], unit: int, subject: str
) -> Member:
    number = sum(len(those) for those in members.values()) + 1
    sex, age = (chance.choices(codes, weights)[0] for codes, weights in (_SEX, _AGE))
    kinds = None
    if subject != "12":
        codes, weights = _GROUP if subject == "8" else _TYPE
        several = chance.choices((1, 2, 3), (85, 12, 3))[0]
        kinds = tuple(sorted(set(chance.choices(codes, weights, k=several))))
    if subject == "9" and chance.random() < 0.03:
        kinds = ()
    helped = subject == "9" or chance.random() < (0.9 if subject == "8" else 0.8)
    return Member(number, unit, helped, sex, age, kinds=kinds)
