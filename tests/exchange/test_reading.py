from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from openpyxl import Workbook

from caseapp.exchange.faults import Faults
from caseapp.exchange.reading import Broken, read_source


def read(path: Path) -> tuple[dict[str, list[list[object]]], list[str]]:
    faults = Faults()
    return {s.name: s.rows for s in read_source(path, faults)}, [str(f) for f in faults.listed()]


def a_file(folder: Path, content: bytes, name: str = "children.csv") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_csv_with_and_without_byte_order_mark(tmp_path: Path, mark: bytes) -> None:
    folder = a_file(tmp_path / "in", mark + "child_ref,full_name\n1,Bé An\n".encode())
    assert read(folder) == ({"children": [["child_ref", "full_name"], ["1", "Bé An"]]}, [])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_as_a_vietnamese_excel_separates_it(tmp_path: Path, separator: str) -> None:
    text = f"child_ref{separator}full_name\n1{separator}Bé An\n"
    rows, faults = read(a_file(tmp_path / "in", text.encode()))
    assert rows["children"][1] == ["1", "Bé An"]
    assert faults == []


def test_a_cell_may_hold_lines_and_rows_keep_the_numbers_of_a_spreadsheet(tmp_path: Path) -> None:
    folder = a_file(tmp_path / "in", b'child_ref,address\n1,"a\nb"\n\n2,c\n')
    rows, _ = read(folder)
    assert rows["children"] == [["child_ref", "address"], ["1", "a\nb"], [], ["2", "c"]]


@pytest.mark.parametrize("content", [b"", codecs.BOM_UTF8, b"\n\n", b",,\n"])
def test_an_empty_file_is_a_fault(tmp_path: Path, content: bytes) -> None:
    _, faults = read(a_file(tmp_path / "in", content))
    assert faults == ["children:1:: the sheet is empty"]


def test_a_first_row_without_names_is_a_fault(tmp_path: Path) -> None:
    _, faults = read(a_file(tmp_path / "in", b"\nchild_ref\n1\n"))
    assert faults == ["children:1:: the first row must name the columns"]


def test_bytes_that_are_not_utf8_are_named_with_their_row(tmp_path: Path) -> None:
    # windows-1258, as an old Excel writes it; the row before holds a line end of its own
    folder = a_file(tmp_path / "in", b'child_ref,address\n1,"a\nb"\n2,Ph\xf3\n3,c\n')
    rows, faults = read(folder)
    assert faults == ["children:3:: the bytes are not UTF-8; save the file as 'CSV UTF-8'"]
    assert rows["children"][3] == ["3", "c"]  # and the rest is still read


def test_utf16_is_named_as_such(tmp_path: Path) -> None:
    _, faults = read(a_file(tmp_path / "in", "child_ref\n1\n".encode("utf-16")))
    assert faults[0].startswith("children:1:: the bytes are not UTF-8")
    assert "UTF-16" in faults[0]


def test_an_open_quote_is_named_with_its_row(tmp_path: Path) -> None:
    _, faults = read(a_file(tmp_path / "in", b'child_ref,address\n1,a\n2,"b\n'))
    assert len(faults) == 1
    assert faults[0].startswith("children:3:: the row cannot be split")


def test_a_folder_without_csv_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "children.txt").write_text("child_ref\n")
    assert read(tmp_path / "in")[1] == ["in:1:: the folder holds no .csv file"]


def test_a_folder_is_read_in_the_order_of_the_format(tmp_path: Path) -> None:
    for name in ("zebra.csv", "reports.csv", "children.CSV"):
        folder = a_file(tmp_path / "in", b"a\n1\n", name)
    assert list(read(folder)[0]) == ["children", "reports", "zebra"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"child_ref\n1\n"])
def test_what_is_no_workbook_is_a_fault(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    _, faults = read(path)
    assert len(faults) == 1
    assert faults[0].startswith("book.xlsx:1:: the file cannot be read as an .xlsx workbook")


def test_a_workbook_keeps_its_order_and_its_row_numbers(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "reports"
    page["A1"], page["A4"] = "report_ref", "BC-1"
    book.create_sheet("children")["B1"] = "child_ref"
    book.save(tmp_path / "book.xlsx")
    rows, faults = read(tmp_path / "book.xlsx")
    assert rows == {
        "reports": [["report_ref"], [""], [""], ["BC-1"]],
        "children": [["", "child_ref"]],
    }
    assert faults == []


def test_an_empty_sheet_of_a_workbook_is_a_fault(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "children"
    book.save(tmp_path / "book.xlsx")
    assert read(tmp_path / "book.xlsx")[1] == ["children:1:: the sheet is empty"]


def test_a_cell_that_shows_an_error_is_no_empty_cell(tmp_path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "children"
    page.append(["child_ref", "address"])
    page.append(["1", "#REF!"])
    page["B2"].data_type = "e"
    book.save(tmp_path / "book.xlsx")
    rows, _ = read(tmp_path / "book.xlsx")
    assert rows["children"][1] == ["1", Broken("#REF!")]


def test_merged_cells_are_named_and_sheets_of_the_template_passed_over(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "children"
    page.append(["child_ref", "address"])
    page.append(["1", "Số 1"])
    page.append(["2"])
    page.merge_cells("B2:B3")
    for name in ("Hướng dẫn", "Danh mục", "Lỗi"):
        book.create_sheet(name).append(["không phải dữ liệu"])
    book.save(tmp_path / "in.xlsx")
    rows, faults = read(tmp_path / "in.xlsx")
    assert list(rows) == ["children"]
    (fault,) = faults
    assert fault.startswith("children:2:: the cells B2:B3 are merged")
    book.remove(page)
    book.save(tmp_path / "help.xlsx")
    assert read(tmp_path / "help.xlsx") == (
        {},
        ["help.xlsx:1:: the file holds no sheet to import"],
    )
