"""The look-up's job: children are found, with few statements."""

from __future__ import annotations

from caseapp.cli.benchmarks import searches


def test_a_small_run_finds_children_with_few_statements() -> None:
    ratio = searches.measure(3000)
    assert ratio.name == "search"
    # the sixth: names one letter off; the seventh: where the children of the page live
    assert 0 < ratio.notes["SQL statements"] <= 8
