"""Checks what a flush is about to write: every row, old and new, must lie within the reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import func, inspect, select, tuple_
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import get_history

from caseapp.records.cases import Case
from caseapp.records.children import Child, ChildUnit
from caseapp.records.db import Row
from caseapp.records.reach import Reach, reach_now
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.scoped import BY_AREA, SCOPED, OutOfScope, set_flushing

_TIES: Final[Mapping[str, type[Row]]] = {
    "child_id": Child,
    "merged_into_id": Child,
    "case_id": Case,
    "report_id": Report,
    "referral_id": Referral,
}
"""What a row may hang on, by the name of the column."""

_ROWS: Final = frozenset(SCOPED.values())


def check_flush(session: Session, _context: object, _instances: object) -> None:
    """Check every row about to be written: old and new unit, and all that it hangs on."""
    rows = [r for r in (*session.new, *session.dirty, *session.deleted) if type(r) in _ROWS]
    reach = reach_now()
    if rows and reach is None:
        raise OutOfScope("case content was written without a principal")
    if reach is None or reach.mode == "bulk" or not rows:
        return
    if reach.mode == "figures":
        raise OutOfScope("figures are read, never written")
    for row in rows:
        _check_row(row, reach, new=row in session.new)
    if reach.units is not None:
        _check_claims(session, reach.units, _claims(session, rows))


def _check_row(row: Any, reach: Reach, *, new: bool) -> None:  # noqa: ANN401 - any mapped row
    if isinstance(row, Child):
        units = {unit.area_id for unit in row.units} if new else {None}
        if not units or (new and reach.units is not None and not reach.units & units):
            raise OutOfScope("a child must belong to a unit of the writer")
    elif type(row) in BY_AREA:
        for area in _areas(row, new=new):
            if area is None or (reach.units is not None and area not in reach.units):
                raise OutOfScope(f"{type(row).__name__} lies outside the writer's units")


def _areas(row: Any, *, new: bool) -> Iterable[int | None]:  # noqa: ANN401 - any mapped row
    yield from get_history(row, "area_id").deleted or ()
    if new or "area_id" in inspect(row).dict:
        yield row.area_id


def _claims(session: Session, rows: list[Any]) -> dict[type[Row], set[tuple[Any, ...]]]:
    """Return the keys of stored rows that a flush changes or that its rows hang on.

    What an object says of itself proves nothing: it may have been made up with a foreign key.
    """
    claims: dict[type[Row], set[tuple[Any, ...]]] = {}
    for row in rows:
        if row not in session.new:
            claims.setdefault(type(row), set()).add(inspect(row).identity)
        for name, model in _TIES.items():
            if (number := inspect(row).dict.get(name)) is not None:
                claims.setdefault(model, set()).add((number,))
    for row in session.new:
        if type(row) in claims and hasattr(row, "id"):
            claims[type(row)].discard((row.id,))
    return claims


def _check_claims(
    session: Session, units: frozenset[int], claims: dict[type[Row], set[tuple[Any, ...]]]
) -> None:
    """Raise OutOfScope unless the database itself holds all these rows within the units."""
    may_open = select(ChildUnit.__table__.c.child_id).where(
        ChildUnit.__table__.c.area_id.in_(sorted(units))
    )
    set_flushing(True)
    try:
        for model, keys in claims.items():
            table: Any = model.__table__
            columns = table.c.keys()
            if "area_id" in columns:
                within = table.c.area_id.in_(sorted(units))
            else:
                within = (table.c.id if model is Child else table.c.child_id).in_(may_open)
            wanted = tuple_(*table.primary_key.columns).in_(sorted(keys))
            found = session.connection().scalar(
                select(func.count()).select_from(table).where(wanted, within)
            )
            if found != len(keys):
                raise OutOfScope(f"{model.__name__}: a row that the writer may not open")
    finally:
        set_flushing(False)
