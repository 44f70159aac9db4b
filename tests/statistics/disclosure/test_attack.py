"""The equations of an outsider: as few unknowns as can be told apart, checked in whole numbers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from caseapp.statistics.disclosure.attack import plan_attack
from caseapp.statistics.disclosure.model import (
    Cell,
    Dimension,
    Inconsistent,
    Malformed,
    Published,
    Ratio,
)
from tests.factories.releases import dimension, release, square


def test_leaves_of_the_same_cells_are_one_unknown_and_those_below_zero_none() -> None:
    units = dimension("geo", "a", "b", "c", "d", AB="a b")
    cells = tuple(Cell(n, (n,), v) for n, v in (("AB", 5), ("c", 0), ("T", 9)))
    attack = plan_attack(Published((units,), cells))
    assert attack.unknowns == 2  # a and b together, and d; c is known
    assert [len(attack.sums[name]) for name in ("AB", "c", "T")] == [1, 0, 2]


def test_a_table_is_checked_to_the_last_child() -> None:
    published = square("3 1", "2 30", hidden=["x1|g1", "x1|g2", "x2|g1", "x2|g2"])
    attack = plan_attack(published)
    table = np.zeros(attack.unknowns, dtype=np.int64)
    for name, number in (("x1|g1", 3), ("x1|g2", 1), ("x2|g1", 2), ("x2|g2", 30)):
        table[attack.sums[name]] = number
    assert attack.holds(table)
    table[attack.sums["x1|g1"]] += 1
    assert not attack.holds(table)
    table[attack.sums["x1|g1"]] = -1
    assert not attack.holds(table)


@pytest.mark.parametrize(
    "cells",
    [
        [("x1", 0), ("x2", 0), ("T", 1)],  # a total of nothing
        [("x1", None, 1, 4), ("T", 0)],  # at least 1 of nothing
        [("x1", 5, 1, 4)],  # a number outside what is said of it
    ],
)
def test_what_no_equation_is_needed_for_is_named(cells: list[tuple[str, int | None]]) -> None:
    units = dimension("geo", "x1", "x2")
    with pytest.raises(Inconsistent):
        plan_attack(Published((units,), tuple(Cell(c[0], (c[0],), *c[1:]) for c in cells)))


@pytest.mark.parametrize(
    "ratio",
    [
        Ratio("x1", None, 0, Decimal(1), 0),  # of nobody
        Ratio("x1", None, 3, Decimal(50), 0),  # one and a half children
    ],
)
def test_a_percentage_that_no_number_gives_is_named(ratio: Ratio) -> None:
    published = release([dimension("geo", "x1", "x2")], {("x1",): 3}, ["x1", "x2"])
    with pytest.raises(Inconsistent):
        plan_attack(replace(published, ratios=(ratio,)))


def test_too_many_combinations_are_refused_before_they_are_made() -> None:
    leaves = tuple(f"l{number}" for number in range(400))
    codes = {leaf: frozenset([leaf]) for leaf in leaves}
    dims = tuple(Dimension(name, leaves, codes) for name in "abc")
    cells = tuple(Cell(leaf, (leaf, leaf, leaf), 1) for leaf in leaves)
    with pytest.raises(Malformed, match="64000000 combinations"):
        plan_attack(Published(dims, cells))


def test_the_sums_of_a_table_are_told_in_their_order() -> None:
    plan = plan_attack(square("3 0", "14 7", hidden=["x1|g1", "x2|g1"]))
    table = np.arange(1, plan.unknowns + 1)
    expected = [int(table[at].sum()) for at in plan.sums.values()]
    assert plan.totals(table).tolist() == expected
    assert 0 in expected  # below the printed 0 there is nothing
