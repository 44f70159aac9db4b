from __future__ import annotations

from caseapp.exchange.directory_sheets import DIRECTORY_SHEETS
from caseapp.exchange.sheets import SHEETS


def test_the_directory_s_sheets_are_none_of_the_registers() -> None:
    assert not DIRECTORY_SHEETS.keys() & SHEETS.keys()
    for sheet in DIRECTORY_SHEETS.values():
        names, headings = [{getattr(c, of) for c in sheet.columns} for of in ("name", "heading")]
        assert len(names) == len(headings) == len(sheet.columns)
        assert all(sheet.column(name).required for name in sheet.key)
