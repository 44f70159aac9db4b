"""A sheet of all units narrowed to one: its row alone, under the code of its day."""

from __future__ import annotations

from dataclasses import replace

from caseapp.statistics.narrowing import of_choice, of_unit
from tests.statistics.handed import WARD, a_sheet


def test_only_the_units_own_row_is_left_and_no_note_of_the_city() -> None:
    sheet = a_sheet(area="92", by=("sex",), wards=True)
    own = of_unit(sheet, WARD)
    assert {row.area for row in own.rows} == {"31135"}
    assert len(own.rows) == 4 * (1 + 3)
    assert own.notes == {"no_denominator": []}
    other = of_unit(sheet, 31120)
    assert other.notes == {"no_denominator": ["31120"]}


def test_before_the_reform_a_unit_that_became_it_whole_counts_as_its_own() -> None:
    codes = {row.area for row in of_unit(a_sheet("2024", "92", wards=True), WARD).rows}
    assert "92" not in codes
    assert "unassigned" not in codes
    assert codes
    assert all(len(code) == 5 for code in codes)


def test_beside_a_ward_of_a_frozen_sheet_stand_the_ward_s_own_notes() -> None:
    sheet = a_sheet(area="92", by=("sex",), wards=True)
    city = {**sheet.notes, "suspected": 19, "reports_without_child": 13}
    frozen = replace(sheet, notes=city, notes_of=lambda code: {"suspected": int(code == "31135")})

    def notes(area: str, *, divided: bool = False) -> dict[str, object]:
        return dict(of_choice(frozen, area, each_ward=False, divided=divided).notes)

    assert notes("31135") == {"suspected": 1, "no_denominator": []}
    lacking = {"no_denominator": ["31120"], "no_denominator_divided": ["31120"]}
    assert notes("31120", divided=True) == {"suspected": 0, **lacking}
    whole = notes("92")
    assert (whole["suspected"], whole["reports_without_child"]) == (19, 13)
    assert "no_denominator_divided" in city
    assert "no_denominator_divided" not in whole
