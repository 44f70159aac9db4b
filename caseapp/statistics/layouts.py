"""A sheet written down: as JSON, as CSV, as a table for a terminal."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any, Final

from caseapp.rules.figure_kinds import INTERNAL
from caseapp.statistics.sheet import Row, Sheet

PUBLICATION: Final = "publication"
"""The note that says which kind of figures these are, and the column of a file handed out."""


def as_json(sheet: Sheet, mark: str = "") -> str:
    """Return the sheet as one JSON document (contracts §5), one line a row.

    A note says that the figures are the office's own; `mark` to whom they are handed.
    """
    period = sheet.period
    write = json.JSONEncoder(ensure_ascii=False).encode
    rates = {each.id for each in sheet.indicators if each.per_10000}
    span = {"id": period.id, "start": str(period.start), "end": str(period.end)}
    rows = ",\n".join(
        write(_member(row, rated=row.indicator in rates)) for row in sheet.make_rows()
    )
    return (
        f'{{"period": {write(span)},\n"definition": {write(sheet.definition)},\n'
        f'"rows": [\n{rows}\n],\n"notes": {write(_notes(sheet, mark))}}}'
    )


def _notes(sheet: Sheet, mark: str) -> dict[str, Any]:
    return {**sheet.notes, PUBLICATION: mark or INTERNAL}


def _member(row: Row, *, rated: bool) -> dict[str, Any]:
    member: dict[str, Any] = {
        "indicator": row.indicator,
        "area": row.area,
        "by": row.by,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "value": None if row.value is None else float(row.value),
        "unit": row.unit,
    }
    if rated:
        member["per_10000"] = None if row.per_10000 is None else float(row.per_10000)
    member["status"] = row.status
    if row.overlapping:
        member["overlapping"] = True
    if not row.by:
        member["target_2025"] = row.target_2025
        member["target_2030"] = row.target_2030
    return member


_AFTER: tuple[str, ...] = (
    "numerator",
    "denominator",
    "value",
    "unit",
    "per_10000",
    "status",
    "overlapping",
    "target_2025",
    "target_2030",
)


def as_csv(sheet: Sheet, mark: str = "") -> str:
    """Return the rows as CSV: the columns of the JSON, `by` flat with a column a dimension.

    What JSON leaves out or writes as null is empty; the column of a dimension is empty on the
    undivided rows. With a mark every row bears it in a last column.
    """
    return rows_csv(sheet.make_rows(), sheet.by, mark)


def rows_csv(rows: Iterable[Row], by: tuple[str, ...] = (), mark: str = "") -> str:
    """Return some rows as CSV, in the columns of a sheet."""
    heads = ["indicator", "area", *by, *_AFTER]
    return _csv(heads, (_fields(row, by) for row in rows), mark)


def periods_csv(rows: Iterable[tuple[str, Row]], mark: str = "") -> str:
    """Return undivided rows of several periods as CSV, the period in the first column."""
    heads = ["period", "indicator", "area", *_AFTER]
    return _csv(heads, ([period, *_fields(row, ())] for period, row in rows), mark)


def _csv(heads: list[str], lines: Iterable[list[str]], mark: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    marks = [mark] if mark else []
    writer.writerow([*heads, *([PUBLICATION] if mark else [])])
    writer.writerows([*line, *marks] for line in lines)
    return out.getvalue()


def _fields(row: Row, by: tuple[str, ...]) -> list[str]:
    fields = row._asdict() | {"overlapping": "true" if row.overlapping else None}
    divided = [row.by.get(name, "") for name in by]
    return [row.indicator, row.area, *divided, *(_plain(fields[name]) for name in _AFTER)]


def _plain(value: object) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def as_table(sheet: Sheet, mark: str = "") -> str:
    """Return the sheet for reading: a heading, the rows in columns, the notes, the definitions."""
    period = sheet.period
    lines = [f"{period.id}: {period.start} to {period.end}", f"Definition: {sheet.definition}", ""]
    heading = ["indicator", "area", *sheet.by]
    heading += ["numerator", "denominator", "value", "per 10,000", "status", "targets 2025, 2030"]
    rows = [heading, *(_shown(row, sheet.by) for row in sheet.make_rows())]
    lines += _columns(rows, left=2 + len(sheet.by))
    lines += ["", *(f"{name}: {_note(value)}" for name, value in _notes(sheet, mark).items()), ""]
    lines += [f"{each.id}: {each.definition}" for each in sheet.indicators]
    if any(row.overlapping for row in sheet.make_rows()):
        lines.append("Divided rows may overlap: a child can stand in several of them.")
    return "\n".join(lines) + "\n"


def _shown(row: Row, by: Iterable[str]) -> list[str]:
    targets = ""
    if not row.by and row.target_2025 is not None:
        targets = f"{row.target_2025:g} %, {row.target_2030:g} %"
    return [
        row.indicator,
        row.area,
        *(row.by.get(name, "") for name in by),
        str(row.numerator),
        "-" if row.denominator is None else str(row.denominator),
        "-" if row.value is None else f"{row.value} %",
        "" if row.per_10000 is None else str(row.per_10000),
        row.status,
        targets,
    ]


def _columns(rows: list[list[str]], left: int) -> list[str]:
    """Align the columns: the first `left` ones and the last two to the left, numbers right."""
    widths = [max(len(text) for text in column) for column in zip(*rows, strict=True)]
    words = {*range(left), len(widths) - 2, len(widths) - 1}
    return [
        "  ".join(
            text.ljust(width) if place in words else text.rjust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _note(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return "not known" if value is None else str(value)
