"""Counts of some but few children must be hidden; none and many need not be."""

from __future__ import annotations

from caseapp.statistics.disclosure.primary import must_be_hidden
from tests.factories.towns import crossed


def test_from_one_to_below_k() -> None:
    counts = crossed("0 1", "4 5")
    assert counts.values.tolist() == [0, 1, 1, 4, 5, 9, 4, 6, 10]
    assert must_be_hidden(counts) == (1, 2, 3, 6)
    assert must_be_hidden(crossed("0 1", "4 5", k=4)) == (1, 2)
