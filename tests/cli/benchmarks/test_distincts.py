"""Distinct children are counted by us and by the database; there is a wish, no goal."""

from __future__ import annotations

from caseapp.cli.benchmarks import distincts


def test_a_small_run_gives_a_ratio_and_a_wish() -> None:
    ratio = distincts.measure(500)
    assert min(ratio.taken, ratio.against) > 0
    assert ratio.kept
    assert ratio.notes == {"wish": 0.01}
