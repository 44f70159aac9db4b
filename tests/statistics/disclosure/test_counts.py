"""The true table adds up, and knows what lies over and under each of its parts."""

from __future__ import annotations

import pytest

from caseapp.statistics.disclosure.counts import add_up
from caseapp.statistics.disclosure.layout import Spec, make_layout
from caseapp.statistics.disclosure.model import Malformed, TooFew
from tests.factories.towns import counted, crossed


def test_over_and_under_are_the_same_told_twice() -> None:
    table = {("x1", "a", "nam"): 4, ("x2", "b", "nu"): 7}
    leaves = {"geo": "x1 x2", "cat": "a b", "sex": "nam nu"}
    counts = counted([("geo", "cat"), ("sex",)], leaves, table)
    over = {(leaf, cell) for leaf, cells in enumerate(counts.above) for cell in cells if cell >= 0}
    under = {(int(leaf), cell) for cell, at in enumerate(counts.below) for leaf in at}
    assert over == under
    assert counts.values.tolist() == [int(counts.there[at].sum()) for at in counts.below]
    assert counts.places.units.tolist() == [0, 0, 0, 0, 1, 1, 1, 1]


def test_without_areas_the_longest_dimension_takes_their_place() -> None:
    counts = counted([("sex", "cat")], {"sex": "nam nu", "cat": "a b c"}, {("nu", "c"): 9})
    assert counts.places.areas == 3
    assert counts.places.units.tolist() == [0, 1, 2, 0, 1, 2]


def test_a_total_that_could_not_be_printed_is_refused() -> None:
    assert crossed("4 1").values.max() == 5
    with pytest.raises(TooFew):
        crossed("3 1")


def test_too_many_combinations_are_refused_before_they_are_made() -> None:
    words = [f"l{number}" for number in range(1001)]
    layout = make_layout(Spec(5, (("geo",), ("cat",)), {}), {"geo": words, "cat": words}, {})
    with pytest.raises(Malformed, match="1002001 combinations"):
        add_up(layout, {})
