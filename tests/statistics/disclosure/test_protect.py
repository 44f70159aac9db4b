"""What is hidden suffices: every small count can be none, and k or more, in tables that all fit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.statistics.disclosure import protect as module
from caseapp.statistics.disclosure.certificates import replay
from caseapp.statistics.disclosure.counts import Counts, Which
from caseapp.statistics.disclosure.layout import name_of
from caseapp.statistics.disclosure.model import BudgetExceeded, Cell, Published, Unprotectable
from caseapp.statistics.disclosure.moves import Mover
from caseapp.statistics.disclosure.primary import must_be_hidden
from caseapp.statistics.disclosure.protect import protect
from caseapp.statistics.disclosure.trim import trim
from tests.factories.releases import fitting
from tests.factories.towns import counted, crossed


def seen(counts: Counts, hidden: Which) -> Published:
    """What an outsider sees."""
    cells = tuple(
        Cell(name_of(codes), codes, None if hidden[at] else int(counts.values[at]))
        for at, codes in enumerate(counts.layout.cells)
    )
    return Published(counts.layout.dimensions, cells, (), 0, counts.layout.k)


def safe(counts: Counts, hidden: Which) -> bool:
    """Whether tables, tried one by one, leave every small count open."""
    tables = list(fitting(seen(counts, hidden)))
    names = [name_of(counts.layout.cells[at]) for at in must_be_hidden(counts)]
    return all(
        min(t[name] for t in tables) == 0 and max(t[name] for t in tables) >= counts.layout.k
        for name in names
    )


@settings(max_examples=25)
@given(st.lists(st.integers(0, 4), min_size=6, max_size=6).filter(lambda n: 3 <= sum(n) <= 12))
def test_small_tables_are_safe_by_trying_every_table(numbers: list[int]) -> None:
    rows = [" ".join(map(str, numbers[:3])), " ".join(map(str, numbers[3:]))]
    counts = crossed(*rows, k=3)
    found = protect(counts, must_be_hidden(counts))
    assert safe(counts, found.hidden)
    before = found.hidden.copy()
    trim(found)
    assert safe(counts, found.hidden)
    assert not (found.hidden & ~before).any()
    assert not found.unproved()


def test_linked_tables_are_safe_by_trying_every_table() -> None:
    table = {
        ("x1", "a", "nam"): 2,
        ("x1", "b", "nu"): 3,
        ("x2", "a", "nu"): 3,
        ("x2", "b", "nam"): 1,
    }
    leaves = {"geo": "x1 x2", "cat": "a b", "sex": "nam nu"}
    counts = counted([("geo", "cat"), ("geo", "sex"), ("sex", "cat")], leaves, table, 3)
    found = protect(counts, must_be_hidden(counts))
    trim(found)
    assert safe(counts, found.hidden)


def test_to_hide_the_small_ones_alone_would_not_have_been_safe() -> None:
    counts = crossed("3 12 9", "14 7 11", "8 21 6")
    primary = must_be_hidden(counts)
    assert not safe(counts, np.isin(np.arange(len(counts.values)), primary))
    found = protect(counts, primary)
    assert found.hidden.sum() == 4
    hidden = frozenset(found.hidden.nonzero()[0].tolist())
    for need, moves in found.proofs.items():
        assert any(replay(counts, hidden, need, move.steps) for move in moves)


def test_nothing_small_hides_nothing() -> None:
    counts = crossed("9 0", "7 8")
    assert protect(counts, must_be_hidden(counts)).hidden.sum() == 0


def test_where_nothing_helps_the_cells_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Mover, "find", lambda *_a, **_k: None)
    counts = crossed("3 9", "9 9")
    with pytest.raises(Unprotectable, match=r"x1\|g1$"):
        protect(counts, must_be_hidden(counts))


def test_work_that_runs_out_is_told_and_nothing_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CALLS", -50)
    counts = crossed("3 9", "9 9")
    with pytest.raises(BudgetExceeded, match=r"not proved in 0 steps: x1\|g1"):
        protect(counts, must_be_hidden(counts))


def test_how_far_it_is_is_told() -> None:
    told: list[tuple[int, int]] = []
    counts = crossed("3 9", "9 9")
    protect(counts, must_be_hidden(counts), lambda done, of: told.append((done, of)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
