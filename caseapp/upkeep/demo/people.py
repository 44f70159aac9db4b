"""Made-up children: who they are, when they were born, where they lived and from when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Final

from caseapp.rules.units import OUTSIDE_ID, UNKNOWN_ID, territory
from caseapp.rules.values import latest_birth, sixteenth_birthday
from caseapp.upkeep.demo import names
from caseapp.upkeep.demo.wards import Ward, weights

# Sixteen years and some days: a few have just left childhood, and count no more.
_OLDEST: Final = 5_860
_FIRST_REGISTER: Final = date(2018, 1, 1)
_FROM_BIRTH: Final = 0.45
_MOVES: Final = 0.06
_CHUNK: Final = 10_000
_SEXES: Final = ("male", "female", "unknown")
_SEXES_RUNNING: Final = (516, 998, 1_000)
# Shares of births that are unknown, known by year, by month, by an estimated age: each sum
# holds those before it.
_UNKNOWN, _YEAR, _MONTH, _ESTIMATED = 0.015, 0.055, 0.075, 0.085


@cache
def keeper_of(unit: int) -> int:
    """Return the unit of today that answers for the unit; kept, since a million ask for it."""
    return territory().keeper(unit)


@dataclass(slots=True)
class Stay:
    """A child lived in a unit from a day until another (exclusive; None = still)."""

    unit: int
    since: date
    until: date | None = None


@dataclass(slots=True)
class Person:
    """A made-up child; `opens` are the units that may open it, `key_id` its own key if any.

    `entered` is when its row was written; nothing about it was entered before.
    """

    id: int
    name: str
    sex: str
    born: date | None
    precision: str
    ethnicity: str
    stays: list[Stay]
    opens: set[int] = field(default_factory=set)
    key_id: int | None = None
    entered: datetime | None = None

    @property
    def keeper(self) -> int:
        """The unit of today that answers for where the child lives."""
        return keeper_of(self.stays[-1].unit)

    def last_day(self, end: date) -> date:
        """The last day up to `end` on which this is a child."""
        if self.born is None:
            return end
        return min(end, sixteenth_birthday(self.born) - timedelta(days=1))

    def first_day(self, floor: date) -> date:
        """The first day from `floor` on that lies after birth and within the first stay."""
        return max(floor, self.stays[0].since)

    def unit_on(self, day: date) -> int | None:
        """Return the unit whose stay covers the day, None when there is none."""
        for stay in self.stays:
            if stay.since <= day and (stay.until is None or day < stay.until):
                return stay.unit
        return None


def day_between(rng: Random, first: date, last: date) -> date:
    """Draw a day, both ends included; the first when they are the wrong way round."""
    span = max(0, last.toordinal() - first.toordinal())
    return date.fromordinal(first.toordinal() + int(rng.random() * (span + 1)))


def draw_people(
    rng: Random, wards: tuple[Ward, ...], number: int, first_id: int, end: date
) -> Iterator[Person]:
    """Draw that many children as they stand at the end day, numbered from `first_id`."""
    running = weights(wards, number)
    for start in range(0, number, _CHUNK):
        size = min(_CHUNK, number - start)
        homes = rng.choices(wards, cum_weights=running, k=size)
        sexes = rng.choices(_SEXES, cum_weights=_SEXES_RUNNING, k=size)
        for place in range(size):
            home = homes[place]
            ethnicity = home.people(rng)
            born, precision = _birth(rng, end)
            yield Person(
                first_id + start + place,
                names.full_name(rng, sexes[place], ethnicity),
                sexes[place],
                born,
                precision,
                ethnicity,
                _stays(rng, home, born, end, wards, running),
            )


def _birth(rng: Random, end: date) -> tuple[date | None, str]:
    """Draw the date of birth as stored, and how well it is known."""
    day = date.fromordinal(end.toordinal() - int(rng.random() * _OLDEST))
    how = rng.random()
    if how >= _ESTIMATED:
        return day, "day"
    if how < _UNKNOWN:
        return None, ""
    if how < _YEAR:
        return (latest_birth(day.year, None, end), "year") if day.year < end.year else (day, "day")
    if how < _MONTH:
        return latest_birth(day.year, day.month, end), "month"
    return day, "estimated"


def _stays(
    rng: Random,
    home: Ward,
    born: date | None,
    end: date,
    wards: tuple[Ward, ...],
    running: list[float],
) -> list[Stay]:
    """Draw one stay, or two for a child that moved; the first begins while it is a child."""
    last = end if born is None else min(end, sixteenth_birthday(born) - timedelta(days=1))
    if born is not None and rng.random() < _FROM_BIRTH:
        since = born
    else:
        since = day_between(rng, max(born or _FIRST_REGISTER, _FIRST_REGISTER), last)
    stays = [Stay(home.unit_on(rng, since), since)]
    if rng.random() < _MOVES and since < last:
        day = day_between(rng, since + timedelta(days=1), last)
        unit = _elsewhere(rng, wards, running, day)
        if unit != stays[0].unit:
            stays[0].until = day
            stays.append(Stay(unit, day))
    return stays


def _elsewhere(rng: Random, wards: tuple[Ward, ...], running: list[float], day: date) -> int:
    """Draw where a child moves to: another unit, out of the city, or nobody knows."""
    where = rng.random()
    if where < 0.1:  # noqa: PLR2004 - one in ten leaves the city
        return OUTSIDE_ID
    if where < 0.13:  # noqa: PLR2004 - and of a few the way is lost
        return UNKNOWN_ID
    return rng.choices(wards, cum_weights=running)[0].unit_on(rng, day)
