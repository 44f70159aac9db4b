"""Where a residence counts on a day, on the real territory and its traps (law.md §6.2)."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.rules.units import CITY_ID, territory
from caseapp.statistics.territory import UNASSIGNED, Ground, UnknownArea

BEFORE, AFTER = (Ground(territory(), date(2025, 6, 30)), Ground(territory(), date(2025, 7, 1)))


def test_the_units_in_force_change_on_1_july_2025() -> None:
    assert (len(BEFORE.units), len(AFTER.units)) == (263, 103)
    assert all(unit > 200_000 for unit in BEFORE.units)


@pytest.mark.parametrize(
    ("unit", "home"),
    [
        (31135, 31135),  # in force: itself
        (231135, 31135),  # old Tân An passed whole to Ninh Kiều
        (231147, 31147),  # old Hưng Lợi to Tân An
        (231657, 31654),  # old xã Phú Hữu to Trường Khánh, although a new Phú Hữu exists
        (231213, 31213),  # unchanged
        (231178, UNASSIGNED), (231183, UNASSIGNED), (231207, UNASSIGNED),  # split
        (916, UNASSIGNED), (CITY_ID, UNASSIGNED),  # in the city, in no unit alone
        (1, None), (2, None),  # outside, unknown
        (99, None),  # no such unit
    ],
)  # fmt: skip
def test_a_residence_is_carried_to_the_unit_of_the_day(unit: int, home: int | None) -> None:
    assert AFTER.home(unit) == home
    assert AFTER.home(unit) == home  # and once more, from what was kept


def test_before_the_reform_an_old_unit_is_itself_and_a_later_one_is_unassigned() -> None:
    assert BEFORE.home(231178) == 231178
    assert BEFORE.home(31135) == UNASSIGNED  # no such unit yet; wards + unassigned stay the city


def test_only_the_eight_unchanged_units_have_an_earlier_self() -> None:
    found = {unit for unit in AFTER.units if AFTER.unchanged_before(unit) is not None}
    assert found == {31213, 31249, 31264, 31309, 31537, 31603, 31795, 31810}
    assert AFTER.unchanged_before(31213) == 231213
    assert all(BEFORE.unchanged_before(unit) is None for unit in BEFORE.units)


def test_an_area_is_the_unit_that_bears_the_code_on_the_day() -> None:
    assert (BEFORE.area("31135"), AFTER.area("31135")) == (231135, 31135)
    assert BEFORE.area("92") == AFTER.area("92") == CITY_ID
    for ground, code in ((AFTER, "31123"), (BEFORE, "916"), (AFTER, "unassigned"), (AFTER, "")):
        with pytest.raises(UnknownArea, match=str(ground.day)):
            ground.area(code)


def test_the_city_takes_in_everything_and_a_unit_what_is_carried_to_it() -> None:
    assert AFTER.lies_in(1, CITY_ID)
    assert AFTER.lies_in(231123, 31135)
    assert not AFTER.lies_in(231178, 31120)
    assert AFTER.code(UNASSIGNED) == "unassigned"


def test_the_unit_of_today_answers_for_an_old_one_and_the_city_for_a_split_one() -> None:
    assert (BEFORE.heir(231123), BEFORE.heir(231178), AFTER.heir(31135)) == (31135, CITY_ID, 31135)


def test_the_rows_of_a_day_can_stand_on_the_units_of_another() -> None:
    shown = Ground(territory(), date(2024, 12, 31), date(2026, 1, 1))
    assert (shown.units, shown.parts) == (AFTER.units, BEFORE.units)
    assert (shown.home(231135), shown.home(231178)) == (31135, UNASSIGNED)
    assert shown.area("31135") == 31135
    with pytest.raises(UnknownArea):
        shown.area("31123")  # old An Hội, no unit of today
