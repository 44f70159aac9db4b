"""Population figures: whole numbers with a source, and parts that make no more than all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseapp.rules.populations import (
    ALL,
    CELLS,
    MOST,
    Cell,
    check_figures,
    name_of,
    shortfalls,
)
from caseapp.rules.values import RuleBroken

DAY = date(2026, 11, 23)
PARTS: dict[Cell, int] = {ALL: 100, ("male", ""): 52, ("female", ""): 48, ("", "0-2"): 20}


def check(figures: dict[Cell, int], day: date = DAY, source: str = "Công an phường") -> None:
    check_figures(figures, day, source, today=DAY)


def test_every_cell_is_named_once() -> None:
    assert len(CELLS) == 15
    assert len({name_of(cell) for cell in CELLS}) == 15
    assert (name_of(ALL), name_of(("male", "11-15"))) == ("children", "children_male_11_15")


@pytest.mark.parametrize(
    ("figures", "day", "source", "field"),
    [
        (PARTS, DAY + timedelta(days=1), "Công an phường", "reference_date"),
        (PARTS, DAY, " ", "source"),
        (PARTS | {ALL: MOST + 1}, DAY, "x", "children"),
        (PARTS | {("female", ""): -1}, DAY, "x", "children_female"),
        (PARTS | {("female", ""): 49}, DAY, "x", "children"),
        (PARTS | {("", "3-5"): 81}, DAY, "x", "children"),
        (PARTS | {("male", "0-2"): 12, ("female", "0-2"): 9}, DAY, "x", "children_0_2"),
        (PARTS | {("male", "0-2"): 12, ("male", "3-5"): 41}, DAY, "x", "children_male"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(
    figures: dict[Cell, int], day: date, source: str, field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        check(figures, day, source)
    assert broken.value.field == field


def test_what_can_be_is_taken_nought_and_unknown_parts_too() -> None:
    check(PARTS)
    check({ALL: 0})
    check({("male", "0-2"): 7})


def test_parts_that_are_all_known_and_make_less_are_named() -> None:
    assert shortfalls(PARTS) == []
    assert shortfalls(PARTS | {("female", ""): 41}) == [(ALL, 7)]
    assert shortfalls({ALL: 9, ("male", ""): 5}) == []
