"""A child that was entered twice and merged: every code leads to the record that stays."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import InstrumentedAttribute

from caseapp import desk
from caseapp.records.children import Child
from caseapp.rules.outcomes import Missing


def find_child(door: desk.Door, code: str) -> Child:
    """Return the child that a code leads to, which is the one that it was merged into, if any."""
    return root_of(door, door.find(Child, code=code, deleted_at=None))


def root_of(door: desk.Door, child: Child) -> Child:
    """Return the record that a child counts as; Missing when the reader may not open that one."""
    while child.merged_into_id is not None:
        into = door.session.get(Child, child.merged_into_id)
        if into is None:
            raise Missing(f"children:{child.merged_into_id}")
        child = into
    return child


def of_one(child: Child) -> ColumnElement[bool]:
    """Return what tells the records of one child: for a select that joins Child."""
    return or_(Child.id == child.id, Child.merged_into_id == child.id)


def records_of(door: desk.Door, child: Child) -> list[Child]:
    """Return the records of one child, the one that stays first."""
    return [child, *door.rows(Child.merged_into_id, child.id)]


def rows_of(door: desk.Door, column: InstrumentedAttribute[Any], child: Child) -> list[Any]:
    """Return the rows that hang on any record of a child, the first entered first."""
    found = [row for record in records_of(door, child) for row in door.rows(column, record.id)]
    return sorted(found, key=attrgetter("id"))


def key_of_row(door: desk.Door, child: Child, child_id: int) -> int | None:
    """Return the key of a row that hangs on one of the child's records: each keeps its own."""
    if child_id == child.id:
        return child.key_id
    return door.session.get_one(Child, child_id).key_id
