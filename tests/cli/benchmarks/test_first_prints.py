"""The first print's job: fresh processes, each with one first and some later prints."""

from __future__ import annotations

from caseapp.cli.benchmarks import first_prints


def test_a_small_run_measures_both() -> None:
    ratio = first_prints.measure(1, starts=1)
    assert ratio.unit == "ms"
    assert min(ratio.taken, ratio.against) > 0
