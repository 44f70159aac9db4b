"""Inserts and updates many rows with one statement, column by column and without detours.

Behind a door that only prepares, the statements wait with their values (desk.preparing).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, bindparam, func, select, update

from caseapp.desk import Door
from caseapp.records.db import Row, rows_to_insert, run_all


def next_id(door: Door, model: Any) -> int:  # noqa: ANN401 - any mapped class with an id
    """Return the first id after all those in use."""
    return (door.session.scalar(select(func.max(model.id))) or 0) + 1


def table_of(model: type[Row]) -> Table:
    """Return the table of a mapped class."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


def insert_columns(
    door: Door, model: type[Row], columns: Mapping[str, Sequence[Any]], **same: object
) -> None:
    """Insert rows given column by column; `same` are values that all of them share."""
    ready = rows_to_insert(door.session.connection().dialect, table_of(model), columns, same)
    door.put(lambda session: run_all(session.connection(), ready))


def update_rows(
    door: Door, model: type[Row], names: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Set the named columns of rows, each given as a mapping with its `row` id beside them."""
    if not rows:
        return
    table = table_of(model)
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    statement = update(table).where(table.c.id == bindparam("row")).values(values)
    told = [{"row": row["row"]} | {f"new_{name}": row[name] for name in names} for row in rows]
    door.put(lambda session: session.execute(statement, told))
