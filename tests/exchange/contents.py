"""What the tables of an instance hold, for comparing before and after."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from caseapp import desk
from caseapp.records.db import Row
from caseapp.rules.access import Act
from tests.factories.house import NOW, SYSTEM

LOG = "audit_entries"  # grows with every act, also with one that changes nothing


def contents() -> dict[str, list[str]]:
    """Every row of every table but the log, in a fixed order."""
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, dry_run=True) as door:
        return {
            name: sorted(repr(tuple(row)) for row in door.session.execute(select(table)))
            for name, table in Row.metadata.tables.items()
            if name != LOG
        }


def rows_of(name: str) -> list[dict[str, Any]]:
    """The rows of one table by column, in the order of their entry."""
    table = Row.metadata.tables[name]
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, dry_run=True) as door:
        found = door.session.execute(select(table).order_by(*table.primary_key))
        return [dict(row) for row in found.mappings()]


def first(name: str) -> dict[str, Any]:
    return rows_of(name)[0]
