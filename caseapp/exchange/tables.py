"""Turns raw sheets into tables: columns found by name or Vietnamese heading, every cell read."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

from caseapp.exchange.cells import BAD, as_text, read_column
from caseapp.exchange.faults import Faults
from caseapp.exchange.plain_text import are_clean
from caseapp.exchange.reading import RawSheet
from caseapp.exchange.sheets import REQUIRED_MARK, SHEETS, Kind, Sheet
from caseapp.rules.reasons import Reason
from caseapp.rules.values import msgid

_FIRST_ROW: Final = 2
_EMPTY: Final[Mapping[Kind, Any]] = {
    Kind.DAY: None,
    Kind.UNTIL: None,
    Kind.MOMENT: None,
    Kind.COUNT: None,
}


_UNKNOWN_SHEET: Final = msgid("unknown sheet; known are %(known)s")
_TWICE: Final = msgid("the column stands here twice")
_UNKNOWN_COLUMN: Final = msgid("unknown column")
_MISSING_COLUMN: Final = msgid("the required column is missing")
_STRAY: Final = msgid("a cell stands under no heading")


@dataclass
class Table:
    """A sheet's rows, column by column: `values[name][i]` stands in row `rows[i]` of the file.

    `given` names the columns that the file has; the others hold their empty value throughout,
    or BAD where one is required: that it is missing is a fault already.
    Beside the sheet's columns stand the ids that checks and links find: `unit_id` of the area
    code on its day, `child_id`, `report_id`, `disaster_id`, and the row's own `id`.
    """

    sheet: Sheet
    rows: list[int]
    values: dict[str, list[Any]]
    given: frozenset[str]

    @property
    def name(self) -> str:
        """The sheet's name."""
        return self.sheet.name

    def across(self, *columns: str) -> list[tuple[Any, ...]]:
        """Return the values of some columns row by row."""
        return list(zip(*(self.values[name] for name in columns), strict=True))

    def keys(self) -> list[tuple[Any, ...]]:
        """Return each row's key: the values of the sheet's key columns."""
        return self.across(*self.sheet.key)


def read_tables(
    raw: Sequence[RawSheet], faults: Faults, sheets: Mapping[str, Sheet] = SHEETS
) -> dict[str, Table]:
    """Read every known sheet; unknown sheets and columns are faults, the rest is still read."""
    tables: dict[str, Table] = {}
    for found in raw:
        sheet = sheets.get(found.name)
        if sheet is None:
            faults.add(found.name, 1, "", Reason(_UNKNOWN_SHEET, known=", ".join(sheets)))
        else:
            tables[sheet.name] = _read_table(sheet, found.rows, faults)
    return tables


def _read_table(sheet: Sheet, rows: list[list[Any]], faults: Faults) -> Table:
    places = column_places(sheet, rows[0], faults)
    numbers, cells = _filled(rows)
    _refuse_stray_cells(sheet, rows[0], numbers, cells, faults)
    columns = list(zip_longest(*cells, fillvalue=""))
    values: dict[str, list[Any]] = {}
    for column in sheet.columns:
        place = places.get(column.name)
        if place is None:
            absent = BAD if column.required else _EMPTY.get(column.kind, "")
            values[column.name] = [absent] * len(numbers)
            continue
        given = columns[place] if place < len(columns) else [""] * len(numbers)
        values[column.name], wrong = read_column(column, given)
        for position, reason in wrong.items():
            faults.add(sheet.name, numbers[position], column.name, reason)
    if any(column.kind is Kind.AREA for column in sheet.columns):
        values["unit_id"] = [BAD] * len(numbers)
    return Table(sheet, numbers, values, frozenset(places))


def column_places(sheet: Sheet, headings: Sequence[Any], faults: Faults) -> dict[str, int]:
    """Find each column by its name or template heading; name what is unknown, twice or missing."""
    names = {_same(column.heading): column.name for column in sheet.columns}
    names |= {column.name: column.name for column in sheet.columns}
    places: dict[str, int] = {}
    for place, cell in enumerate(headings):
        heading = as_text(cell)
        name = names.get(_same(heading))
        if name in places:
            faults.add(sheet.name, 1, str(name), Reason(_TWICE))
        elif name is not None:
            places[name] = place
        elif heading.strip():
            faults.add(sheet.name, 1, heading.strip(), Reason(_UNKNOWN_COLUMN))
    for column in sheet.columns:
        if column.required and column.name not in places and any(headings):
            faults.add(sheet.name, 1, column.name, Reason(_MISSING_COLUMN))
    return places


def _same(heading: str) -> str:
    heading = heading.strip().removesuffix(REQUIRED_MARK)
    return " ".join(unicodedata.normalize("NFC", heading).casefold().split())


def _filled(rows: list[list[Any]]) -> tuple[list[int], list[list[Any]]]:
    """Return the rows that hold anything, with their numbers in the spreadsheet."""
    body = rows[1:]
    first = [row[0] if row else "" for row in body]
    if set(map(type, first)) == {str} and are_clean(first):
        return list(range(_FIRST_ROW, _FIRST_ROW + len(body))), body
    found = [(n, row) for n, row in enumerate(body, start=_FIRST_ROW) if _any_holds(row)]
    return [number for number, _ in found], [row for _, row in found]


def _any_holds(row: Sequence[Any]) -> bool:
    """Tell whether any cell holds more than blanks; most often the first one does."""
    return bool(row) and (_holds(row[0]) or any(map(_holds, row)))


def _holds(cell: object) -> bool:
    return not cell.isspace() and cell != "" if isinstance(cell, str) else True


def _refuse_stray_cells(
    sheet: Sheet,
    headings: Sequence[Any],
    numbers: list[int],
    cells: list[list[Any]],
    faults: Faults,
) -> None:
    """Refuse what stands under no heading: it would be lost without a word."""
    named = [place for place, heading in enumerate(headings) if _holds(heading)]
    last = named[-1] + 1 if named else 0
    gaps = sorted(set(range(last)) - set(named))
    if not gaps and max(map(len, cells), default=0) <= last:
        return
    for number, row in zip(numbers, cells, strict=True):
        if len(row) > last or gaps:
            strays = [*row[last:], *(row[place] for place in gaps if place < len(row))]
            if any(map(_holds, strays)):
                faults.add(sheet.name, number, "", Reason(_STRAY))
