"""Indicator 12: of the children hit by a disaster, those relieved in time."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from caseapp.rules.values import Period
from caseapp.statistics.ages import UNKNOWN, ages_on
from caseapp.statistics.dimensions import cells
from caseapp.statistics.facts.kinds import Facts, Hit
from caseapp.statistics.indicator import Basis, Counted, Indicator


def in_time(hit: Hit, relief_days: int) -> bool:
    """Tell whether relief came within the days the city set, from the list or else the impact."""
    return hit.relieved is not None and hit.relieved - (hit.listed or hit.affected) <= timedelta(
        relief_days
    )


def count(facts: Facts, period: Period, by: tuple[str, ...], _basis: Basis) -> list[Counted]:
    """Return the children hit in the period, each once, where it lived on its first such day.

    An impact on a day when the child was none, or lived elsewhere, does not bring it in, but its
    relief is asked for all the same (contracts §5).
    """
    hits: dict[int, list[Hit]] = {}
    for hit in facts.hits:
        if hit.affected in period:
            hits.setdefault(hit.child, []).append(hit)
    counted = []
    for suffered in hits.values():
        for hit in sorted(suffered, key=lambda each: each.affected):
            band = ages_on(hit.affected).band(hit.born)
            if band is None or hit.unit is None:
                continue
            values = {
                "sex": (hit.sex,),
                "age_band": (band,),
                "ethnicity": (hit.ethnicity or UNKNOWN,),
            }
            relieved = all(in_time(each, facts.relief_days) for each in suffered)
            counted.append(Counted(hit.unit, tuple(cells(by, values)), relieved, hit.child))
            break
    return counted


RELIEVED: Final = Indicator(
    id="12",
    version="1",
    definition=(
        "Of 100 distinct children with at least one impact of a disaster in the period, children "
        "and resident in the area on that day, those for whom every impact of the period was "
        "relieved within the days set by the city (in force on the last day of the period), "
        "counted from the list or else from the impact."
    ),
    count=count,
    source="12",
    of_population=False,
    target_2025=100,
    target_2030=100,
)
