"""The sheet's job runs whole on a small register."""

from __future__ import annotations

from caseapp.cli.benchmarks import sheets


def test_a_small_run_gives_a_ratio() -> None:
    ratio = sheets.measure(500)
    assert ratio.notes["with a confirmed circumstance"] > 0
    assert ratio.limit == 5.0
