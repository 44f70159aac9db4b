"""What a page of an import shows: its steps, its faults and changes page by page, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import request
from flask_babel import gettext, lazy_gettext

from caseapp.exchange.column_notes import TITLES
from caseapp.exchange.fault_words import heading_of
from caseapp.exchange.findings import Findings
from caseapp.rules.reasons import Reason

LISTED: Final = 100
"""So many faults or changes a page lists."""

STEPS: Final = {
    "read": lazy_gettext("reading the file"),
    "check": lazy_gettext("checking each cell"),
    "compare": lazy_gettext("comparing with what is recorded"),
    "write": lazy_gettext("writing"),
}
"""What each step of an import does."""


@dataclass(frozen=True)
class Part:
    """One page of a long list: the rows, its number, and how many pages there are."""

    rows: Sequence[Any]
    page: int
    pages: int


def part_of(found: Findings | None) -> Part:
    """Return the faults, or else the changes, of the page that the address names."""
    rows: Sequence[Any] = ()
    if found is not None:
        rows = found.result.faults or found.result.changes
    pages = max(1, -(-len(rows) // LISTED))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    return Part(rows[(page - 1) * LISTED : page * LISTED], page, pages)


def reason_words(reason: str) -> str:
    """Say in the reader's language what is wrong."""
    if not isinstance(reason, Reason):
        return reason
    return str(gettext(reason.words, **reason.values))


def sheet_words(name: str) -> str:
    """Return what a sheet holds with its name; any other name as it is."""
    return f"{TITLES[name]} ({name})" if name in TITLES else name


def column_words(sheet: str, column: str) -> str:
    """Return a column's heading with its name, where they differ; a dash for a whole row."""
    heading = heading_of(sheet, column)
    if not column:
        return str(gettext("the whole row"))
    return heading if heading == column else f"{heading} ({column})"
