"""Moves are whole, keep to what is hidden, and hide little where they may hide more."""

from __future__ import annotations

import numpy as np
import pytest

from caseapp.statistics.disclosure import moves
from caseapp.statistics.disclosure.certificates import Need, replay
from caseapp.statistics.disclosure.counts import Ledger, Which
from caseapp.statistics.disclosure.joint import Part
from caseapp.statistics.disclosure.joint_ledger import open_books, write_ledger
from caseapp.statistics.disclosure.moves import Mover, prices
from tests.factories.joint_releases import areas, at_least, small_layout
from tests.factories.towns import counted, crossed

COUNTS = crossed("3 12 90", "14 7 80", "50 60 70")
EVERYWHERE = np.arange(3)


def hiding(ledger: Ledger, *cells: int) -> Which:
    hidden = np.zeros(len(ledger.values), dtype=bool)
    hidden[list(cells)] = True
    return hidden


@pytest.mark.parametrize("most", [False, True])
def test_only_hidden_cells_change_where_nothing_may_be_hidden(most: bool) -> None:
    mover, need = Mover(COUNTS), Need(0, most=most, bound=5 * most)
    corners = (0, 1, 4, 5)
    move = mover.find(need, hiding(COUNTS, *corners), EVERYWHERE, hide=False)
    assert move is not None
    assert replay(COUNTS, frozenset(corners), need, move.steps)
    assert mover.find(need, hiding(COUNTS, 0, 1, 4), EVERYWHERE, hide=False) is None
    assert mover.find(need, hiding(COUNTS, *corners), np.array([0, 2]), hide=False) is None
    assert mover.calls == 3


def test_what_is_hidden_for_another_is_small_and_never_the_grand_total() -> None:
    move = Mover(COUNTS).find(
        Need(0, most=False, bound=0), hiding(COUNTS, 0), EVERYWHERE, hide=True
    )
    assert move is not None
    assert sorted(move.changes) == [0, 1, 4, 5]  # the smallest rectangle around the 3
    assert list(prices(crossed("0 3", "15 0"))[:2]) == [1, 1.5]


def test_below_a_printed_zero_nothing_moves_but_it_may_be_hidden() -> None:
    counts = crossed("3 0", "0 9")
    need = Need(0, most=False, bound=0)
    assert Mover(counts).find(need, hiding(counts, 0, 4), np.arange(2), hide=False) is None
    move = Mover(counts).find(need, hiding(counts, 0, 4), np.arange(2), hide=True)
    assert move is not None
    assert replay(counts, frozenset(move.changes), need, move.steps)


def test_halves_are_asked_for_again_in_whole_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    # Three ways to pair three dimensions: the linear program alone turns the cube by halves.
    pairs = [("geo", "cat"), ("geo", "sex"), ("sex", "cat")]
    leaves = {"geo": "x1 x2 x3", "cat": "a b c", "sex": "nam nu kh"}
    chance = np.random.default_rng(5)
    names = [words.split() for words in leaves.values()]
    table = {
        (g, c, s): int(chance.poisson(0.9)) for g in names[0] for c in names[1] for s in names[2]
    }
    counts = counted(pairs, leaves, table)
    answers: list[bool] = []
    rounded = moves._rounded

    def watched(*args: object) -> object:
        found = rounded(*args)  # type: ignore[arg-type]
        answers.append(found is not None)
        return found

    monkeypatch.setattr(moves, "_rounded", watched)
    small = [at for at, n in enumerate(counts.values.tolist()) if 0 < n < 5]
    mover, hidden = Mover(counts), hiding(counts, *small)
    for cell in small:
        for most in (False, True):
            need = Need(cell, most=most, bound=5 * most)
            move = mover.find(need, hidden, EVERYWHERE, hide=True)
            assert move is not None
            assert replay(counts, frozenset(move.changes) | set(small), need, move.steps)
    assert False in answers


def test_an_equation_that_is_broken_is_mended_where_something_is_hidden() -> None:
    # The half has 8 in x1 and the year 6: two more of the hidden in the year, or two fewer before.
    two = small_layout(geo="x1 x2")
    parts = [Part("H", "H1", two), Part("Y", "Y", two)]
    books = open_books({"H1": areas(8, 9), "Y": areas(6, 15)}, parts)
    tie = at_least("x1", "Y", "H1", geo="x1")
    ledger = write_ledger(books, dict.fromkeys(range(6), ""), [tie], [])
    assert ledger.values.tolist() == [8, 9, 17, 6, 15, 21, -2, 0]
    move = Mover(ledger).mend(hiding(ledger, 3, 4, 7))
    assert move is not None
    assert move.changes == {3: 2, 4: -2, 6: 2}
    assert Mover(ledger).mend(hiding(ledger, 3, 7)) is None
    assert prices(ledger)[6] == 1


def test_what_a_cell_can_be_is_told_of_hidden_ones_alone() -> None:
    mover = Mover(COUNTS)
    corners = hiding(COUNTS, 0, 1, 4, 5)  # 3 + 12 = 15 in the row, 3 + 14 = 17 in the column
    assert mover.can_be(0, 0, corners)
    assert mover.can_be(0, 15, corners)
    assert not mover.can_be(0, 16, corners)
    assert not mover.can_be(0, 4, hiding(COUNTS, 0, 1))
    assert mover.can_be(0, 3, hiding(COUNTS, 0))
