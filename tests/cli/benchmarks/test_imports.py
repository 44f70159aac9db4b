"""The import's job runs whole on a small workbook."""

from __future__ import annotations

from caseapp.cli.benchmarks import imports


def test_a_small_run_gives_a_ratio() -> None:
    ratio = imports.measure(1, rows=200, rounds=2)
    assert ratio.taken > 0
    assert ratio.limit == 3.0
