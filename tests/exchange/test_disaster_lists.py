"""A list filled without network: read as it was offered, or refused by row and column at once."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from caseapp.exchange.disaster_lists import COLUMNS, LIST_NAME, ListRead, read_list, template
from caseapp.rules.disasters import Spell, TypedLine

FIRST, TODAY = date(2026, 11, 16), date(2026, 11, 23)
GOOD = ("Thạch Sên", "Ấp 1", "Sa Rương", "2018", "Nữ", "Bị thương", None, None)


def filled(*rows: tuple[Any, ...], blank: bytes | None = None) -> bytes:
    """The template as somebody filled it."""
    book = load_workbook(io.BytesIO(blank or template("Lũ", "Phường Ninh Kiều")))
    for at, row in enumerate(rows, start=2):
        for place, value in enumerate(row, start=1):
            book[LIST_NAME].cell(at, place, value)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def read(content: bytes) -> ListRead:
    return read_list(content, Spell(FIRST), TODAY)


def test_the_template_offers_the_choices_and_reads_as_empty() -> None:
    blank = template("=Lũ", "Phường Ninh Kiều")
    book = load_workbook(io.BytesIO(blank))
    assert book.sheetnames == [LIST_NAME, "Danh mục", "Hướng dẫn"]
    assert [cell.value for cell in book[LIST_NAME][1]] == list(COLUMNS.values())
    offered = book[LIST_NAME].data_validations.dataValidation
    assert [str(each.sqref) for each in offered] == ["E2:E201", "F2:F201"]
    assert [cell.value for cell in book["Danh mục"]["A"]][:4] == [
        "Giới tính", "Nam", "Nữ", "Không biết",
    ]  # fmt: skip
    assert book["Hướng dẫn"]["A1"].value == "'=Lũ"
    assert [(each.row, each.message) for each in read(blank).faults] == [(2, "The list is empty")]


def test_a_filled_list_is_read_line_by_line_and_a_household_is_written_once() -> None:
    found = read(
        filled(
            GOOD,
            (None, None, "Sa Mua", 8, "nam", None, date(2026, 11, 17), "18/11/2026"),
            (None,) * 8,
            ("Danh Út", "Ấp 2", "Na Ri", date(2020, 2, 1), "female", None, None, None),
        )
    )
    assert found.faults == ()
    assert found.lines == (
        TypedLine("Sa Rương", "2018", "female", "injury", "Thạch Sên", "Ấp 1", FIRST, None),
        TypedLine(
            "Sa Mua", "8", "male", "", "Thạch Sên", "Ấp 1", date(2026, 11, 17), date(2026, 11, 18)
        ),
        TypedLine("Na Ri", "2020-02-01", "female", "", "Danh Út", "Ấp 2", FIRST, None),
    )


def test_all_faults_are_told_by_row_and_column() -> None:
    found = read(
        filled(
            GOOD,
            ("Danh Út", None, "Na Ri", "tám", "gái", "Ướt", date(2026, 11, 15), "hôm qua"),
            ("Danh Út", "Ấp 2", "#REF!", 2027, None, None, None, date(2026, 11, 24)),
        )
    )
    assert [(each.row, each.column) for each in found.faults] == [
        *((3, COLUMNS[name]) for name in ("hamlet", "birth", "sex", "harm")),
        *((3, COLUMNS[name]) for name in ("affected_on", "listed_on")),
        *((4, COLUMNS[name]) for name in ("name", "birth", "sex", "listed_on")),
    ]
    assert found.faults[6].message == "This cell cannot be read"


def test_columns_are_known_by_their_headings_in_any_order() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["gioi tinh", "Họ và tên trẻ em", "birth", "Họ và tên chủ hộ", "Ghi chú"])
    sheet.append(["Nữ", "Na Ri", "2018", "Danh Út", "x"])
    made = io.BytesIO()
    book.save(made)
    found = read(made.getvalue())
    assert [(each.column, each.message) for each in found.faults] == [
        ("Ghi chú", "This column does not belong to the list, or stands there twice"),
        (COLUMNS["hamlet"], "This column is missing"),
    ]


def _with_cell(reference: str) -> bytes:
    """A workbook that names one cell far off."""
    made, blank = io.BytesIO(), zipfile.ZipFile(io.BytesIO(template("Lũ", "Phường")))
    with zipfile.ZipFile(made, "w") as parts:
        for name in blank.namelist():
            text = blank.read(name)
            if name.endswith("sheet1.xml"):
                cell = f'<row r="9"><c r="{reference}"><v>1</v></c></row></sheetData>'
                text = text.replace(b"</sheetData>", cell.encode())
            parts.writestr(name, text)
    return made.getvalue()


def _torn() -> bytes:
    """A workbook of whose packed bytes some are lost."""
    content = template("Lũ", "Phường")
    at = content.index(b"xl/worksheets/sheet1.xml") + 60
    return content[:at] + bytes(20) + content[at + 20 :]


def _swollen() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b" " * (33 * 1024 * 1024))
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no workbook"),
        (b"PK\x03\x04 nothing", "no workbook"),
        (b"\xd0\xcf\x11\xe0 an old one", "no workbook"),
        (_with_cell("XFD9"), "larger"),
        (_with_cell("A1048576"), "larger"),
        (_with_cell("A" + "9" * 5000), "larger"),
        (_with_cell('A9" t="e'), "no workbook"),
        (_torn(), "no workbook"),
        (_swollen(), "larger"),
    ],
    ids=["empty", "cut", "old", "wide", "deep", "digits", "broken", "torn", "swollen"],
)
def test_what_is_no_list_or_unfolds_without_end_is_not_opened(content: bytes, why: str) -> None:
    (fault,) = read(content).faults
    assert why in fault.message


def test_more_children_than_one_file_takes_are_refused() -> None:
    rows = [("Thạch Sên", "Ấp 1", f"Bé {number}", "2018", "Nữ") for number in range(201)]
    found = read(filled(*rows))
    assert [each.params for each in found.faults] == [{"most": 200}]
    assert read(filled(*rows[:200])).faults == ()
