"""Workbooks for people: headings that stand out, lists to choose from, columns that keep text.

Written page by page as they are read, so that 100,000 rows need no more room than one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink

from caseapp.exchange.column_notes import KINDS, NOTES
from caseapp.exchange.labels import WORDS_ELSEWHERE, labelled
from caseapp.exchange.sheets import OPEN, Column, Kind, Sheet
from caseapp.rules.codes.circumstances import SUBGROUPS
from caseapp.rules.codes.people import ETHNICITY

LISTS: Final = "Danh mục"
_ROWS: Final = 1_048_576
_TEXT: Final = "@"
_LONGEST_PROMPT: Final = 255
"""What a spreadsheet shows beside a cell, and the most that a list typed into it may hold."""
_REQUIRED_FILL: Final = PatternFill("solid", fgColor="1D5B3A")
_PLAIN_FILL: Final = PatternFill("solid", fgColor="DCE9E1")
_FAULT_FILL: Final = PatternFill("solid", fgColor="F7C9C4")
_SIZE: Final = (420, 120)
"""Width and height of a comment, in points: a reason is two lines long."""
_NO_TITLE: Final = re.compile(r"[\[\]:*?/\\]")
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

Cell = Any
"""A plain value, or a cell of openpyxl with a look of its own."""


class Book:
    """One workbook in the making; `units` are the codes and names offered for area columns."""

    def __init__(self, units: Sequence[tuple[str, str]]) -> None:
        self._book = Workbook(write_only=True)
        self._units = [labelled(code, name) for code, name in units]
        self._lists: dict[str, list[str]] = {}

    def add_plain(self, name: str, widths: Sequence[int]) -> Any:  # noqa: ANN401 - openpyxl's own
        """Add a page for reading."""
        page = self._book.create_sheet(name)
        for place, width in enumerate(widths, start=1):
            page.column_dimensions[get_column_letter(place)].width = width
        return page

    def add_page(self, name: str, sheet: Sheet | None, places: Mapping[str, int]) -> Any:  # noqa: ANN401
        """Add a page of the format; `places` tells in which column each name stands, from 0."""
        page = self._book.create_sheet(name)
        page.freeze_panes = "A2"
        for column in sheet.columns if sheet else ():
            if column.name in places:
                self._shape(page, sheet, column, get_column_letter(places[column.name] + 1))
        return page

    def _shape(self, page: Any, sheet: Sheet | None, column: Column, letter: str) -> None:  # noqa: ANN401
        assert sheet is not None
        dimension = page.column_dimensions[letter]
        dimension.width = _WIDTHS.get(column.kind, 24)
        if column.kind is not Kind.COUNT:
            dimension.number_format = _TEXT
        choice = self._choice(column)
        note = NOTES.get((sheet.name, column.name), "")
        rule = DataValidation(
            type="list" if choice else None,
            formula1=choice or None,
            allow_blank=True,
            errorStyle="stop" if column.kind is Kind.CODE else "warning",
            showErrorMessage=bool(choice),
            showInputMessage=True,
            errorTitle="Không có trong danh sách",
            error="Chọn một dòng của danh sách, hoặc ghi đúng mã.",
            promptTitle=column.heading[:32],
            prompt=f"{KINDS[column.kind]}. {note}".strip()[:_LONGEST_PROMPT],
        )
        rule.add(f"{letter}2:{letter}{_ROWS}")
        page.data_validations.append(rule)

    def _choice(self, column: Column) -> str:
        """Return where the list of a column stands, '' when any text may be written."""
        if column.kind in {Kind.AREA, Kind.AREAS}:
            extra = [labelled(c, WORDS_ELSEWHERE[c]) for c in column.also if c in WORDS_ELSEWHERE]
            return self._list("_".join(["units", *column.also]), [*self._units, *extra])
        if column.kind is Kind.ETHNICITY:
            return self._list("ethnicity", [row.code for row in ETHNICITY])
        codes = SUBGROUPS if column.kind is Kind.SUBGROUP else column.codes
        if codes is None:
            return self._list("until", [OPEN]) if column.kind is Kind.UNTIL else ""
        return self._list(codes.name, [labelled(row.code, row.vi) for row in codes])

    def _list(self, name: str, rows: list[str]) -> str:
        self._lists.setdefault(name, rows)
        letter = get_column_letter(list(self._lists).index(name) + 1)
        return f"'{LISTS}'!${letter}$2:${letter}${len(rows) + 1}"

    def heading(self, page: Any, text: str, *, required: bool = False) -> Cell:  # noqa: ANN401
        """Return a cell of the first row; a required one is darker."""
        cell = WriteOnlyCell(page, text)
        cell.font = Font(bold=True, color="FFFFFF" if required else "1D2B24")
        cell.fill = _REQUIRED_FILL if required else _PLAIN_FILL
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        return cell

    def words(self, page: Any, text: str, *, bold: bool = False) -> Cell:  # noqa: ANN401
        """Return a cell of text that wraps."""
        cell = WriteOnlyCell(page, writable(text))
        cell.font = Font(bold=bold)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        return cell

    def marked(self, page: Any, value: Any, reasons: Sequence[str], *, told: bool) -> Cell:  # noqa: ANN401
        """Return a cell that stands out as faulty, and says why when one points at it."""
        cell = WriteOnlyCell(page, value)
        cell.fill = _FAULT_FILL
        cell.font = Font(bold=True, color="8A1C0F")
        if told:
            cell.comment = Comment(writable("\n".join(reasons)), "caseapp", _SIZE[1], _SIZE[0])
        return cell

    def link(self, page: Any, text: str, place: str) -> Cell:  # noqa: ANN401
        """Return a cell that leads to another place of the workbook."""
        cell = WriteOnlyCell(page, text)
        cell.hyperlink = Hyperlink(ref="", location=place)
        cell.font = Font(underline="single", color="1D5B3A")
        return cell

    def save(self, place: Path | IO[bytes]) -> None:
        """Write the lists, out of sight, and the whole workbook."""
        if self._lists:
            page = self._book.create_sheet(LISTS)
            page.sheet_state = "hidden"
            columns = list(self._lists.values())
            page.append(list(self._lists))
            for row in range(max(map(len, columns))):
                page.append([each[row] if row < len(each) else None for each in columns])
        self._book.save(place)


_WIDTHS: Final[Mapping[Kind, int]] = {
    Kind.DAY: 14,
    Kind.UNTIL: 14,
    Kind.MOMENT: 18,
    Kind.COUNT: 12,
    Kind.PERSONAL_ID: 16,
    Kind.TEXT: 40,
    Kind.AREA: 30,
    Kind.AREAS: 30,
}


def title_of(name: str) -> str:
    """Return a name that a page of a workbook may bear."""
    return _NO_TITLE.sub("_", writable(name))[:31] or "_"


def writable(text: str) -> str:
    """Return text without what no workbook can hold, and not longer than a cell."""
    return _UNWRITABLE.sub("", text)[:32_000]
