from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

from caseapp.exchange.cells import BAD
from caseapp.exchange.faults import Faults
from caseapp.exchange.reading import RawSheet
from caseapp.exchange.sheets import SHEETS
from caseapp.exchange.tables import Table, read_tables


def read(name: str, *rows: list[Any]) -> tuple[Table | None, list[str]]:
    faults = Faults()
    tables = read_tables([RawSheet(name, list(rows))], faults)
    return tables.get(name), [str(fault) for fault in faults.listed()]


NAMES = ["child_ref", "area_code", "from", "to"]


def test_cells_are_read_column_by_column() -> None:
    table, faults = read("residences", NAMES, ["1", "31135", "2026-01-01", ""])
    assert faults == []
    assert table is not None
    assert table.rows == [2]
    assert table.keys() == [("1", date(2026, 1, 1))]
    assert table.across("area_code", "to") == [("31135", None)]


def test_vietnamese_headings_serve_as_well_in_any_case_order_and_form() -> None:
    headings = [c.heading for c in SHEETS["residences"].columns][::-1]
    headings = [unicodedata.normalize("NFD", h).upper() for h in headings]
    table, faults = read("residences", headings, ["", "2026-01-01", "31135", "1"])
    assert faults == []
    assert table is not None
    assert table.keys() == [("1", date(2026, 1, 1))]


def test_a_fault_names_the_column_of_the_contract_whatever_its_heading() -> None:
    headings = [c.heading for c in SHEETS["residences"].columns]
    _, faults = read("residences", headings, ["1", "31135", "x", ""])
    assert faults == ["residences:2:from: 'x' is no date; write YYYY-MM-DD or DD/MM/YYYY"]


def test_unknown_sheets_and_columns_are_named_and_the_rows_still_checked() -> None:
    table, faults = read("residences", [*NAMES, "colour"], ["1", "31135", "x", "", "red"])
    assert [fault.partition(": ")[0] for fault in faults] == [
        "residences:1:colour",
        "residences:2:from",
    ]
    assert table is not None
    assert table.values["from"] == [BAD]
    none, faults = read("notes", ["a"], ["1"])
    assert none is None
    assert faults[0].startswith("notes:1:: unknown sheet")


def test_missing_and_repeated_columns_are_named() -> None:
    _, faults = read("residences", ["child_ref", "from", "Từ ngày"], ["1", "2026-01-01", ""])
    assert faults == [
        "residences:1:area_code: the required column is missing",
        "residences:1:from: the column stands here twice",
    ]


def test_a_column_left_out_is_known_to_be_left_out() -> None:
    table, faults = read("residences", NAMES[:3], ["1", "31135", "2026-01-01"])
    assert faults == []
    assert table is not None
    assert table.values["to"] == [None]
    assert table.given == {"child_ref", "area_code", "from"}


def test_empty_rows_are_passed_over_but_counted() -> None:
    table, faults = read(
        "residences", NAMES, [], ["", "  ", "", ""], ["1", "31135", "x", ""], ["", "", "", ""]
    )
    assert table is not None
    assert table.rows == [4]
    assert faults[0].startswith("residences:4:from:")


def test_short_rows_are_as_if_filled_up() -> None:
    table, faults = read("residences", NAMES, ["1", "31135", "2026-01-01"])
    assert faults == []
    assert table is not None
    assert table.values["to"] == [None]


def test_a_cell_under_no_heading_is_a_fault() -> None:
    row = ["1", "31135", "2026-01-01", ""]
    _, faults = read("residences", NAMES, [*row, "stray"], [*row, ""])
    assert faults == ["residences:2:: a cell stands under no heading"]
    gap = ["child_ref", "", "area_code", "from"]
    _, faults = read("residences", gap, ["1", "stray", "31135", "2026-01-01"])
    assert faults == ["residences:2:: a cell stands under no heading"]


def test_every_fault_of_a_row_is_named() -> None:
    _, faults = read("residences", NAMES, ["", "", "x", "y"])
    assert [fault.split(":")[2] for fault in faults] == NAMES
