"""The growth of the sheet is measured between two cities of which one is bigger."""

from __future__ import annotations

from caseapp.cli.benchmarks import growths


def test_a_small_run_names_both_cities() -> None:
    ratio = growths.measure(500)
    assert "500 children" in ratio.ours
    assert ratio.yardstick == "the same of 5 children"
    assert ratio.limit == 3.0
