"""Denominators worked out by hand: newest figures, the city, cells, what none fits."""

from __future__ import annotations

import pytest

from tests.factories.register import Register
from tests.statistics.golden.reading import (
    NINH_KIEU,
    OLD,
    OLD_TAN_AN,
    OLD_THOI_BINH,
    TAN_LOC,
    ratio,
)

pytestmark = pytest.mark.usefixtures("records")


def test_the_newest_figure_up_to_the_last_day_is_the_denominator() -> None:
    town = Register()
    for day, children in (("2025-12-31", 7000), ("2026-06-30", 8000), ("2026-07-01", 9000)):
        town.population(NINH_KIEU, day, children)
    for _ in range(130):
        town.circumstance(town.child(NINH_KIEU))
    row = town.count("2026H1", area="31135").row("8a", "31135")
    # 100 × 130 / 8 000 = 1.625, rounded half up.
    assert (row.denominator, str(row.value), row.status) == (8000, "1.63", "ok")
    assert (row.target_2025, row.target_2030) == (1.5, 1)


def test_a_figure_is_not_carried_to_a_successor_but_to_an_unchanged_unit() -> None:
    town = Register()
    for unit in (OLD_TAN_AN, OLD_THOI_BINH, OLD + TAN_LOC):
        town.population(unit, "2025-01-01", 5000)
    sheet = town.count("2025", each_ward=True)
    # Ninh Kiều bears the code of Tân An and took it in whole, yet has no figure of its own.
    assert sheet.row("8a", "31135").status == "no_denominator"
    assert "31135" in sheet.notes["no_denominator"]
    assert sheet.row("8a", "31213").denominator == 5000
    assert "31213" not in sheet.notes["no_denominator"]
    assert len(sheet.notes["no_denominator"]) == 102
    town.population(TAN_LOC, "2025-09-01", 5100)
    assert town.count("2025", area="31213").row("8a", "31213").denominator == 5100


def test_the_city_is_the_sum_of_its_units_and_missing_while_one_is() -> None:
    town = Register()
    units = [
        int(row.area)
        for row in town.count("2026", each_ward=True).rows
        if row.indicator == "8a" and row.area.isdigit() and row.area != "92"
    ]
    for unit in units[1:]:
        town.population(unit, "2026-01-01", 1000)
    sheet = town.count("2026")
    assert (sheet.row("8a").denominator, sheet.row("8a").status) == (None, "no_denominator")
    assert sheet.notes["no_denominator"] == [str(units[0])]
    town.population(units[0], "2026-02-01", 500)
    sheet = town.count("2026")
    assert sheet.row("8a").denominator == 102 * 1000 + 500
    assert sheet.notes["no_denominator"] == []
    assert "sum_of_units" not in sheet.notes
    # A figure for the city itself is used, and the sum then stands in the notes.
    town.population(92, "2025-01-01", 99_000)
    sheet = town.count("2026")
    assert sheet.row("8a").denominator == 99_000
    assert sheet.notes["sum_of_units"] == 102_500


def test_a_figure_of_the_city_serves_though_its_units_lack_theirs() -> None:
    town = Register()
    town.population(92, "2025-01-01", 99_000)
    alone = town.count("2026")
    assert alone.row("8a").denominator == 99_000
    assert (alone.notes["sum_of_units"], alone.notes["no_denominator"]) == (None, [])
    assert len(town.count("2026", each_ward=True).notes["no_denominator"]) == 103


def test_each_cell_takes_its_own_newest_figure_and_nothing_is_summed() -> None:
    town = Register()
    town.population(NINH_KIEU, "2026-01-01", 9000)
    town.population(NINH_KIEU, "2024-01-01", 4000, sex="female", age_band="6-10")
    town.population(NINH_KIEU, "2025-01-01", 4500, sex="female")
    child = town.child(NINH_KIEU, born="2018-01-01")  # eight on 31 December 2026
    town.circumstance(child)
    sheet = town.count("2026", area="31135", by=("sex", "age_band"))
    assert ratio(sheet, "8a", "31135") == (1, 9000)
    assert ratio(sheet, "8a", "31135", sex="female", age_band="6-10") == (1, 4000)
    assert ratio(sheet, "8a", "31135", sex="male", age_band="6-10") == (0, None)
    assert sheet.notes["no_denominator_divided"] == ["31135"]
    by_sex = town.count("2026", area="31135", by=("sex",))
    assert ratio(by_sex, "8a", "31135", sex="female") == (1, 4500)
    by_age = town.count("2026", area="31135", by=("age_band",))
    assert ratio(by_age, "8a", "31135", age_band="6-10") == (1, None)


def test_rows_by_group_take_the_children_of_the_area_by_sex_where_crossed() -> None:
    town = Register()
    town.population(NINH_KIEU, "2026-01-01", 9000)
    town.population(NINH_KIEU, "2026-01-01", 4400, sex="female")
    child = town.child(NINH_KIEU)
    town.circumstance(child, "04")
    town.assistance(child, "2026-03-03")
    sheet = town.count("2026", area="31135", by=("group",))
    assert ratio(sheet, "8a", "31135", group="04") == (1, 9000)
    assert ratio(sheet, "8b", "31135", group="04") == (1, 1)
    crossed = town.count("2026", area="31135", by=("group", "sex"))
    assert ratio(crossed, "8a", "31135", group="04", sex="female") == (1, 4400)


def test_no_figure_divides_by_ethnicity_or_is_of_unknown_sex() -> None:
    town = Register()
    town.population(NINH_KIEU, "2026-01-01", 9000)
    town.population(NINH_KIEU, "2026-01-01", 10, sex="unknown")
    for ethnicity, sex in (("Khmer", "female"), ("", "unknown")):
        town.circumstance(town.child(NINH_KIEU, ethnicity=ethnicity, sex=sex))
    sheet = town.count("2026", area="31135", by=("ethnicity",))
    divided = [r for r in sheet.rows if r.indicator == "8a" and r.by]
    assert [(r.by["ethnicity"], r.numerator, r.status) for r in divided] == [
        ("Khmer", 1, "no_denominator"),
        ("unknown", 1, "no_denominator"),
    ]
    by_sex = town.count("2026", area="31135", by=("sex",))
    assert ratio(by_sex, "8a", "31135", sex="unknown") == (1, None)
