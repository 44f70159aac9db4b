"""What is wrong with a file and where, so that every fault can be mended in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from caseapp.exchange.sheets import SHEETS, Sheet


@dataclass(frozen=True)
class Fault:
    """One fault: `row` as a spreadsheet shows it (heading = 1), `column` by its name or ''.

    The reason is a text; one of this program knows its words for the catalogue (rules.reasons).
    """

    sheet: str
    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        """The line that is printed: `sheet:row:column: reason`."""
        return f"{self.sheet}:{self.row}:{self.column}: {self.reason}"


class Faults:
    """All faults found so far, in any order; each place and reason once."""

    def __init__(self, sheets: Mapping[str, Sheet] = SHEETS) -> None:
        """Start with none; `sheets` are those of the format, whose columns have an order."""
        self._known = sheets
        self._found: dict[Fault, None] = {}
        self._sheets: list[str] = []

    def __bool__(self) -> bool:
        """Tell whether anything is wrong."""
        return bool(self._found)

    def follow(self, sheet: str) -> None:
        """Say that a sheet comes next in the file: its faults are listed in that order."""
        if sheet not in self._sheets:
            self._sheets.append(sheet)

    def add(self, sheet: str, row: int, column: str, reason: str) -> None:
        """Note a fault."""
        self._found[Fault(sheet, row, column, reason)] = None

    def listed(self) -> tuple[Fault, ...]:
        """Return all faults in the order of the file: sheet, row, column."""
        order = {name: number for number, name in enumerate(self._sheets)}

        def place(fault: Fault) -> tuple[int, int, int]:
            sheet = self._known.get(fault.sheet)
            columns = [column.name for column in sheet.columns] if sheet else []
            known = fault.column in columns
            position = columns.index(fault.column) if known else len(columns)
            return order.get(fault.sheet, len(order)), fault.row, position

        return tuple(sorted(self._found, key=place))
