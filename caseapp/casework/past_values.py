"""What stood in a case's or a child's columns at a past moment, and whether all of it was kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, select
from sqlalchemy.orm import class_mapper

from caseapp import desk
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.columns import Moment
from caseapp.records.pasts import CasePast, ChildPast


@dataclass(frozen=True)
class Stood:
    """The values of a row at a moment, by column; `whole` is False where changes were not kept.

    `kept_since` is then the first moment from which every change is kept, None when there is none.
    """

    values: dict[str, Any]
    whole: bool
    kept_since: datetime | None


def case_stood(door: desk.Door, case: Case, moment: datetime) -> Stood:
    """Return the columns of a case as they stood at a moment."""
    rows = door.session.scalars(
        select(CasePast)
        .where(CasePast.case_id == case.id, ~CasePast.column.contains(":"))
        .order_by(CasePast.id)
    )
    return _stood(case, list(rows), moment)


def child_stood(door: desk.Door, child: Child, moment: datetime) -> Stood:
    """Return the columns of a child's row as they stood at a moment; sealed cells stay sealed."""
    rows = door.session.scalars(
        select(ChildPast)
        .where(ChildPast.child_id == child.id, ~ChildPast.column.contains(":"))
        .order_by(ChildPast.id)
    )
    return _stood(child, list(rows), moment)


def _stood(row: Case | Child, pasts: Sequence[CasePast | ChildPast], moment: datetime) -> Stood:
    columns = {column.key: column for column in class_mapper(type(row)).columns}
    values = {name: getattr(row, name) for name in columns}
    for past in reversed(pasts):  # the oldest change after the moment is the last to be written
        if past.changed_at > moment and past.column in columns:
            kind = columns[past.column].type
            values[past.column] = _value(past, kind)
    return Stood(values, *unbroken(row.version, pasts, moment))


def _value(past: CasePast | ChildPast, kind: object) -> object:
    if past.was is None:
        return past.was_sealed
    return typed(json.loads(past.was), kind)


def typed(value: Any, kind: object) -> Any:  # noqa: ANN401 - the value of any column
    """Return a value that was kept as JSON as its column's type has it."""
    if value is not None and isinstance(kind, Date):
        return date.fromisoformat(value)
    if value is not None and isinstance(kind, Moment):
        return datetime.fromisoformat(value)
    return value


def unbroken(
    version: int, pasts: Iterable[CasePast | ChildPast], moment: datetime
) -> tuple[bool, datetime | None]:
    """Tell whether every change since the moment is kept, else since when they are.

    A row's versions count its changes. The last change before the moment has to be known as well:
    else one that was not kept may lie after it.
    """
    changed = {past.version: past.changed_at for past in pasts}
    first = version
    while first - 1 in changed:
        first -= 1
    if first == 1:
        return True, None
    since = changed.get(first)
    return since is not None and since <= moment, since
