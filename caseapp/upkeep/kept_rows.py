"""Checks on the rows that are kept: what they refer to, what was sealed, what is counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, and_, exists, func, or_, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql.schema import ForeignKeyConstraint

from caseapp.records import vault
from caseapp.records.children import Child, ChildUnit, Circumstance, Residence, SubjectKey
from caseapp.records.db import Row, place_of
from caseapp.records.disasters import Impact
from caseapp.records.reports import Report
from caseapp.records.vault import KeyTrouble, Vault

_AT_ONCE: Final = 1000
_OWN: Final = 0  # the key of cells that belong to no child (vault.seal_own)
_KEYS: Final[Any] = SubjectKey.__table__


def rows_that_point_nowhere(connection: Connection) -> Iterator[str]:
    """Name each reference whose row is not there, by table and number of rows.

    Asked of the tables themselves: on PostgreSQL whoever may switch triggers off can write past a
    foreign key, and nothing there looks at it again.
    """
    for table in Row.metadata.sorted_tables:
        for key in sorted(table.foreign_key_constraints, key=lambda k: str(k.name)):
            if number := connection.scalar(_orphans(table, key)):
                names = ", ".join(key.column_keys)
                target = key.referred_table.name
                yield f"{number} rows of {table.name} point to no row of {target} ({names})"


def _orphans(table: Table, key: ForeignKeyConstraint) -> Any:  # noqa: ANN401 - a select
    target = key.referred_table.alias("target")
    pairs = [(element.parent, target.c[element.column.name]) for element in key.elements]
    there = exists().where(*(own == other for own, other in pairs))
    # A reference of several columns asks for nothing while one of them is empty.
    named = and_(*(own.is_not(None) for own, _ in pairs))
    return select(func.count()).select_from(table).where(named, ~there)


def keys_that_do_not_open(connection: Connection) -> Iterator[str]:
    """Name each key of a child or report that this instance's key does not unwrap."""
    own = place_of(connection).vault
    asked = select(_KEYS.c.id, _KEYS.c.wrapped, _KEYS.c.destroyed_at).order_by(_KEYS.c.id)
    for row in connection.execute(asked.execution_options(yield_per=_AT_ONCE)):
        if row.wrapped is None:
            if row.destroyed_at is None:
                yield f"subject key {row.id} is empty, and nobody destroyed it"
        elif _opened(own, row.id, row.wrapped) is None:
            yield f"subject key {row.id} does not open with this instance's key"


def cells_that_do_not_open(connection: Connection) -> Iterator[str]:
    """Name each sealed cell that was changed or moved, or whose key is not there.

    What a destroyed key had sealed is erased, and no fault. Every cell is opened, under the key
    that it names and for its own place: the one way to see that two were not exchanged.
    """
    for table in Row.metadata.sorted_tables:
        for column in table.c:
            if column.info.get("sealed"):
                yield from _closed(connection, table, column)


def _closed(connection: Connection, table: Table, column: ColumnElement[Any]) -> Iterator[str]:
    named = table.c[column.info.get("by", "id")]
    asked = select(named, column).where(column.is_not(None)).order_by(table.c.id)
    rows = connection.execute(asked.execution_options(yield_per=_AT_ONCE))
    own = place_of(connection).vault
    for part in rows.partitions():
        keys = _keys_of(connection, own, {vault.key_named(blob) for _, blob in part})
        for number, blob in part:
            place = f"{table.name}.{column.key}:{number}"
            if not _opens(own, keys, place, blob):
                yield f"{place} does not open: changed, moved from elsewhere, or without its key"


def _keys_of(connection: Connection, own: Vault, named: set[int]) -> dict[int, bytes | None]:
    """Return the keys that are there by their ids, None for one that was destroyed."""
    possible = [number for number in named if number < 2**31]  # others are in no table
    asked = select(_KEYS.c.id, _KEYS.c.wrapped).where(_KEYS.c.id.in_(possible))
    return {
        row.id: None if row.wrapped is None else _opened(own, row.id, row.wrapped) or b""
        for row in connection.execute(asked)
    }


def _opened(own: Vault, key_id: int, wrapped: bytes) -> bytes | None:
    try:
        return own.open_subject_key(key_id, wrapped)
    except KeyTrouble:
        return None


def _opens(own: Vault, keys: dict[int, bytes | None], place: str, blob: bytes) -> bool:
    key_id = vault.key_named(blob)
    try:
        if key_id == _OWN:
            own.unseal_own(place, blob)
            return True
        key = keys.get(key_id, b"")
        if key is not None:  # a destroyed one left nothing to open
            vault.unseal(key, place, blob)
    except (KeyTrouble, ValueError):  # no key is that short
        return False
    return True


def marks_that_are_missing(connection: Connection) -> Iterator[str]:
    """Name children and residences that figures would overlook: `counted` is not set.

    A mark that stays without need is no fault: it only widens what a figure looks at.
    """
    child, stay = Child.__table__.c, Residence.__table__.c
    told = (
        exists().where(
            Circumstance.__table__.c.child_id == child.id,
            Circumstance.__table__.c.status == "confirmed",
        ),
        exists().where(Report.__table__.c.child_id == child.id),
        exists().where(Impact.__table__.c.child_id == child.id),
    )
    overlooked = select(func.count()).where(child.counted.is_(False), or_(*told))
    if number := connection.scalar(overlooked):
        yield f"{number} children lack the mark by which figures find them"
    marked = exists().where(child.id == stay.child_id, child.counted.is_(True))
    if number := connection.scalar(select(func.count()).where(stay.counted.is_(False), marked)):
        yield f"{number} residences lack the mark by which figures find them"


def names_that_differ(connection: Connection) -> Iterator[str]:
    """Tell of children whom the list of a unit would show or find by another name than theirs."""
    child, line = Child.__table__.c, ChildUnit.__table__.c
    other = exists().where(child.id == line.child_id, child.folded_name != line.folded_name)
    if number := connection.scalar(select(func.count()).where(other)):
        yield f"{number} lines of a unit's list bear another name than their child"
