"""The equations of several releases hold what each prints, and no more."""

from __future__ import annotations

import numpy as np
import pytest

from caseapp.statistics.disclosure.joint_attack import plan_joint_attack
from caseapp.statistics.disclosure.model import Inconsistent
from tests.factories.joint_releases import areas, at_least, small_layout, told

TWO = small_layout(geo="x1 x2")
FOUR = small_layout(geo="x1 x2 x3 x4 A=x1+x2 B=x3+x4")


def test_each_quantity_has_unknowns_of_its_own_and_each_tie_one() -> None:
    parts = [told("H", "H1", TWO, areas(8, 9), "x1", "x2"), told("Y", "Y", TWO, areas(11, 15))]
    plan = plan_joint_attack(parts, [at_least("x1", "Y", "H1", geo="x1")])
    assert plan.attack.unknowns == 2 + 2 + 1
    assert plan.attack.holds(np.array([8, 9, 11, 15, 3]))
    assert plan.attack.holds(np.array([0, 17, 11, 15, 11]))
    assert not plan.attack.holds(np.array([8, 9, 11, 15, 4]))  # the difference is another
    assert not plan.attack.holds(np.array([12, 5, 11, 15, 0]))  # more than in the year
    assert plan.attack.sums["x1"].tolist() == [4]


def test_unknowns_are_as_fine_as_a_tie_asks() -> None:
    # Only A and B are printed: one unknown each, until a tie speaks of x1.
    own = small_layout(geo="x1 x2 x3 x4 A=x1+x2 B=x3+x4")
    coarse = type(own)(5, own.dimensions, (("A",), ("B",), ("T",)))
    parts = [
        told("H", "H1", coarse, areas(4, 4, 4, 4)),
        told("Y", "Y", coarse, areas(5, 5, 5, 5)),
    ]
    assert plan_joint_attack(parts, []).attack.unknowns == 4
    fine = plan_joint_attack(parts, [at_least("x1", "Y", "H1", geo="x1")])
    assert fine.attack.unknowns == 3 + 3 + 1


def test_two_names_of_one_number_are_one_number() -> None:
    other = small_layout(geo="x1 x2 x3 x4 east=x1+x2")
    truth = areas(8, 9, 7, 6)
    parts = [told("one", "Y", FOUR, truth, "A"), told("two", "Y", other, truth)]
    plan = plan_joint_attack(parts, [])
    assert len(plan.names) == 7
    clash = told("two", "Y", other, areas(8, 10, 7, 6))
    with pytest.raises(Inconsistent):
        plan_joint_attack([told("one", "Y", FOUR, truth), clash], [])
