"""What an import found, as it is kept sealed with its job and read again for a page."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from caseapp.exchange.faults import Fault
from caseapp.exchange.import_results import Change, ImportResult
from caseapp.rules.reasons import Reason

_TOLD: Final = "told.json"
_COPY: Final = "copy.xlsx"


@dataclass(frozen=True)
class FaultKind:
    """Faults of one kind in one column: how many, and the first of their rows."""

    sheet: str
    column: str
    reason: str
    count: int
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Findings:
    """What an import did or would do; `has_copy` says that a marked copy of the file is kept."""

    result: ImportResult
    has_copy: bool = False
    kinds: tuple[FaultKind, ...] = field(default=())

    @property
    def rows(self) -> int:
        """Rows of all sheets."""
        return sum(sum(counts.values()) for counts in self.result.sheets.values())

    @property
    def differing(self) -> int:
        """Rows that are new or changed."""
        return self.rows - sum(counts["same"] for counts in self.result.sheets.values())


def keep(result: ImportResult, copy: bytes = b"") -> bytes:
    """Return what is kept of a result, with the marked copy of the file when there is one."""
    told = result.as_json() | {"faults": [_told(fault) for fault in result.faults]}
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(_TOLD, json.dumps(told, ensure_ascii=False))
        if copy:
            parts.writestr(zipfile.ZipInfo(_COPY), copy)
    return kept.getvalue()


def _told(fault: Fault) -> list[Any]:
    reason = fault.reason
    words, values = reason, {}
    if isinstance(reason, Reason):
        words = reason.words
        values = {name: _plain(value) for name, value in reason.values.items()}
    return [fault.sheet, fault.row, fault.column, words, values]


def _plain(value: object) -> object:
    return value if isinstance(value, (str, int)) else str(value)


def read(kept: bytes) -> Findings:
    """Return what was kept."""
    with zipfile.ZipFile(io.BytesIO(kept)) as parts:
        told = json.loads(parts.read(_TOLD))
        has_copy = _COPY in parts.namelist()
    faults = tuple(
        Fault(sheet, row, column, Reason(words, **values))
        for sheet, row, column, words, values in told["faults"]
    )
    result = ImportResult(
        told["dry_run"],
        faults,
        told["sheets"],
        tuple(Change(**change) for change in told["changes"]),
        tuple(told["new_agencies"]),
        tuple((each["agency"], each["service"]) for each in told["new_services"]),
        tuple(told["recent_reports"]),
    )
    return Findings(result, has_copy, _kinds(faults))


def read_copy(kept: bytes) -> bytes:
    """Return the marked copy of the file; KeyError when there is none."""
    with zipfile.ZipFile(io.BytesIO(kept)) as parts:
        return parts.read(_COPY)


_SHOWN_ROWS: Final = 8


def _kinds(faults: Sequence[Fault]) -> tuple[FaultKind, ...]:
    """Put together what is wrong in one way in one column, in the order of the file."""
    found: dict[tuple[str, str, str], list[Fault]] = {}
    for fault in faults:
        words = fault.reason.words if isinstance(fault.reason, Reason) else fault.reason
        found.setdefault((fault.sheet, fault.column, words), []).append(fault)
    return tuple(
        FaultKind(
            sheet, column, of[0].reason, len(of), tuple(each.row for each in of[:_SHOWN_ROWS])
        )
        for (sheet, column, _), of in found.items()
    )
