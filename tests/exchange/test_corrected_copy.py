"""The copy with faults marked: each cell where it stood, harmless, and read again alike."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from caseapp.exchange import corrected_copy
from caseapp.exchange.corrected_copy import write_copy
from caseapp.exchange.faults import Faults
from caseapp.exchange.reading import read_source
from caseapp.exchange.tables import read_tables
from tests.exchange.folders import AN, BINH, REPORT
from tests.factories.books import book

ROWS = [
    AN | {"sex": "Nam", "full_name": "=HYPERLINK(1)", "nickname": "Bé"},
    {},
    BINH | {"full_name": None, "date_of_birth": "30/02/2018"},
]


def copied(tmp_path: Path) -> tuple[Path, Faults]:
    faults, path = Faults(), tmp_path / "in.xlsx"
    path.write_bytes(book(children=ROWS, notes=[{"a": 1}], reports=[REPORT | {"setting": "moon"}]))
    raw = read_source(path, faults)
    read_tables(raw, faults)
    made = tmp_path / "copy.xlsx"
    write_copy(made, raw, faults.listed(), [])
    return made, faults


def test_each_faulty_cell_is_marked_in_vietnamese_and_listed_with_a_link(tmp_path: Path) -> None:
    made, faults = copied(tmp_path)
    read = load_workbook(made)
    assert read.sheetnames[:4] == ["Lỗi", "children", "notes", "reports"]
    page = read["children"]
    assert page["C2"].comment.text == "'Nam' không phải là một trong các mã male, female, unknown"
    assert page["B4"].comment.text == "bắt buộc phải có"
    assert "ngày không có thật" in page["D4"].comment.text
    assert page["G1"].comment.text == "cột không có trong mẫu"
    assert page["G2"].comment is None
    listed = [row[1] for row in read["Lỗi"].iter_rows(min_row=4)]
    places = {cell.hyperlink.location: cell.value for cell in listed}
    assert places["'reports'!F2"] == "F2"
    assert len(listed) == len(faults.listed())


def test_the_copy_is_harmless_and_tells_the_same_faults_once_more(tmp_path: Path) -> None:
    made, faults = copied(tmp_path)
    page = load_workbook(made)["children"]
    assert page["B2"].value == "'=HYPERLINK(1)"
    assert page["B2"].data_type == "s"
    again = Faults()
    raw = read_source(made, again)
    tables = read_tables(raw, again)
    assert [str(fault) for fault in again.listed()] == [str(fault) for fault in faults.listed()]
    assert tables["children"].values["full_name"][0] == "=HYPERLINK(1)"


def test_of_very_many_the_first_say_why_and_all_are_listed(
    tmp_path: Path, monkeypatch: object
) -> None:
    monkeypatch.setattr(corrected_copy, "MOST_COMMENTS", 2)  # type: ignore[attr-defined]
    made, faults = copied(tmp_path)
    read = load_workbook(made)
    cells = [cell for page in read for row in page.iter_rows() for cell in row]
    assert sum(cell.comment is not None for cell in cells) == 2
    assert read["Lỗi"].max_row == 3 + len(faults.listed())
