"""The tables of a report: what stands in each cell, and a dash where nothing is known."""

from __future__ import annotations

from caseapp.rules.indicator_reports import read_span
from caseapp.web.indicator_reports.state import Figure
from caseapp.web.indicator_reports.tables import (
    Line,
    Table,
    against_targets,
    by_kind,
    by_sex_and_age,
    by_unit,
    over_periods,
)
from tests.factories.reported import CAI_KHE, CITY, NINH_KIEU, a_figure, a_state

SPACED = {ord("\u00a0"): " "}


def cells(table: Table) -> dict[str, list[str]]:
    return {
        line.label.partition(".")[0]: [cell.translate(SPACED) for cell in line.cells]
        for line in table.lines
    }


def test_against_the_targets() -> None:
    table = against_targets(a_state())
    assert table.columns[-1] == "So với mục tiêu 2025"
    assert cells(table) == {
        "8a": ["1.200 / 100.000", "1,20 %", "dưới 1,5 %", "1 %", "−0,30 điểm"],
        "8b": ["1.140 / 1.200", "95,00 %", "93 %", "96 %", "+2,00 điểm"],
        "9": [
            "45 / 100.000", "0,05 % (4,50 trên 10.000)", "dưới 4,5 %", "dưới 4 %",
            "chỉ để đối chiếu",
        ],
        "12": ["0 / 0", "không phát sinh", "100 %", "100 %", "–"],
    }  # fmt: skip


def test_after_2025_the_target_is_that_of_2030() -> None:
    table = against_targets(a_state(2026))
    assert table.columns[-1] == "So với mục tiêu 2030"
    assert cells(table)["8b"][-1] == "−1,00 điểm"
    exact = a_state(2026, figures={("8b", CITY): a_figure(96, 100, "96.00")})
    assert cells(against_targets(exact))["8b"][-1] == "0,00 điểm"


def test_what_is_not_there_is_said() -> None:
    state = a_state(figures={("9", CITY): Figure(None, why="Bảo mật", hidden=True)},
                    absent={"8a": "chưa công bố"})  # fmt: skip
    said = cells(against_targets(state))
    assert said["8a"][:2] == ["chưa công bố", "–"]
    assert said["9"][:2] == ["Bảo mật", "Bảo mật"]
    assert said["12"][:2] == ["–", "–"]


def test_over_the_periods() -> None:
    periods = read_span("2025").periods
    states = {periods[-1]: a_state(), periods[2]: a_state(2023)}
    table = over_periods("Qua các năm", periods, states)
    assert table.columns == ("2021", "2022", "2023", "2024", "2025")
    assert [
        (line.label, line.cells[0], line.cells[2].translate(SPACED)) for line in table.lines
    ] == [
        ("8a. Có hoàn cảnh đặc biệt", "–", "1.200"),
        ("8a. Tỷ lệ", "–", "1,20 %"),
        ("8b. Được trợ giúp", "–", "1.140 / 1.200"),
        ("8b. Tỷ lệ", "–", "95,00 %"),
        ("9. Bị xâm hại", "–", "45"),
        ("9. Tỷ lệ", "–", "0,05 %"),
        ("12. Được cứu trợ kịp thời", "–", "0 / 0"),
        ("12. Tỷ lệ", "–", "không phát sinh"),
    ]


def test_by_sex_and_age_with_who_is_not_known_only_where_somebody_is() -> None:
    table = by_sex_and_age("9", a_state())
    assert table is not None
    assert table.columns == ("Nam", "Nữ", "Tổng")
    assert [line.label for line in table.lines] == ["Từ 6 đến 10 tuổi", "Tổng"]
    assert table.lines[0].cells == ("20", "25", "45")
    assert table.lines[-1].strong
    more = a_state().divided | {("9", "unknown", "6-10"): Figure(None, why="Bảo mật", hidden=True)}
    table = by_sex_and_age("9", a_state(divided=more))
    assert table is not None
    assert table.columns == ("Nam", "Nữ", "Chưa rõ", "Tổng")
    assert by_sex_and_age("8a", a_state()) is None


def test_by_unit() -> None:
    table = by_unit(a_state())
    assert table.wide
    assert [line.label for line in table.lines] == [
        "Toàn thành phố", "Phường Cái Khế", "Phường Ninh Kiều",
    ]  # fmt: skip
    assert table.lines[0].strong
    ward = Line("", tuple(cell.translate(SPACED) for cell in table.lines[2].cells)).cells
    assert ward == ("40", "4,44 %", "20 / 40", "50,00 %", "12", "1,33 %", "–", "–")
    assert table.lines[1].cells[:4] == ("3", "chưa có mẫu số", "–", "–")


def test_what_was_not_released_has_no_columns() -> None:
    table = by_unit(a_state(absent={"8a": "chưa công bố", "8b": "chưa công bố", "12": ""}))
    assert table.columns == ("9: số trẻ em", "9: tỷ lệ")
    assert {len(line.cells) for line in table.lines} == {2}


def test_of_a_ward_no_line_of_the_city() -> None:
    table = by_unit(a_state(area=NINH_KIEU, units=((CAI_KHE, "Phường Cái Khế"),)))
    assert [(line.label, line.strong) for line in table.lines] == [("Phường Cái Khế", False)]


def test_by_type_of_abuse() -> None:
    table = by_kind("9", a_state())
    assert table is not None
    said = {line.label: line.cells for line in table.lines}
    assert said["Bạo lực"] == ("30",)
    assert said["Mua bán"] == ("0",)
    assert "Chưa rõ" not in said
    assert "Từ hai hình thức trở lên" not in said
    assert by_kind("8a", a_state()) is None
    assert by_kind("12", a_state()) is None


def test_who_has_several_or_none_known_stands_last() -> None:
    several = Figure(None, why="Bảo mật", hidden=True)
    table = by_kind("8a", a_state(kinds={("8a", "unknown"): Figure(2), ("8a", "several"): several}))
    assert table is not None
    assert [(line.label, line.cells) for line in table.lines[-2:]] == [
        ("Từ hai nhóm trở lên", ("Bảo mật",)),
        ("Chưa rõ", ("2",)),
    ]
    assert len(table.lines) == 16
