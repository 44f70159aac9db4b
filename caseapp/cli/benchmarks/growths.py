"""The city sheet of a big city against that of a hundredth: it grows by cells, not by rows."""

from __future__ import annotations

from typing import Final

from flask import Flask

from caseapp.cli.benchmarks.places import NOW, demo_city
from caseapp.cli.benchmarks.sheets import YEAR
from caseapp.rules.access import operator
from caseapp.statistics.figures import read_indicators
from caseapp.upkeep.bench.measure import Ratio, compare

_LIMIT: Final = 3.0
_PART: Final = 100


def measure(children: int) -> Ratio:
    """Measure the same sheet in two cities, log entry included."""
    few = max(1, children // _PART)

    def count(app: Flask) -> None:
        with app.app_context():
            read_indicators(operator(production=False), YEAR, now=NOW)

    with demo_city(few) as small, demo_city(children) as big:
        ours, yardstick = compare(lambda: count(big), lambda: count(small))
    return Ratio(
        "growth",
        f"8a and 8b of a year, each ward × group × sex × age, {children:,} children",
        f"the same of {few:,} children",
        ours,
        yardstick,
        _LIMIT,
    )
