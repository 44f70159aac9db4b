"""Opens a workbook or a folder of CSV files and hands over its sheets as rows of raw cells."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from caseapp.exchange.faults import Faults
from caseapp.exchange.sheets import ASIDE, SHEETS
from caseapp.rules.reasons import Reason
from caseapp.rules.values import msgid

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

WORKBOOK: Final = ".xlsx"
_LONGEST_CELL: Final = 1_000_000
_SEPARATORS: Final = ",;\t"


@dataclass(frozen=True)
class Broken:
    """A cell in which the spreadsheet itself shows an error such as `#REF!`."""

    text: str


@dataclass(frozen=True)
class RawSheet:
    """A sheet as found: `rows[0]` is the heading row, `rows[n]` is row n + 1 of the file."""

    name: str
    rows: list[list[Any]]


def read_source(path: Path, faults: Faults) -> list[RawSheet]:
    """Read every sheet of a workbook or folder; what cannot be read at all is a fault.

    Sheets come in the order of the workbook; a folder's files in the order of the format.
    """
    raw = list(
        _from_folder(path, faults) if path.is_dir() else _from_workbook(path, path.name, faults)
    )
    if not raw and not faults:
        faults.add(path.name, 1, "", Reason(_NO_SHEET))
    for sheet in raw:
        if not any(any(cell != "" for cell in row) for row in sheet.rows[:1]):
            empty = not any(any(cell != "" for cell in row) for row in sheet.rows)
            reason = Reason(_EMPTY if empty else _NO_HEADINGS)
            faults.add(sheet.name, 1, "", reason)
    return [sheet for sheet in raw if sheet.rows]


def _from_folder(folder: Path, faults: Faults) -> Iterator[RawSheet]:
    files = [file for file in folder.iterdir() if file.suffix.lower() == ".csv" and file.is_file()]
    if not files:
        faults.add(folder.name, 1, "", Reason(msgid("the folder holds no .csv file")))
    order = {name: number for number, name in enumerate(SHEETS)}
    for file in sorted(files, key=lambda f: (order.get(f.stem, len(order)), f.name)):
        faults.follow(file.stem)
        yield RawSheet(file.stem, _csv_rows(file, faults))


def _csv_rows(file: Path, faults: Faults) -> list[list[Any]]:
    raw = file.read_bytes().removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            faults.add(file.stem, 1, "", Reason(_UTF16))
            return []
        before = list(csv.reader(io.StringIO(raw[: error.start].decode("utf-8"), newline="")))
        faults.add(file.stem, max(len(before), 1), "", Reason(_NOT_UTF8))
        text = raw.decode("utf-8", errors="backslashreplace")
    return _split(file.stem, text, faults)


_MERGED: Final = msgid(
    "the cells %(cells)s are merged, and all but the first would be lost: separate them"
)
_NO_SHEET: Final = msgid("the file holds no sheet to import")
_EMPTY: Final = msgid("the sheet is empty")
_NO_HEADINGS: Final = msgid("the first row must name the columns")
_NOT_UTF8: Final = msgid("the bytes are not UTF-8; save the file as 'CSV UTF-8'")
_UTF16: Final = msgid("the bytes are not UTF-8; save the file as 'CSV UTF-8' (it is UTF-16)")
_NOT_SPLIT: Final = msgid("the row cannot be split into cells: %(error)s")
_NO_WORKBOOK: Final = msgid("the file cannot be read as an .xlsx workbook: %(error)s")


def _split(name: str, text: str, faults: Faults) -> list[list[Any]]:
    """Split CSV text into rows; commas, or what a Vietnamese Excel writes instead."""
    csv.field_size_limit(_LONGEST_CELL)
    heading = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=heading.count)
    rows: list[list[Any]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            rows.append(row)  # noqa: PERF402 - what was read before an error is still checked
    except csv.Error as error:
        faults.add(name, len(rows) + 1, "", Reason(_NOT_SPLIT, error=error))
    return rows


def read_workbook(content: bytes, name: str, faults: Faults) -> list[RawSheet]:
    """Read every sheet of a workbook that lies in memory; what cannot be read at all is a fault."""
    return _from_workbook(io.BytesIO(content), name, faults)


def _from_workbook(source: Path | io.BytesIO, name: str, faults: Faults) -> list[RawSheet]:
    """Read a workbook; its readers fail in many ways at one that no spreadsheet wrote."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - its first reader

    try:
        if isinstance(source, Path):
            book = CalamineWorkbook.from_path(source)
        else:
            book = CalamineWorkbook.from_filelike(source)
        return list(_sheets(book, _broken_cells(source), faults))
    except BaseException as error:
        if not (isinstance(error, Exception) or type(error).__name__ == _PANIC):
            raise
        told = isinstance(error, (CalamineError, OSError))
        words = error if told else type(error).__name__
        faults.add(name, 1, "", Reason(_NO_WORKBOOK, error=words))
        return []


_PANIC: Final = "PanicException"
"""How the fast reader gives up; it is no Exception, and would end a worker."""
_ERROR: Final = re.compile(rb"\bt\s*=\s*[\"']e[\"']")

_VALUES: Final = (b'"e"', b"'e'")

_BrokenCells = dict[str, list[tuple[int, int, str]]]


def _sheets(book: CalamineWorkbook, broken: _BrokenCells, faults: Faults) -> Iterator[RawSheet]:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - openpyxl is large

    for name in book.sheet_names:
        if unicodedata.normalize("NFC", name) in ASIDE:
            continue
        faults.follow(name)
        page = book.get_sheet_by_name(name)
        rows: list[list[Any]] = page.to_python(skip_empty_area=False)
        for (row, column), (last, end) in page.merged_cell_ranges or ():
            place = (
                f"{get_column_letter(column + 1)}{row + 1}:{get_column_letter(end + 1)}{last + 1}"
            )
            faults.add(name, row + 1, "", Reason(_MERGED, cells=place))
        for row, column, text in broken.get(name, ()):
            if row <= len(rows) and column <= len(rows[row - 1]):
                rows[row - 1][column - 1] = Broken(text)
        yield RawSheet(name, rows)


def _holds_an_error(part: bytes) -> bool:
    """Whether a cell of a part may show an error; the quick look spares the slow one."""
    return any(value in part for value in _VALUES) and _ERROR.search(part) is not None


def _broken_cells(path: Path | io.BytesIO) -> _BrokenCells:
    """Find the cells that show an error: calamine reads them as empty, which would lose them."""
    from openpyxl import load_workbook  # noqa: PLC0415 - openpyxl is large

    with zipfile.ZipFile(path) as parts:
        if not any(_holds_an_error(parts.read(name)) for name in parts.namelist()):
            return {}
    book = load_workbook(path, read_only=True, data_only=True)
    found = {
        sheet.title: [
            (number, place, str(cell.value))
            for number, row in enumerate(sheet.iter_rows(), start=1)
            for place, cell in enumerate(row, start=1)
            if cell.data_type == "e"
        ]
        for sheet in book.worksheets
    }
    book.close()
    return found
