"""The batch's job: the list is looked at while a real worker prints every form."""

from __future__ import annotations

from caseapp.cli.benchmarks import batches


def test_a_small_run_prints_every_form_beside_the_looks() -> None:
    ratio = batches.measure(1, forms=5)
    assert ratio.notes["forms"] == 5
    assert ratio.notes["looks"] >= 10
    assert min(ratio.taken, ratio.against) > 0
