"""The yardstick of distinct children finds cells on a day with residences, and none before."""

from __future__ import annotations

from datetime import date

from caseapp.cli.benchmarks.places import NOW, demo_city
from caseapp.upkeep.bench.distinct import count_plainly


def test_it_counts_the_cells_of_the_day() -> None:
    with demo_city(500):
        assert count_plainly(date(2026, 12, 31), NOW) > 10
        assert count_plainly(date(1990, 1, 1), NOW) == 0
