"""Moves are looked for first where the same things are hidden."""

from __future__ import annotations

import numpy as np

from caseapp.statistics.disclosure.certificates import Need
from caseapp.statistics.disclosure.neighbours import Neighbours
from caseapp.statistics.disclosure.primary import must_be_hidden
from tests.factories.towns import crossed

COUNTS = crossed("3 20 2", "9 9 4", "3 9 3", "0 9 9", "4 30 40")
HIDDEN = np.isin(np.arange(len(COUNTS.values)), must_be_hidden(COUNTS))


def cell(*codes: str) -> int:
    return COUNTS.layout.cells.index(codes)


def test_the_own_area_and_those_that_hide_the_same() -> None:
    near = Neighbours(COUNTS)
    assert list(near.of(Need(cell("x1", "g1"), most=True, bound=5), HIDDEN, 1)) == [0, 2]
    assert list(near.of(Need(cell("x1", "g1"), most=True, bound=5), HIDDEN, 2)) == [0, 2, 4]
    assert list(near.of(Need(cell("x4", "g1"), most=True, bound=5), HIDDEN, 0)) == [3]
    assert list(near.of(Need(cell("x1", "g1"), most=False, bound=0), HIDDEN, 99)) == [0, 1, 2, 3, 4]


def test_of_a_cell_of_all_areas_those_that_have_some_of_it() -> None:
    few = crossed("0 9", "2 9", "0 9", "1 9")
    at = few.layout.cells.index(("T", "g1"))
    hidden = np.isin(np.arange(len(few.values)), must_be_hidden(few))
    assert list(Neighbours(few).of(Need(at, most=False, bound=0), hidden, 1)) == [1, 3]
