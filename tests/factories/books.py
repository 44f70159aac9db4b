"""Workbooks in memory, as a browser would send them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook


def book(**sheets: Sequence[Mapping[str, object]]) -> bytes:
    """Write each sheet's rows under the names of the first row's columns."""
    made = Workbook()
    made.remove(made.active)  # type: ignore[arg-type]  # there is one
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        page.append(list(rows[0]))
        for row in rows:
            page.append([row.get(column) for column in rows[0]])
        for cell in (each for line in page.iter_rows() for each in line if each.data_type == "f"):
            cell.data_type = "s"  # a person types text that begins like a formula
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def opened(content: bytes) -> Any:
    """Open a workbook that was handed out."""
    return load_workbook(BytesIO(content))
