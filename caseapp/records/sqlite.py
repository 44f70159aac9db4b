"""SQLite, the database by default: one encrypted file in the instance's folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Dialect,
    LargeBinary,
    Table,
    bindparam,
    event,
    func,
    insert,
    literal,
    literal_column,
)
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.types import NullType

OPTIONS: Final[dict[str, Any]] = {
    # isolation_level None: the driver never begins by itself, so readers BEGIN and only
    # writers BEGIN IMMEDIATE (see prepare).
    "connect_args": {"isolation_level": None, "timeout": 30},
}

_TOGETHER: Final = 20
"""Rows of one statement. Where triggers watch, each statement is a transaction of its own inside
the other, and costs more than its row: by one row each 60,000 took 250 ms, by 20 they take 110.
"""


def engine_options() -> dict[str, Any]:
    """Return what `create_engine` needs beside the address."""
    import sqlcipher3.dbapi2 as driver  # noqa: PLC0415 - a C library; only a database needs it

    return {"module": driver, **OPTIONS}


def prepare(engine: Engine, key: bytes, write: str) -> None:
    """Attach the key, the pragmas and the kinds of BEGIN; `write` is the option of writers."""

    def connect(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA temp_store = MEMORY")
        cursor.execute("PRAGMA cache_size = -32768")
        cursor.close()

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(write, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", begin)


def rows_to_insert(
    dialect: Dialect,
    table: Table,
    columns: Mapping[str, Sequence[Any]],
    same: Mapping[str, Any],
) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """Yield statements that insert rows given column by column; `same` are values of all rows.

    Every value is turned into the database's own form once, however often it stands in a column,
    and the driver is given what it binds quickly: SQLCipher's takes 0.1 us for a number, a text or
    a bytearray, and 1.6 us to find that nothing adapts None or bytes. So None is bound as '' and
    turned back in SQL. What all rows share, a column of empty texts among it, is written into the
    statement, and rows go in by twenties. Through SQLAlchemy's executemany the same rows take
    more than four times as long.
    """
    stored: dict[str, Sequence[Any]] = {}
    places: dict[str, ColumnElement[Any]] = {
        name: _written(table.c[name], value, dialect)
        for name, value in same.items()
        if name not in columns and value is not None
    }
    for name, values in columns.items():
        if not any(values) and all(value == "" for value in values):
            places[name] = literal_column("''")
        elif any(value is not None for value in values):
            stored[name] = _stored(table.c[name], values, dialect)
            places[name] = bindparam(name, type_=NullType())
            if None in values and "" not in stored[name]:
                stored[name] = ["" if value is None else value for value in stored[name]]
                places[name] = func.nullif(places[name], literal_column("''"))
    order: Sequence[str] = _insert(table, places, 1, dialect).positiontup or ()
    values = list(chain.from_iterable(zip(*(stored[name] for name in order), strict=True)))
    left = len(next(iter(columns.values())))
    for rows in (_TOGETHER, 1):
        width, times = rows * len(order), left // rows
        sent = [tuple(values[at * width : (at + 1) * width]) for at in range(times)]
        if sent:
            statement = _insert(table, places, rows, dialect)
            yield str(statement), sent
        values, left = values[times * width :], left - times * rows


def _insert(
    table: Table, places: Mapping[str, ColumnElement[Any]], rows: int, dialect: Dialect
) -> Any:  # noqa: ANN401 - what SQLAlchemy compiles to
    """Return a statement that writes so many rows, the places of each after those of the last."""
    values = insert(table).values(places if rows == 1 else [dict(places)] * rows)
    return values.compile(dialect=dialect)


def _written(column: Column[Any], value: object, dialect: Dialect) -> ColumnElement[Any]:
    """Return a value as it is written in a statement."""
    text = literal(value, column.type).compile(
        dialect=dialect, compile_kwargs={"literal_binds": True}
    )
    return literal_column(str(text))


def _stored(column: Column[Any], values: Sequence[Any], dialect: Dialect) -> Sequence[Any]:
    """Return values in the database's own form, binary ones as bytearrays."""
    process: Any = column.type.dialect_impl(dialect).bind_processor(dialect)
    if isinstance(column.type, LargeBinary):
        return [None if value is None else bytearray(value) for value in values]
    if process is None:
        return values
    known = {value: process(value) for value in set(values) - {None}}
    return list(map(known.get, values))
