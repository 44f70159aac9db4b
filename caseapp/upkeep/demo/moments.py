"""When made-up acts happened and were entered: office hours in Cần Thơ, never after the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from caseapp.rules.units import REFORM
from caseapp.rules.values import local_day
from caseapp.upkeep.demo.people import day_between

_TAKEN_OVER_WITHIN = 25  # days that the wards took in 2025 to enter the registers of before


@dataclass(frozen=True)
class Span:
    """The data end at `end`, an aware moment: nothing happened or was entered after it."""

    end: datetime

    @property
    def today(self) -> date:
        """The local day of the end."""
        return local_day(self.end)

    def entry(self, rng: Random, day: date) -> datetime:
        """Draw when something of a day was entered; what is older than the reform, in July 2025."""
        if day < REFORM:
            day = day_between(rng, REFORM, REFORM + timedelta(days=_TAKEN_OVER_WITHIN))
        else:
            day = day_between(rng, day, day + timedelta(days=4))
        return self.at(rng, day)

    def at(self, rng: Random, day: date) -> datetime:
        """Draw a moment of office hours on a day, not after the end."""
        # From 08:00 to 16:59 local, which is from 01:00 to 09:59 UTC.
        return self.capped(
            datetime(
                day.year,
                day.month,
                day.day,
                1 + int(rng.random() * 9),
                int(rng.random() * 60),
                tzinfo=UTC,
            )
        )

    def capped(self, moment: datetime) -> datetime:
        """Return the moment, or the end when it lies after it."""
        return min(moment, self.end)
