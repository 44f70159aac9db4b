"""What an import did, or in a dry run would do: counts by sheet, what it changes, what it adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from caseapp.exchange.cells import BAD
from caseapp.exchange.directory import Directory
from caseapp.exchange.directory_importing import Planned
from caseapp.exchange.faults import Fault, Faults
from caseapp.exchange.loading import Plan
from caseapp.exchange.matching import Match
from caseapp.exchange.tables import Table

RECENT: Final = timedelta(hours=12)
"""A report received so lately would have its emergency clock running (Decree 56, Art. 26.3)."""


@dataclass(frozen=True)
class Change:
    """A field of a recorded row that the file changes, by its place in the file."""

    sheet: str
    row: int
    column: str
    key: str


@dataclass(frozen=True)
class ImportResult:
    """What an import did, or in a dry run would do; with faults nothing was written.

    `sheets` counts rows by sheet: new, changed, same.
    """

    dry_run: bool
    faults: tuple[Fault, ...] = ()
    sheets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    new_agencies: tuple[str, ...] = ()
    new_services: tuple[tuple[str, str], ...] = ()
    recent_reports: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the result as a JSON document."""
        return {
            "dry_run": self.dry_run,
            "written": not (self.dry_run or self.faults),
            "faults": [vars(fault) for fault in self.faults],
            "sheets": {name: dict(counts) for name, counts in self.sheets.items()},
            "changes": [vars(change) for change in self.changes],
            "new_agencies": list(self.new_agencies),
            "new_services": [{"agency": a, "service": s} for a, s in self.new_services],
            "recent_reports": list(self.recent_reports),
        }


def result_of(plan: Plan, directory: Directory, now: datetime, *, dry_run: bool) -> ImportResult:
    """Return what an import of registers brings, as it was compared."""
    return ImportResult(
        dry_run,
        sheets={name: _counts(found) for name, found in plan.matches.items()},
        changes=tuple(_changes(plan)),
        new_agencies=tuple(directory.new_agencies),
        new_services=tuple(directory.new_services),
        recent_reports=tuple(_recent(plan.tables.get("reports"), now)),
    )


def _counts(found: Match) -> dict[str, int]:
    return {"new": len(found.new), "changed": len(found.changed), "same": found.same}


def _changes(plan: Plan) -> list[Change]:
    return [
        Change(name, table.rows[position], column, _key(table, position))
        for name, table in plan.tables.items()
        for position, columns in sorted(plan.matches[name].changed.items())
        for column in columns
    ]


def _key(table: Table, position: int) -> str:
    values = (table.values[name][position] for name in table.sheet.key)
    return " · ".join(str(value) for value in values if value not in ("", None))


def _recent(reports: Table | None, now: datetime) -> list[str]:
    if reports is None:
        return []
    return [
        ref
        for ref, received in reports.across("report_ref", "received_at")
        if received is not BAD and received >= now - RECENT
    ]


def of_directory(plans: Mapping[str, Planned], faults: Faults, *, dry_run: bool) -> ImportResult:
    """Return what an import of the directory of agencies brings, or its faults."""
    if faults:
        return ImportResult(dry_run, faults.listed())
    return ImportResult(
        dry_run,
        sheets={
            name: {"new": len(plan.new), "changed": len(plan.changed), "same": plan.same}
            for name, plan in plans.items()
        },
        changes=tuple(
            Change(name, plan.numbers[position], column, " · ".join(plan.names(position)))
            for name, plan in plans.items()
            for position, columns in sorted(plan.changed.items())
            for column in columns
        ),
        new_agencies=tuple(
            plan.names(position)[0]
            for name, plan in plans.items()
            for position in plan.new
            if name == "agencies"
        ),
    )
