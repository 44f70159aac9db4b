"""The print's job: the same document drawn by us and by bare WeasyPrint."""

from __future__ import annotations

from caseapp.cli.benchmarks import summaries


def test_both_ways_are_measured_on_a_case_that_has_much_to_tell() -> None:
    with summaries.a_case() as (actor, code):
        html, printed = summaries.draw_one(actor, code)
        assert printed.number in html
        assert html.count("<table>") > 2
    ratio = summaries.measure(1, rounds=1)
    assert ratio.unit == "ms"
    assert min(ratio.taken, ratio.against) > 0
    assert min(ratio.notes.values()) > 0
    assert len(ratio.notes) == 2
