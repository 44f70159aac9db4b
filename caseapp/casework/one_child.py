"""A child that was entered twice and merged: every code leads to the record that stays."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from operator import attrgetter
from typing import Any, Final, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from caseapp import desk
from caseapp.records.children import Child
from caseapp.records.db import Row
from caseapp.records.own_reach import at_the_tables
from caseapp.records.twins import Merge
from caseapp.rules.outcomes import Missing

R = TypeVar("R", bound=Row)

COUNTS_AS: Final = func.coalesce(Child.merged_into_id, Child.id)
"""The child as which a record counts, in a statement over several."""


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


def kin(child_id: int | BindParameter[int]) -> Select[tuple[int]]:
    """Return what asks for the ids of all that are one child with a record, at the tables alone."""
    own = aliased(Child)
    counts_as = select(func.coalesce(own.merged_into_id, own.id)).where(own.id == child_id)
    root = counts_as.scalar_subquery()
    return select(Child.id).where(or_(Child.id == root, Child.merged_into_id == root))


def records_of(door: desk.Door, child: Child) -> list[Child]:
    """Return the records of one child, the one that stays first."""
    return [child, *door.rows(Child.merged_into_id, child.id)]


def in_one(
    door: desk.Door, column: InstrumentedAttribute[Any], child: Child
) -> ColumnElement[bool]:
    """Return what tells the rows that hang on any record of a child: within one statement."""
    return column.in_(select(Child.id).where(of_one(root_of(door, child))))


def find_row(door: desk.Door, model: type[R], child: Child, number: int) -> R:
    """Return the row of a number that hangs on any record of a child; Missing for another's."""
    row: Any = door.find(model, id=number)
    if row.child_id not in {record.id for record in records_of(door, child)}:
        raise Missing(f"{row.__tablename__}:{number}")
    found: R = row
    return found


def record_of(door: desk.Door, child: Child, child_id: int) -> Child:
    """Return the record on which a row of a child hangs: under its key the row is sealed."""
    return child if child_id == child.id else door.session.get_one(Child, child_id)


def rows_of(door: desk.Door, column: InstrumentedAttribute[Any], child: Child) -> list[Any]:
    """Return the rows that hang on any record of a child, the first entered first.

    From memory where the door fetched them, else by one statement.
    """
    if not door.knows(column, child.id):
        model: Any = column.class_
        one = select(model).where(in_one(door, column, child)).order_by(model.id)
        return list(door.session.scalars(one))
    found = [row for record in records_of(door, child) for row in door.rows(column, record.id)]
    return sorted(found, key=attrgetter("id"))


def records_then(door: desk.Door, child: Child, moment: datetime | None = None) -> set[int]:
    """Return the records that were one child with this one at a moment, or at any time if None."""
    found: set[int] = set()
    known = {child.id}
    while known != found:
        found = set(known)
        asked = select(Merge).where(
            or_(Merge.first_id.in_(sorted(found)), Merge.second_id.in_(sorted(found))),
            Merge.state != "declined",
            Merge.decided_at.is_not(None),
        )
        for row in door.session.scalars(asked):
            if moment is None or _held(row, moment):
                known |= {row.first_id, row.second_id}
    return found


def _held(merge: Merge, moment: datetime) -> bool:
    """Tell whether two were one at a moment."""
    begun = merge.decided_at is not None and merge.decided_at <= moment
    return begun and (merge.undone_at is None or moment < merge.undone_at)


def kin_of(door: desk.Door, children: Collection[int]) -> dict[int, set[int]]:
    """Return each record that is one child with any of some children, with those, of any unit."""
    with at_the_tables(door.session):
        asked = select(Child.id, COUNTS_AS).where(Child.id.in_(sorted(children)))
        roots: dict[int, set[int]] = {}
        for child, root in door.session.execute(asked).tuples():
            roots.setdefault(root, set()).add(child)
        one = or_(Child.id.in_(sorted(roots)), Child.merged_into_id.in_(sorted(roots)))
        records = door.session.execute(select(Child.id, COUNTS_AS).where(one)).tuples().all()
    return {record: roots[root] for record, root in records}
