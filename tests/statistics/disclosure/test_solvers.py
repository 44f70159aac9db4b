"""The ways to ask HiGHS: each keeps to the equations, and none is heard on standard output."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from caseapp.statistics.disclosure.attack import plan_attack
from caseapp.statistics.disclosure.solvers import Bounds, Moves, Search, inward
from tests.factories.releases import square

CORNERS = ["x1|g1", "x1|g2", "x2|g1", "x2|g2"]
ATTACK = plan_attack(square("3 12", "14 7", hidden=CORNERS))
AT = ATTACK.sums["x1|g1"]
START = np.zeros(ATTACK.unknowns, dtype=np.int64)
for name, number in zip(CORNERS, (3, 12, 14, 7), strict=True):
    START[ATTACK.sums[name]] = number


def test_bounds_of_a_sum_come_with_a_table_at_each() -> None:
    bounds = Bounds(ATTACK)
    for sense, number in ((1, 0), (-1, 15)):
        found, table = bounds.extreme(AT, sense)
        assert found == pytest.approx(number)
        assert ATTACK.holds(np.rint(table).astype(np.int64))


def test_the_nearest_table_changes_no_more_than_it_must() -> None:
    moves = Moves(ATTACK, START)
    near = moves.to(AT, 5)
    assert near is not None
    assert ATTACK.holds(np.rint(near).astype(np.int64))
    assert np.abs(near - START).sum() == pytest.approx(8)  # two in each corner of the rectangle
    assert moves.to(AT, 16) is None
    again = moves.to(AT, 3)
    assert again is not None
    assert list(np.rint(again)) == list(START)  # what was asked before is forgotten


def test_a_search_moves_only_what_may_move() -> None:
    search = Search(ATTACK)
    nothing = search.near(AT, -1, START.astype(float), np.isin(np.arange(len(START)), AT))
    assert list(np.rint(nothing)) == list(START)
    free = search.near(AT, -1, START.astype(float), np.ones(len(START), dtype=bool))
    assert int(np.rint(free[AT].sum())) == 15
    bound, table = search.anywhere(AT, -1)
    assert (bound, int(np.rint(table[AT].sum()))) == (15, 15)


@pytest.mark.parametrize(
    ("bound", "sense", "whole"),
    [
        (1.5, 1, 2), (1.5, -1, 1), (2.0000000001, 1, 2), (1.9999999999, -1, 2),
        (inf, -1, inf), (-inf, 1, 0),
    ],
)  # fmt: skip
def test_a_bound_is_rounded_to_where_tables_can_be(bound: float, sense: int, whole: float) -> None:
    assert inward(bound, sense) == whole


def test_nothing_is_heard(capfd: pytest.CaptureFixture[str]) -> None:
    Bounds(ATTACK).extreme(AT, 1)
    assert capfd.readouterr().out == ""
