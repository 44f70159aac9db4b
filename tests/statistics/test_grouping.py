"""A group of units: counts add up, a share is of the sums, one missing figure is missing for all."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.rules.units import territory
from caseapp.rules.values import Period
from caseapp.statistics.counting import Ask, count_sheet
from caseapp.statistics.facts.kinds import Childless, Facts, Figure, Standing, Told
from caseapp.statistics.grouping import MIXED, add_up, districts, notes_of, provinces, units_then

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


@pytest.mark.parametrize(
    ("period", "of_time"), [("2025H1", True), ("2025H1", False), ("2025", False)]
)
def test_former_districts_and_who_stands_in_none_make_the_city(period: str, of_time: bool) -> None:
    homes = (231178, 231135, 31135, 31120, 31147, 231213, 231183)
    facts = Facts(
        standings=[Standing(n, "04", "female", None, "", u, n > 2) for n, u in enumerate(homes)]
    )
    borders = None if of_time else date(2026, 1, 1)
    asked = Ask(Period.parse(period), each_ward=True, borders=borders)
    sheet = count_sheet(asked, facts, territory())
    groups = [units_then(name) for name in districts()] if of_time else districts().values()
    found = [add_up(sheet, codes) for codes in groups]
    for number, indicator in enumerate(("8a", "8b")):
        rows = [group[number] for group in found] + [sheet.row(indicator, "unassigned")]
        assert sum(row.numerator for row in rows) == sheet.row(indicator).numerator
        if indicator == "8b":
            assert sum(row.denominator or 0 for row in rows) == sheet.row(indicator).denominator


def test_each_unit_stands_in_one_district_or_among_those_of_several() -> None:
    found = districts()
    codes = [code for group in found.values() for code in group]
    assert (len(codes), len(set(codes)), len(found)) == (103, 103, 28 - 1 + 1 + 1)
    assert (len(found[MIXED]), units_then(MIXED)) == (11, ())
    # Cái Khế took in a part of Bùi Hữu Nghĩa, which lay in Bình Thủy, not in Ninh Kiều.
    assert (A in found["916"], B in found[MIXED]) == (True, True)
    then = [code for name in found for code in units_then(name)]
    assert (len(then), len(set(then))) == (263, 263)
    assert sorted(then) == sorted(code for name in provinces() for code in units_then(name))
