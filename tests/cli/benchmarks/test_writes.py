"""The write's job: a report logged, and a yardstick beside it."""

from __future__ import annotations

from caseapp.cli.benchmarks import writes


def test_both_ways_take_time() -> None:
    ratio = writes.measure(1, rounds=3)
    assert ratio.name == "write"
    assert ratio.taken > 0
    assert ratio.against > 0
