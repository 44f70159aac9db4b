from __future__ import annotations

from caseapp.exchange.column_notes import KINDS, NOTES, TITLES
from caseapp.exchange.directory_sheets import DIRECTORY_SHEETS
from caseapp.exchange.sheets import SHEETS, Kind

FORMAT = {**SHEETS, **DIRECTORY_SHEETS}


def test_every_sheet_and_kind_is_told_of_and_no_note_is_about_nothing() -> None:
    assert set(TITLES) == set(FORMAT)
    assert set(KINDS) == set(Kind)
    columns = {(name, column.name) for name, sheet in FORMAT.items() for column in sheet.columns}
    assert set(NOTES) <= columns
