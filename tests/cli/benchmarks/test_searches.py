"""The look-up's job: children are found, with few statements."""

from __future__ import annotations

from caseapp.cli.benchmarks import searches
from caseapp.upkeep.bench.children import MISWRITTEN


def test_a_small_run_finds_children_with_few_statements() -> None:
    ratio = searches.measure(3000)
    assert ratio.name == "search"
    # the sixth: names one letter off; the seventh: where the children of the page live
    assert 0 < ratio.notes["SQL statements"] <= 8
    assert ratio.notes["the search alone, ms CPU"] > 0
    assert ratio.limit == 2.5


def test_a_search_that_takes_longer_than_it_may_is_missed() -> None:
    ratio = searches.measured("slip", MISWRITTEN, 300, within=0.001)
    assert ratio.missed == ("the search alone ≤ 0.001 ms",)
    assert not ratio.kept
