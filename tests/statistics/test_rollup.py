"""Rows by area and crossing from counted children."""

from __future__ import annotations

from datetime import date

from caseapp.rules.units import CITY_ID, territory
from caseapp.statistics.denominators import Denominators
from caseapp.statistics.indicator import Counted
from caseapp.statistics.indicators.i08 import HELPED
from caseapp.statistics.rollup import Frame, tally
from caseapp.statistics.territory import UNASSIGNED, Ground

GROUND = Ground(territory(), date(2026, 6, 30))


def test_a_child_in_two_cells_counts_once_undivided_in_its_unit_and_in_the_city() -> None:
    made = tally([Counted(231123, (("01",), ("04",)), True)], GROUND, divided=True)
    assert dict(made.counted) == {
        31135: {(): 1, ("01",): 1, ("04",): 1},
        CITY_ID: {(): 1, ("01",): 1, ("04",): 1},
    }
    assert dict(made.fulfilled) == dict(made.counted)


def test_undivided_the_cells_are_left_alone() -> None:
    made = tally([Counted(31135, ((),), False)] * 3, GROUND, divided=False)
    assert dict(made.counted[31135]) == {(): 3}
    assert dict(made.fulfilled[CITY_ID]) == {}


def test_who_lives_outside_the_city_is_in_no_area() -> None:
    assert dict(tally([Counted(1, ((),), True)], GROUND, divided=False).counted[CITY_ID]) == {}


def test_the_rows_of_an_area_begin_undivided_and_end_with_what_is_no_code() -> None:
    children = [Counted(231178, (("unknown",),), True), Counted(31135, (("3-5",),), False)]
    frame = Frame(GROUND, (31135, UNASSIGNED), ("age_band",), Denominators((), GROUND))
    rows = list(frame.rows(HELPED, tally(children, GROUND, divided=True)))
    shown = [(r.area, "".join(r.by.values()), r.numerator, r.denominator) for r in rows]
    assert shown == [
        ("31135", "", 0, 1),
        ("31135", "0-2", 0, 0),
        ("31135", "3-5", 0, 1),
        ("31135", "6-10", 0, 0),
        ("31135", "11-15", 0, 0),
        ("unassigned", "", 1, 1),
        ("unassigned", "0-2", 0, 0),
        ("unassigned", "3-5", 0, 0),
        ("unassigned", "6-10", 0, 0),
        ("unassigned", "11-15", 0, 0),
        ("unassigned", "unknown", 1, 1),
    ]
