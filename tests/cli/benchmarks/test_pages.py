"""A page and its bare template: the same words, the one with a session, the other without."""

from __future__ import annotations

from caseapp.cli.benchmarks.pages import page_and_bare
from caseapp.cli.benchmarks.places import new_instance


def test_any_page_of_an_officer_is_measured_both_ways() -> None:
    with new_instance() as app:
        ours, bare, statements = page_and_bare(app, "31135", "/cases")
    assert ours > 0
    assert bare > 0
    assert 0 < statements <= 5
