"""A copy of a file with faults, each faulty cell marked: to be mended and handed in once more.

It is written anew from what was read, as harmless text: no formula, macro or link of the file
comes along. Rows and columns stand where they stood.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from openpyxl.utils import get_column_letter

from caseapp.exchange.book import Book, title_of, writable
from caseapp.exchange.directory_sheets import DIRECTORY_SHEETS
from caseapp.exchange.fault_words import heading_of, in_vietnamese
from caseapp.exchange.faults import Fault, Faults
from caseapp.exchange.plain_text import neutralise
from caseapp.exchange.reading import Broken, RawSheet
from caseapp.exchange.sheets import SHEETS
from caseapp.exchange.tables import column_places

FAULTS: Final = "Lỗi"
MOST_COMMENTS: Final = 10_000
"""Cells that say why when one points at them; the others are marked, and the list says it."""
_MOST_LINKS: Final = 65_000
"""A spreadsheet follows no more links on one page."""
_FORMAT: Final = {**SHEETS, **DIRECTORY_SHEETS}

Marks = dict[tuple[int, int], list[str]]
"""Reasons by row (heading = 1) and column from 0."""


def write_copy(
    path: Path, raw: Sequence[RawSheet], faults: Sequence[Fault], units: Sequence[tuple[str, str]]
) -> None:
    """Write the copy: first all faults with links to their cells, then the sheets as they were."""
    book = Book(units)
    places = {sheet.name: _places(sheet) for sheet in raw}
    _list(book, faults, places)
    told = 0
    for sheet in raw:
        marks = _marks(sheet.name, faults, places[sheet.name])
        told += _write(book, sheet, marks, places[sheet.name], MOST_COMMENTS - told)
    book.save(path)


def _places(sheet: RawSheet) -> dict[str, int]:
    """Return where each column stands: by its name, and an unknown one by its own heading."""
    headings = {_text(cell).strip(): at for at, cell in enumerate(sheet.rows[0])}
    known = _FORMAT.get(sheet.name)
    if known is None:
        return headings
    return headings | column_places(known, [_text(cell) for cell in sheet.rows[0]], Faults())


def _marks(name: str, faults: Sequence[Fault], places: dict[str, int]) -> Marks:
    marks: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for fault in faults:
        if fault.sheet == name:
            marks[fault.row, places.get(fault.column, 0)].append(in_vietnamese(fault.reason))
    return marks


def _list(book: Book, faults: Sequence[Fault], places: dict[str, dict[str, int]]) -> None:
    page = book.add_plain(FAULTS, (18, 10, 30, 90))
    page.append([book.words(page, f"Tệp có {len(faults)} lỗi; chưa ghi gì.", bold=True)])
    page.append(["Sửa từng ô được tô đỏ rồi chọn lại tệp này; trang “Lỗi” không cần xóa."])
    page.append([book.heading(page, text) for text in ("Trang tính", "Ô", "Cột", "Lỗi")])
    for number, fault in enumerate(faults):
        at = places.get(fault.sheet, {}).get(fault.column, 0)
        spot = f"{get_column_letter(at + 1)}{fault.row}"
        sheet = writable(neutralise(fault.sheet))
        linked = fault.sheet in places and number < _MOST_LINKS
        quoted = title_of(fault.sheet).replace("'", "''")
        page.append(
            [
                sheet,
                book.link(page, spot, f"'{quoted}'!{spot}") if linked else spot,
                writable(neutralise(heading_of(fault.sheet, fault.column))),
                writable(neutralise(in_vietnamese(fault.reason))),
            ]
        )


def _write(book: Book, sheet: RawSheet, marks: Marks, places: dict[str, int], left: int) -> int:
    """Write one sheet with its marks; return how many cells say why they are marked."""
    known = _FORMAT.get(sheet.name)
    page = book.add_page(title_of(sheet.name), known, places)
    columns = known.columns if known else ()
    required = {places[c.name] for c in columns if c.required and c.name in places}
    by_row: defaultdict[int, dict[int, list[str]]] = defaultdict(dict)
    for (row, at), reasons in marks.items():
        by_row[row][at] = reasons
    told = 0
    for number in range(1, max(len(sheet.rows), *by_row, 1) + 1):
        cells = sheet.rows[number - 1] if number <= len(sheet.rows) else []
        values: list[Any] = list(map(_cell, cells))
        wrong = by_row.get(number, {})
        values += [None] * (max(wrong, default=-1) + 1 - len(values))
        for at, value in enumerate(values):
            if at in wrong:
                values[at] = book.marked(page, value, wrong[at], told=told < left)
                told += 1
            elif number == 1 and value is not None:
                values[at] = book.heading(page, str(value), required=at in required)
        page.append(values)
    return told


def _cell(cell: object) -> Any:  # noqa: ANN401 - what a cell may hold
    if cell == "" or cell is None:
        return None
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else cell
    if isinstance(cell, (datetime, date, int)) and not isinstance(cell, bool):
        return cell
    return writable(neutralise(_text(cell)))


def _text(cell: object) -> str:
    if isinstance(cell, Broken):
        return cell.text
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    return str(cell)
