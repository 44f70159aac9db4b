"""Checks what a flush is about to write: every row, old and new, must lie within the reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ClauseElement, Select, bindparam, func, inspect, or_, select, tuple_
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import get_history
from sqlalchemy.orm.base import PassiveFlag

from caseapp.records.case_clocks import CaseClock
from caseapp.records.cases import Case
from caseapp.records.children import Child, ChildUnit
from caseapp.records.db import Row, tell_reach
from caseapp.records.files import StoredFile
from caseapp.records.hiding import is_hidden, is_lent, shown
from caseapp.records.papers import Paper
from caseapp.records.reach import Reach, reach_now, reaching
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.scoped import BY_AREA, SCOPED, OutOfScope
from caseapp.records.touching import CLOSED, table_name

_TIES: Final[Mapping[str, type[Row]]] = {
    "child_id": Child,
    "merged_into_id": Child,
    "case_id": Case,
    "report_id": Report,
    "referral_id": Referral,
    "file_id": StoredFile,
    "paper_id": Paper,
    "follows_id": Paper,
    "clock_id": CaseClock,
}
"""What a row may hang on, by the name of the column."""

_ROWS: Final = frozenset(SCOPED.values())


def check_flush(session: Session, _context: object, _instances: object) -> None:
    """Check every row about to be written: old and new unit, and all that it hangs on."""
    reach = reach_now()
    if reach is not None and reach.mode == "bulk":
        return
    touched = (*session.new, *session.dirty, *session.deleted)
    for row in touched:
        _check_values(row)
    rows = [r for r in touched if type(r) in _ROWS]
    if not rows:
        return
    if reach is None:
        raise OutOfScope("case content was written without a principal")
    if reach.mode == "figures":
        raise OutOfScope("figures are read, never written")
    for row in rows:
        _check_row(row, reach, new=row in session.new)
    if reach.units is not None:
        with reaching(Reach(None, "figures")):  # asked of the tables themselves
            _check_claims(session, reach, _claims(session, rows, reach))
    _check_keys(session, rows)


def _check_values(row: Any) -> None:  # noqa: ANN401 - any mapped row
    """Refuse a value that the database would work out: it may be any ward's text."""
    for value in inspect(row).dict.values():
        if isinstance(value, ClauseElement) or hasattr(value, "__clause_element__"):
            raise OutOfScope(f"{type(row).__name__}: an expression of SQL was given for a value")
    if type(row) not in _ROWS and any(
        table_name(table) in CLOSED for table in inspect(row).mapper.tables
    ):
        raise OutOfScope(f"{type(row).__name__}: a way of its own to a table that others guard")


def _check_row(row: Any, reach: Reach, *, new: bool) -> None:  # noqa: ANN401 - any mapped row
    if reach.hidden is not None and is_hidden(row, reach.hidden):
        raise OutOfScope(f"{type(row).__name__}: kept from the writer by a mark of conflict")
    if isinstance(row, Child):
        units = {unit.area_id for unit in row.units} if new else {None}
        if not units or (new and reach.units is not None and not reach.units & units):
            raise OutOfScope("a child must belong to a unit of the writer")
    elif type(row) in BY_AREA:
        for area in _areas(row, new=new):
            if area is None or (reach.units is not None and area not in reach.units):
                raise OutOfScope(f"{type(row).__name__} lies outside the writer's units")
            if new and _strays(row, reach, area):
                raise OutOfScope(f"{type(row).__name__}: a guest's row hangs on no file of theirs")


def _strays(row: Any, reach: Reach, area: int) -> bool:  # noqa: ANN401 - any mapped row
    guest = reach.guest
    return guest is not None and area not in guest.home and not is_lent(row, guest)


def _areas(row: Any, *, new: bool) -> Iterable[int | None]:  # noqa: ANN401 - any mapped row
    yield from get_history(row, "area_id").deleted or ()
    if new or "area_id" in inspect(row).dict:
        yield row.area_id


