"""Indicator 8: children in special circumstances (8a), and those of them who were helped (8b)."""

from __future__ import annotations

from typing import Final

from caseapp.rules.values import Period
from caseapp.statistics.ages import UNKNOWN, ages_on
from caseapp.statistics.dimensions import Cell, cells
from caseapp.statistics.facts.kinds import Facts, Standing
from caseapp.statistics.indicator import Basis, Counted, Indicator


def count(facts: Facts, period: Period, by: tuple[str, ...], _basis: Basis) -> list[Counted]:
    """Return the children in special circumstances on the last day of the period, each once."""
    band_of = ages_on(period.end).band
    first: dict[int, Standing] = {}
    further: dict[int, list[str]] = {}  # few children are in a second group
    for standing in facts.standings:
        if standing.child in first:
            further.setdefault(standing.child, []).append(standing.group)
        else:
            first[standing.child] = standing
    known: dict[tuple[str, ...], tuple[Cell, ...]] = {}  # children alike stand in the same cells
    counted = []
    for child, (_, group, sex, born, ethnicity, unit, helped) in first.items():
        band = band_of(born)
        if band is None:
            continue
        groups = (group, *further.get(child, ()))
        alike = (sex, band, ethnicity, *groups)
        if alike not in known:
            values = {
                "sex": (sex,),
                "age_band": (band,),
                "ethnicity": (ethnicity or UNKNOWN,),
                "group": dict.fromkeys(groups),
            }
            known[alike] = tuple(cells(by, values))
        counted.append(Counted(unit, known[alike], helped, child))
    return counted


_OWN: Final = frozenset({"group"})

IN_CIRCUMSTANCES: Final = Indicator(
    id="8a",
    version="1",
    definition=(
        "Distinct children on the last day of the period, resident in the area that day, with at "
        "least one confirmed special circumstance that covers that day, per 100 children of the "
        "area by the newest population figure up to that day."
    ),
    count=count,
    source="8",
    of_population=True,
    target_2025=1.5,
    target_2030=1,
    own_dimensions=_OWN,
)

HELPED: Final = Indicator(
    id="8b",
    version="1",
    definition=(
        "Of 100 children counted in 8a, those with at least one assistance whose days meet the "
        "period."
    ),
    count=count,
    source="8",
    of_population=False,
    target_2025=93,
    target_2030=96,
    own_dimensions=_OWN,
)
