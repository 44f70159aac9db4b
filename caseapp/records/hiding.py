"""Which rows are kept from a reader although their unit is in reach, and which alone are theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, false, inspect, or_

from caseapp.records.db import Row
from caseapp.records.reach import Reach, Rows

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

_NAMED: Final = "mark"
"""By which a row that belongs to none of these names one."""


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
                yield or_(value.is_(None), value.not_in(sorted(hidden)))
    if reach.only is not None:
        nearest = next((column for column in _NEAREST if column in named), "")
        if nearest:
            ids: list[Any] = sorted(getattr(reach.only, named[nearest]))
        else:  # a notice hangs on nothing but names what it tells of
            nearest, ids = _NAMED, sorted(reach.only.marks)
        yield getattr(source, nearest).in_(ids) if ids else false()


def is_hidden(row: Any, hidden: Rows) -> bool:  # noqa: ANN401 - any mapped row
    """Tell whether a row in memory is, or hangs on, what is hidden."""
    held = inspect(row).dict
    return any(
        held.get(column) in getattr(hidden, kind) for column, kind in ties(type(row)).items()
    )