def _claims(
    session: Session, rows: list[Any], reach: Reach
) -> dict[type[Row], set[tuple[Any, ...]]]:
    """Return the keys of stored rows that a flush changes or that its rows hang on.

    What an object says of itself proves nothing: it may have been made up with a foreign key. Who
    reaches some rows alone may change one without reaching what it hangs on, which stays as it is.
    """
    claims: dict[type[Row], set[tuple[Any, ...]]] = {}
    for row in rows:
        if row not in session.new:
            claims.setdefault(type(row), set()).add(inspect(row).identity)
        for name, model in _TIES.items():
            if reach.only is not None and row not in session.new and not _moved(row, name):
                continue
            if (number := inspect(row).dict.get(name)) is not None:
                claims.setdefault(model, set()).add((number,))
    for row in session.new:
        if type(row) in claims and hasattr(row, "id"):
            claims[type(row)].discard((row.id,))
    return claims


def _moved(row: Any, name: str) -> bool:  # noqa: ANN401 - any mapped row
    """Tell whether a flush writes the column of a stored row."""
    return name in inspect(row).dict and bool(get_history(row, name).added)


def _check_claims(
    session: Session, reach: Reach, claims: dict[type[Row], set[tuple[Any, ...]]]
) -> None:
    """Raise OutOfScope unless the database itself holds all these rows within the reach."""
    connection = session.connection()
    for model, keys in claims.items():
        found = connection.scalar(_counted(model, reach), {"keys": sorted(keys)})
        if found != len(keys):
            raise OutOfScope(f"{model.__name__}: a row that the writer may not open")


@lru_cache(maxsize=1024)
def _counted(model: type[Row], reach: Reach) -> Select[tuple[int]]:
    """Return what counts the rows of some keys within the reach; made once, as making it costs."""
    table: Any = model.__table__
    units = sorted(reach.units or ())
    if "area_id" in table.c:
        within = table.c.area_id.in_(units)
    else:
        may_open = select(ChildUnit.__table__.c.child_id).where(
            ChildUnit.__table__.c.area_id.in_(units)
        )
        within = (table.c.id if model is Child else table.c.child_id).in_(may_open)
    wanted = tuple_(*table.primary_key.columns).in_(bindparam("keys", expanding=True))
    return (
        select(func.count()).select_from(table).where(wanted, within, *shown(model, table.c, reach))
    )


def _check_keys(session: Session, rows: list[Any]) -> None:
    """Raise OutOfScope when a row takes a key that is another's.

    A key belongs to the child or report that holds it, and a report about a known child is sealed
    under the child's. Whoever could put a report under another's key could have it destroyed.
    """
    for row in rows:
        if not isinstance(row, (Child, Report)):
            continue
        taken = [
            key
            for key in get_history(row, "key_id", PassiveFlag.PASSIVE_NO_INITIALIZE).added or ()
            if key is not None
        ]
        child = row.id if isinstance(row, Child) else row.child_id
        own = None if isinstance(row, Child) else row.id
        if any(held(session, key, but_child=child, but_report=own) for key in taken):
            raise OutOfScope(f"{type(row).__name__}: the key is another's")


def held(
    session: Session,
    key: int,
    *,
    but_child: int | None = None,
    but_report: int | None = None,
) -> bool:
    """Tell whether a stored row of any ward holds a key.

    A child with its reports, and a report, may be left aside.
    """
    children, reports = Child.__table__.c, Report.__table__.c
    others = select(children.id).where(
        children.key_id == key,
        children.id.is_distinct_from(but_child),
    )
    about = select(reports.id).where(
        reports.key_id == key,
        reports.id.is_distinct_from(but_report),
        or_(reports.child_id.is_(None), reports.child_id.is_distinct_from(but_child)),
    )
    connection = session.connection()
    with reaching(Reach(None, "figures")):
        tell_reach(connection)
        found = connection.scalar(others.union_all(about).limit(1)) is not None
    tell_reach(connection)
    return found
