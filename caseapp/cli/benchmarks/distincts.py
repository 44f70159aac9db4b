"""Figures of distinct children against the database's own count(DISTINCT …) of the same rows."""

from __future__ import annotations

from typing import Final

from caseapp.cli.benchmarks.places import NOW, demo_city
from caseapp.rules.access import operator
from caseapp.rules.values import Period
from caseapp.statistics.counting import Ask
from caseapp.statistics.figures import read_indicators
from caseapp.upkeep.bench.distinct import count_plainly
from caseapp.upkeep.bench.measure import Ratio, compare

_WISH: Final = 0.01


def measure(children: int) -> Ratio:
    """Measure 8a of a year by ward, group and sex; the yardstick leaves out age, help and log.

    There is no goal but a wish. That the figures equal a recount after every edit, merge and
    undo is what the tests of the statistics show.
    """
    ask = Ask(Period.parse("2026"), each_ward=True, by=("group", "sex"))
    with demo_city(children):
        ours, yardstick = compare(
            lambda: read_indicators(operator(production=False), ask, now=NOW),
            lambda: count_plainly(ask.period.end, NOW),
        )
    return Ratio(
        "distinct",
        f"8a and 8b of a year, each ward × group × sex, {children:,} children",
        "count(DISTINCT child) of the same rows by the encrypted file",
        ours,
        yardstick,
        None,
        {"wish": _WISH},
    )
