"""PostgreSQL, the database for more than one machine: connections, transactions, many rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from sqlalchemy import Column, Dialect, LargeBinary, String, Table, event
from sqlalchemy.engine import Connection, Engine, ExceptionContext

from caseapp.records.reach import reach_now

_LOCK: Final = 0x63617365617070  # "caseapp"
_READ: Final = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_WRITE: Final = f"BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock({_LOCK})"
_AT_ONCE: Final = 20_000

_SERVER: Final = {
    "TimeZone": "UTC",
    "DateStyle": "ISO",
    "synchronous_commit": "on",
    # A machine that lost its power holds the writers' lock until the server notices; its own
    # limit is two hours.
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
}


def engine_options() -> dict[str, Any]:
    """Return what `create_engine` needs beside the address."""
    return {
        # As with SQLite the driver never begins by itself: see prepare.
        "connect_args": {
            "autocommit": True,
            "connect_timeout": 10,
            "application_name": "caseapp",
            "options": " ".join(f"-c {name}={value}" for name, value in _SERVER.items()),
        },
        "pool_pre_ping": True,  # the server may have been started anew
    }


def prepare(engine: Engine, write: str) -> None:
    """Attach the kinds of BEGIN; `write` is the option of writers.

    Readers see one state and cannot write. Writers of all machines queue at one lock, first come
    first served; whoever has it sees all that was committed before.
    """

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(write, False)
        driver: Any = connection.connection.dbapi_connection
        driver.execute(f"{_WRITE if writes else _READ}; {_reached()}")

    event.listen(engine, "connect", _adapt)
    event.listen(engine, "begin", begin)
    event.listen(engine, "handle_error", _tell_less)


def tell_reach(connection: Connection) -> None:
    """Tell the row policies what the open door lets through now, in the middle of a transaction."""
    driver: Any = connection.connection.dbapi_connection
    driver.execute(_reached())


def _adapt(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
    """Let the driver take texts with a NUL, which PostgreSQL keeps in none."""
    from psycopg.types.string import StrDumperUnknown  # noqa: PLC0415 - only PostgreSQL needs it

    class Visible(StrDumperUnknown):
        """Gives a NUL its visible stand-in, so that it is found nowhere and stops nothing."""

        def dump(self, obj: str) -> Any:  # noqa: ANN401 - as the driver has it
            return super().dump(obj.replace("\0", "\ufffd"))

    connection.adapters.register_dumper(str, Visible)


def _reached() -> str:
    """Return the statement that tells the row policies what the open door lets through."""
    reach = reach_now()
    everything = reach is not None and reach.units is None
    units = sorted(reach.units or ()) if reach is not None else ()
    return (
        f"SELECT set_config('caseapp.reach', '{'all' if everything else 'units'}', true), "
        f"set_config('caseapp.units', '{{{','.join(str(int(unit)) for unit in units)}}}', true)"
    )


def _tell_less(context: ExceptionContext) -> None:
    """Leave only the first part of an error's text: its detail holds the row, names and all."""
    fault: Any = context.original_exception
    told = getattr(getattr(fault, "diag", None), "message_primary", None)
    if told:
        fault.args = (told,)
        if context.sqlalchemy_exception is not None:
            context.sqlalchemy_exception.args = (told,)


def rows_to_insert(
    dialect: Dialect,
    table: Table,
    columns: Mapping[str, Sequence[Any]],
    same: Mapping[str, Any],
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield statements that insert rows given column by column, some ten thousand with each.

    As arrays, since COPY is refused on tables with a row policy. `same` are values of all rows.
    """
    stored = {name: _stored(table.c[name], values, dialect) for name, values in columns.items()}
    shared = [_stored(table.c[name], [value], dialect)[0] for name, value in same.items()]
    own, others = (", ".join(f'"{name}"' for name in names) for names in (columns, same))
    values = ", ".join(f"CAST(%s AS {_element(table.c[name], dialect)})" for name in same)
    arrays = ", ".join(f"CAST(%s AS {_element(table.c[name], dialect)}[])" for name in columns)
    statement = (
        f'INSERT INTO "{table.name}" ({own}{", " * bool(same)}{others}) '  # noqa: S608 - names of our own columns
        f"SELECT a.*{', ' * bool(same)}{values} FROM unnest({arrays}) AS a({own})"
    )
    rest = [iter(values) for values in stored.values()]
    while part := [list(islice(values, _AT_ONCE)) for values in rest]:
        if not part[0]:
            return
        yield statement, (*shared, *part)


def _stored(column: Column[Any], values: Sequence[Any], dialect: Dialect) -> Sequence[Any]:
    """Return values as the driver takes them: moments in UTC without offset."""
    if isinstance(column.type, LargeBinary):
        return values
    process: Any = column.type.dialect_impl(dialect).bind_processor(dialect)
    return values if process is None else [None if v is None else process(v) for v in values]


def _element(column: Column[Any], dialect: Dialect) -> str:
    """Return the type to cast to; a text's stays without its length, or a cast would cut it."""
    return "text" if isinstance(column.type, String) else column.type.compile(dialect=dialect)
