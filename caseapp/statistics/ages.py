"""Who is a child on a day and in which age band, for many births at once."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from functools import lru_cache
from typing import Final

from caseapp.rules.codes.statistics import AGE_BANDS
from caseapp.rules.values import CHILD_UNTIL_AGE

UNKNOWN: Final = "unknown"


class Ages:
    """The births that separate the age bands on one day; agrees with rules.values for each birth.

    A figure asks this of 12,000 births, so the day's edges are worked out once and searched.
    """

    def __init__(self, day: date) -> None:
        ends = (CHILD_UNTIL_AGE, *(band.first for band in reversed(tuple(AGE_BANDS)) if band.first))
        self._edges = [*(_latest_birth(years, day) for years in ends), day]
        self._bands = (None, *(band.code for band in reversed(tuple(AGE_BANDS))), UNKNOWN)

    def band(self, born: date | None) -> str | None:
        """Return the age band on the day, `unknown` without a birth before it, None: no child."""
        return UNKNOWN if born is None else self._bands[bisect_left(self._edges, born)]


@lru_cache(maxsize=1024)
def ages_on(day: date) -> Ages:
    """Return the edges of a day; reports and impacts fall on the same days again and again."""
    return Ages(day)


def _latest_birth(years: int, day: date) -> date:
    """Return the last day of birth that makes so many completed years on the day.

    Born on 29 February, a year is completed on 1 March of a common year (contracts §5), so on
    28 February only births up to that date have completed it.
    """
    year = day.year - years
    if year < date.min.year:
        return date.min
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
