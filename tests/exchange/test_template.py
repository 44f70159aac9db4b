"""The template: opened as people see it, and read back by the importer itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from caseapp.casework import areas
from caseapp.exchange.directory_sheets import DIRECTORY_SHEETS
from caseapp.exchange.faults import Faults
from caseapp.exchange.reading import read_source
from caseapp.exchange.sheets import ASIDE, SHEETS
from caseapp.exchange.tables import read_tables
from caseapp.exchange.template import write_template

UNITS = areas.choices(date(2026, 11, 23))
FORMAT = {**SHEETS, **DIRECTORY_SHEETS}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "t.xlsx"
    write_template(path, list(FORMAT), UNITS)
    return path


def test_an_empty_template_has_every_column_and_no_fault(made: Path) -> None:
    for sheets in (SHEETS, DIRECTORY_SHEETS):
        faults = Faults()
        raw = [sheet for sheet in read_source(made, faults) if sheet.name in sheets]
        tables = read_tables(raw, faults, sheets)
        assert not faults.listed()
        for name, table in tables.items():
            assert table.given == {column.name for column in sheets[name].columns}
            assert table.rows == []
        assert set(tables) == set(sheets)


def test_required_headings_are_marked_and_notes_come_first(made: Path) -> None:
    book = load_workbook(made)
    assert book.sheetnames[0] == "Hướng dẫn"
    assert set(book.sheetnames) - set(FORMAT) <= ASIDE
    headings = {cell.value: cell for cell in book["children"][1]}
    assert headings["Mã trẻ em *"].fill.fgColor != headings["Ngày sinh"].fill.fgColor
    told = [row for row in book["Hướng dẫn"].iter_rows(values_only=True) if row[1]]
    assert len(told) == 1 + len(FORMAT) + sum(len(each.columns) for each in FORMAT.values())


def test_every_line_of_a_list_is_one_that_the_importer_takes(made: Path) -> None:
    book = load_workbook(made)
    assert book["Danh mục"].sheet_state == "hidden"
    lists = {cell.value: cell.column for cell in book["Danh mục"][1]}
    offered = {
        name: [
            cell.value
            for (cell,) in book["Danh mục"].iter_rows(min_row=2, min_col=at, max_col=at)
            if cell.value
        ]
        for name, at in lists.items()
    }
    from caseapp.exchange.cells import read_column

    for sheet in FORMAT.values():
        rules = {
            str(rule.sqref).partition("2:")[0]: rule
            for rule in book[sheet.name].data_validations.dataValidation
        }
        for cell in book[sheet.name][1]:
            column = sheet.columns[cell.column - 1]
            rule = rules[cell.column_letter]
            assert len(rule.prompt) <= 255
            assert len(rule.formula1 or "") <= 255
            if rule.type != "list":
                continue
            letter = rule.formula1.split("$")[1]
            name = book["Danh mục"][f"{letter}1"].value
            assert f"${len(offered[name]) + 1}" == rule.formula1[rule.formula1.rindex("$") :]
            values, wrong = read_column(column, offered[name])
            assert not wrong
            assert len(set(values)) == len(values)
    assert len(offered["units"]) == 103
    assert "31135 – Phường Ninh Kiều" in offered["units"]


def test_dates_stay_the_text_that_was_typed(made: Path) -> None:
    page = load_workbook(made)["children"]
    assert page.column_dimensions["D"].number_format == "@"  # 05/03/2026 is no 3 May
    assert load_workbook(made)["population"].column_dimensions["C"].number_format == "General"
