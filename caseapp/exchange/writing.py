"""Writes sheets as a workbook or a folder of CSV files, harmless to open, whole or not at all."""

from __future__ import annotations

import csv
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from caseapp.exchange.plain_text import neutralise
from caseapp.exchange.reading import WORKBOOK
from caseapp.exchange.sheets import SHEETS

NOTE: Final = "GHI-CHU.txt"
"""The text beside CSV files that says what is not in them."""

_CELL_LIMIT: Final = 32_767
_ROW_LIMIT: Final = 1_048_576
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

Rows = Iterable[Mapping[str, Any]]


class CannotWrite(Exception):
    """The place or the format cannot take the export; the message says what to do."""


def write_sheets(path: Path, sheets: Iterable[tuple[str, Rows]], note: str = "") -> dict[str, int]:
    """Write each sheet's rows, columns in the order of the format; return the counts.

    A path ending in .xlsx becomes a workbook, any other a folder; neither may be there yet.
    `note` is for who reads it, and nothing to an import: a comment on the first cell of each page,
    or a text beside the CSV files.
    What is written is readable by its owner alone, and appears only when all of it is there.
    """
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise CannotWrite(f"{path} is there already; name a new one")
    if not path.parent.is_dir():
        raise CannotWrite(f"the folder {path.parent} does not exist")
    workbook = path.suffix.lower() == WORKBOOK
    with _draft(path) as draft:
        made = draft / path.name
        counts = (_write_workbook if workbook else _write_folder)(made, sheets, note)
        made.chmod(0o600 if workbook else 0o700)
        made.replace(path)
    return counts


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    draft = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write_folder(folder: Path, sheets: Iterable[tuple[str, Rows]], note: str) -> dict[str, int]:
    folder.mkdir(mode=0o700)
    if note:
        (folder / NOTE).write_text(f"{note}\n", encoding="utf-8")
        (folder / NOTE).chmod(0o600)
    counts = {}
    for name, rows in sheets:
        columns = [column.name for column in SHEETS[name].columns]
        descriptor = os.open(folder / f"{name}.csv", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            counts[name] = 0
            for row in rows:
                writer.writerow([_cell(row[column]) for column in columns])
                counts[name] += 1
    return counts


def _write_workbook(file: Path, sheets: Iterable[tuple[str, Rows]], note: str) -> dict[str, int]:
    from openpyxl import Workbook  # noqa: PLC0415 - openpyxl is large

    book = Workbook(write_only=True)
    try:
        counts = {
            name: _write_page(book.create_sheet(name), name, rows, note) for name, rows in sheets
        }
    finally:
        book.save(file)  # also after a failure: it ends the pages that wait in temporary files
    return counts


def _write_page(page: Any, name: str, rows: Rows, note: str) -> int:  # noqa: ANN401 - openpyxl's own
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - openpyxl is large
    from openpyxl.comments import Comment  # noqa: PLC0415 - as above

    columns = [column.name for column in SHEETS[name].columns]
    first = WriteOnlyCell(page, columns[0])
    if note:
        first.comment = Comment(note, "caseapp")
    page.append([first, *columns[1:]])
    number = 0
    for number, row in enumerate(rows, start=1):
        if number >= _ROW_LIMIT:
            raise CannotWrite(f"'{name}' has too many rows for a workbook; export to a folder")
        page.append([_workbook_cell(_cell(row[column])) for column in columns])
    return number


def _cell(value: object) -> str | int:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return value
    return neutralise(str(value))


def _workbook_cell(value: str | int) -> str | int | None:
    """Escape what a workbook would read as a code, and refuse what it would cut off."""
    if isinstance(value, int):
        return value
    if len(value) > _CELL_LIMIT:
        raise CannotWrite("a text is too long for a workbook's cell; export to a folder")
    return _ESCAPE.sub("_x005F_", value) or None
