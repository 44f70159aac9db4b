"""Which rows are kept from a reader although their unit is in reach, and which alone are theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, false, inspect, or_, select

from caseapp.records.children import Child, ChildUnit
from caseapp.records.db import Row
from caseapp.records.notices import Notice
from caseapp.records.own_units import one_of
from caseapp.records.reach import Guest, Reach, Rows
from caseapp.records.rendered import by_units

_HANGS_ON: Final[Mapping[str, str]] = {
    "child_id": "children",
    "merged_into_id": "children",
    "case_id": "cases",
    "report_id": "reports",
    "referral_id": "referrals",
    "file_id": "files",
}
"""What a row belongs to, by the name of its column."""

_NEAREST: Final = ("id", "file_id", "referral_id", "report_id", "case_id", "child_id")
"""Of several, the one that a row belongs to before all others."""


def ties(model: type[Row]) -> dict[str, str]:
    """Return the columns of a model that name a child, case, report or referral, its own id too."""
    columns = inspect(model).columns
    own = model.__tablename__
    found = {name: kind for name, kind in _HANGS_ON.items() if name in columns}
    return ({"id": own} if own in _HANGS_ON.values() else {}) | found


def shown(model: type[Row], source: Any, reach: Reach) -> Iterator[ColumnElement[bool]]:  # noqa: ANN401 - the entity, or its table's columns
    """Yield the conditions that rows of a model must meet beside their unit.

    `source` has the columns as attributes: the mapped class or `table.c`.
    """
    named = ties(model)
    if reach.hidden is not None:
        for column, kind in named.items():
            if hidden := getattr(reach.hidden, kind):
                value = getattr(source, column)
                yield or_(value.is_(None), value.not_in(one_of(hidden)))
    if reach.only is not None:
        yield _belongs(model, source, reach.only)
    if reach.guest is not None:
        yield or_(_at_home(model, source, reach.guest), _lent(model, source, reach.guest))


def _at_home(model: type[Row], source: Any, guest: Guest) -> ColumnElement[bool]:  # noqa: ANN401 - as for shown
    home = one_of(guest.home)
    if "area_id" in inspect(model).columns:
        within: ColumnElement[bool] = source.area_id.in_(home)
        return within
    table = ChildUnit.__table__
    children = select(table.c.child_id).where(by_units(table.c.area_id.in_(home)))
    own: ColumnElement[bool] = (source.id if model is Child else source.child_id).in_(children)
    return own


def _lent(model: type[Row], source: Any, guest: Guest) -> ColumnElement[bool]:  # noqa: ANN401 - as for shown
    rows = replace(guest.rows, marks=guest.marks) if model is Notice else guest.rows
    return _belongs(model, source, rows)


def _belongs(model: type[Row], source: Any, rows: Rows) -> ColumnElement[bool]:  # noqa: ANN401 - as for shown
    """Tell the rows that belong to one of these; where the nearest tie is empty the next counts."""
    named = ties(model)
    columns = [column for column in _NEAREST if column in named]
    if not columns:  # a notice hangs on nothing but names what it tells of; a list is its unit's
        told = model is Notice and bool(rows.marks)
        about: ColumnElement[bool] = source.mark.in_(one_of(rows.marks)) if told else false()
        return about
    found: ColumnElement[bool] = false()
    for column in reversed(columns):
        value, ids = getattr(source, column), getattr(rows, named[column])
        here = value.in_(one_of(ids)) if ids else false()
        empty = inspect(model).columns[column].nullable
        found = or_(here, and_(value.is_(None), found)) if empty else here
    return found


def is_lent(row: Any, guest: Guest) -> bool:  # noqa: ANN401 - any mapped row
    """Tell whether a new row of a unit that is not the guest's hangs on a file lent to them.

    So does the unit of a child that is entered in the same moment.
    """
    if isinstance(row, Notice):
        return row.mark in guest.marks
    held = inspect(row).dict
    if isinstance(row, ChildUnit) and held.get("child_id") is None:
        return True
    named = ties(type(row))
    return any(
        held.get(column) in getattr(guest.rows, named[column])
        for column in _NEAREST[1:]
        if column in named
    )


def is_hidden(row: Any, hidden: Rows) -> bool:  # noqa: ANN401 - any mapped row
    """Tell whether a row in memory is, or hangs on, what is hidden."""
    held = inspect(row).dict
    return any(
        held.get(column) in getattr(hidden, kind) for column, kind in ties(type(row)).items()
    )
