"""The workbook to fill in: Vietnamese headings, lists to choose from, how a cell is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from caseapp.exchange.book import Book, writable
from caseapp.exchange.column_notes import INTRODUCTION, KINDS, NOTES, TITLES
from caseapp.exchange.directory_sheets import DIRECTORY_SHEETS
from caseapp.exchange.plain_text import neutralise
from caseapp.exchange.sheets import REQUIRED_MARK, SHEETS, Column, Sheet
from caseapp.rules.codes.code_list import CodeList

HELP = "Hướng dẫn"
Rows = Iterable[Mapping[str, Any]]
_FORMAT = {**SHEETS, **DIRECTORY_SHEETS}


def write_template(
    place: Path | IO[bytes],
    names: Sequence[str],
    units: Sequence[tuple[str, str]],
    filled: Mapping[str, Rows] | None = None,
) -> None:
    """Write the named sheets, empty or with the rows that are given, after a page that explains.

    `units` are the codes and names that area columns offer.
    """
    book = Book(units)
    _explain(book, names)
    for name in names:
        sheet = _FORMAT[name]
        places = {column.name: place for place, column in enumerate(sheet.columns)}
        page = book.add_page(name, sheet, places)
        page.append([book.heading(page, _heading(c), required=c.required) for c in sheet.columns])
        for row in (filled or {}).get(name, ()):
            page.append([_cell(row[column.name]) for column in sheet.columns])
    book.save(place)


def _heading(column: Column) -> str:
    return f"{column.heading} {REQUIRED_MARK}" if column.required else column.heading


def _cell(value: object) -> Any:  # noqa: ANN401 - what a cell may hold
    if value is None or isinstance(value, int):
        return value
    return writable(neutralise(str(value))) or None


def _explain(book: Book, names: Sequence[str]) -> None:
    page = book.add_plain(HELP, (18, 30, 12, 44, 60, 70))
    page.append([book.words(page, "Cách điền tệp này", bold=True)])
    for line in INTRODUCTION:
        page.append([line])
    page.append([])
    heads = ("Trang tính", "Cột", "Bắt buộc", "Cách ghi", "Ý nghĩa", "Các mã")
    page.append([book.heading(page, text) for text in heads])
    for name in names:
        sheet = _FORMAT[name]
        place = f"'{name}'!A1"
        page.append([book.link(page, name, place), book.words(page, TITLES[name], bold=True)])
        for row in _lines(sheet):
            page.append([book.words(page, text) for text in row])


def _lines(sheet: Sheet) -> Iterable[tuple[str, ...]]:
    for column in sheet.columns:
        yield (
            "",
            column.heading,
            "Có" if column.required else "",
            KINDS[column.kind],
            NOTES.get((sheet.name, column.name), ""),
            _codes(column.codes) if column.codes is not None else "",
        )


def _codes(codes: CodeList[Any]) -> str:
    return "; ".join(f"{row.code} = {row.vi}" for row in codes)
