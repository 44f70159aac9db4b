"""Codes that are not there, and cells that stand there twice, are named before anything is asked."""

from __future__ import annotations

from decimal import Decimal

import pytest

from caseapp.statistics.disclosure.model import (
    Cell,
    Dimension,
    Malformed,
    Published,
    Ratio,
    UnknownCode,
)
from tests.factories.releases import dimension

UNITS = dimension("geo", "x1", "x2")
CELLS = (Cell("a", ("x1",), 3), Cell("b", ("x2",), None))


def test_hidden_is_what_has_no_value() -> None:
    assert [cell.name for cell in Published((UNITS,), CELLS).hidden()] == ["b"]


def test_a_leaf_stands_there_once() -> None:
    with pytest.raises(Malformed, match="geo: a leaf stands there twice"):
        Dimension("geo", ("a", "a"), {})


def test_a_code_has_leaves_and_only_known_ones() -> None:
    with pytest.raises(Malformed, match="the code T has no leaves"):
        Dimension("geo", ("a",), {"T": frozenset()})
    with pytest.raises(UnknownCode, match="T has the unknown leaf b"):
        Dimension("geo", ("a",), {"T": frozenset("ab")})


def test_a_cell_stands_there_once_and_has_known_codes() -> None:
    with pytest.raises(Malformed, match="the cell a stands there twice"):
        Published((UNITS,), (*CELLS, Cell("a", ("x2",), 1)))
    with pytest.raises(UnknownCode, match="cell c: geo has no code 'x3'"):
        Published((UNITS,), (*CELLS, Cell("c", ("x3",), 1)))


def test_a_ratio_is_of_cells_that_are_there() -> None:
    for ratio in (
        Ratio("c", None, 10, Decimal(1), 0),
        Ratio("a", "c", None, Decimal(1), 0),
    ):
        with pytest.raises(UnknownCode, match="names the cell c"):
            Published((UNITS,), CELLS, (ratio,))
