"""The city sheet of a year against DuckDB's count of the same rows."""

from __future__ import annotations

from datetime import date
from typing import Final

from caseapp.cli.benchmarks.places import NOW, demo_city
from caseapp.rules.access import operator
from caseapp.rules.values import Period
from caseapp.statistics.counting import Ask
from caseapp.statistics.figures import read_indicators
from caseapp.upkeep.bench import duck
from caseapp.upkeep.bench.measure import Ratio, compare

_LIMIT: Final = 5.0
YEAR: Final = Ask(Period.parse("2026"), each_ward=True, by=("group", "sex", "age_band"))
"""Indicators 8a and 8b of a year by ward, group, sex and age band."""


def measure(children: int) -> Ratio:
    """Measure indicators 8a and 8b by ward, group, sex and age band, log entry included."""
    actor = operator(production=False)
    with demo_city(children):
        store = duck.copy_register(NOW)
        ours, yardstick = compare(
            lambda: read_indicators(actor, YEAR, now=NOW),
            lambda: duck.count(store, date(2026, 1, 1), date(2026, 12, 31)),
        )
        counted = duck.counted_children(NOW)
    return Ratio(
        "sheet",
        f"8a and 8b of a year, each ward × group × sex × age, {children:,} children",
        "DuckDB, one thread, on the same rows",
        ours,
        yardstick,
        _LIMIT,
        {"children": children, "with a confirmed circumstance": counted},
    )
