"""Figures on paper: one line an area or part of it, in Vietnamese, why one is missing said."""

from __future__ import annotations

from caseapp.web.hand_outs.paper import Cell, lines_of
from tests.statistics.handed import a_sheet


def test_a_ward_by_sex_and_age() -> None:
    lines = lines_of(a_sheet(by=("sex", "age_band")))
    assert lines[0].name == "Phường Ninh Kiều"
    assert lines[0].cells == (
        Cell("0,13 %", "1 / 800"), Cell("100,00 %", "1 / 1"),
        Cell("0,00 % (0,00 trên 10.000)", "0 / 800"), Cell("không phát sinh", "0 / 0"),
    )  # fmt: skip
    girl = next(line for line in lines if line.cells[0].of.startswith("1 / –"))
    assert girl.name == "nữ · từ 11 đến 15 tuổi"
    assert girl.cells[0].share == "chưa có mẫu số"


def test_the_city_stands_first_wards_by_name_and_split_units_last() -> None:
    names = [line.name for line in lines_of(a_sheet(area="92", wards=True))]
    assert len(names) == 105
    assert names[0] == "Thành phố Cần Thơ"
    assert names[-1].startswith("Đơn vị cũ đã chia tách")
    assert names.index("Phường Cái Khế") < names.index("Phường Ninh Kiều")
