"""A proof is replayed by addition, and fails when anything it rests on is taken away."""

from __future__ import annotations

import pytest

from caseapp.statistics.disclosure.certificates import Need, meets, moved, replay
from tests.factories.towns import crossed

COUNTS = crossed("3 12", "14 7")  # cells: 0 1 2(T) / 3 4 5(T) / 6 7 8(T)
CORNERS = frozenset({0, 1, 3, 4})
TO_NONE = ((0, -3), (1, 3), (2, 3), (3, -3))
TO_FIVE = ((0, 2), (1, -2), (2, -2), (3, 2))


def test_a_turn_of_the_rectangle_proves_both_ends() -> None:
    assert replay(COUNTS, CORNERS, Need(0, most=False, bound=0), TO_NONE)
    assert replay(COUNTS, CORNERS, Need(0, most=True, bound=5), TO_FIVE)
    assert not replay(COUNTS, CORNERS, Need(0, most=True, bound=5), TO_NONE)
    assert not replay(COUNTS, CORNERS, Need(1, most=False, bound=0), TO_NONE)


@pytest.mark.parametrize("cell", sorted(CORNERS))
def test_to_print_one_corner_undoes_the_proof(cell: int) -> None:
    assert not replay(COUNTS, CORNERS - {cell}, Need(0, most=False, bound=0), TO_NONE)
    assert replay(
        COUNTS, CORNERS | {2, 5}, Need(0, most=False, bound=0), TO_NONE
    )  # more hidden never does


def test_less_than_nobody_proves_nothing() -> None:
    steps = ((0, -4), (1, 4), (2, 4), (3, -4))
    assert not replay(COUNTS, CORNERS, Need(0, most=False, bound=0), steps)
    with pytest.raises(ValueError, match="less than nobody in combination 0"):
        moved(COUNTS, steps)


def test_what_a_move_changes_is_what_does_not_cancel_out() -> None:
    move = moved(COUNTS, ((0, -3), (1, 3)))
    assert move.changes == {0: -3, 1: 3, 6: -3, 7: 3}  # the row's total and the grand one stay
    assert meets(COUNTS, move, Need(0, most=False, bound=0))
