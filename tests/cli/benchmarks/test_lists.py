"""The list's job: few statements, constant in rows, and a bare page with the same rows."""

from __future__ import annotations

from caseapp.cli.benchmarks import lists


def test_a_small_run_counts_at_most_five_statements() -> None:
    ratio = lists.measure(1, reports=600)
    assert ratio.notes["SQL statements"] <= 5
    assert ratio.against > 0
