"""A group of units: counts add up, a share is of the sums, one missing figure is missing for all."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.rules.units import territory
from caseapp.rules.values import Period
from caseapp.statistics.counting import Ask, count_sheet
from caseapp.statistics.facts.kinds import Childless, Facts, Figure, Standing, Told
from caseapp.statistics.grouping import add_up, notes_of, provinces

DAY = date(2026, 3, 1)
A, B, C = "31135", "31120", "31147"
FACTS = Facts(
    standings=[
        Standing(number, "04", "female", None, "", int(unit), helped)
        for number, (unit, helped) in enumerate(((A, True), (A, False), (B, True), (C, True)))
    ],
    told=[
        Told(number, number, "female", None, "", int(unit), DAY, None, "suspected", (), ())
        for number, unit in enumerate((A, B, C))
    ],
    childless=[Childless(int(A), DAY, None, "suspected")],
    figures=[Figure(int(A), DAY, "", "", 100), Figure(int(B), DAY, "", "", 300)],
)


@pytest.mark.parametrize(
    ("codes", "of_8a", "of_8b", "apart", "lacking"),
    [
        ((A, B), (3, 400, "0.75"), (2, 3, "66.67"), (2, 1), []),
        ((A, B, A), (3, 400, "0.75"), (2, 3, "66.67"), (2, 1), []),
        ((B, C), (2, None, "None"), (2, 2, "100.00"), (2, 0), [C]),
    ],
)
def test_a_group_is_the_sum_of_its_units(
    codes: tuple[str, ...],
    of_8a: tuple[int, int | None, str],
    of_8b: tuple[int, int | None, str],
    apart: tuple[int, int],
    lacking: list[str],
) -> None:
    sheet = count_sheet(Ask(Period.parse("2026"), each_ward=True), FACTS, territory())
    rows = {row.indicator: row for row in add_up(sheet, codes)}
    said = [(r.numerator, r.denominator, str(r.value)) for r in (rows["8a"], rows["8b"])]
    assert said == [of_8a, of_8b]
    notes = notes_of(sheet, codes)
    assert (notes["suspected"], notes["reports_without_child"]) == apart
    assert notes["no_denominator"] == lacking


def test_the_provinces_before_hold_every_unit_once() -> None:
    found = provinces()
    assert {name: len(codes) for name, codes in found.items()} == {
        "Cần Thơ": 32,
        "Hậu Giang": 28,
        "Sóc Trăng": 43,
    }
    assert len({code for codes in found.values() for code in codes}) == 103
