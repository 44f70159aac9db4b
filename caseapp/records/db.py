"""The database: where it lies, how its connections are opened, and how writers take turns."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import Dialect, MetaData, Table
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.schema import ColumnDefault

from caseapp.records import postgresql, sqlite
from caseapp.rules.outcomes import Unwritable

if TYPE_CHECKING:
    from caseapp.records.vault import Vault

_MARK: Final = 16  # bytes
WRITE: Final = "caseapp_write"
PLACE: Final = "caseapp_place"
REPLICA: Final = "replica"
"""The name of the engine that asks the standby, beside the instance's own."""

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


Ready = tuple[str, Any]
"""A statement in the driver's words, with its values: a tuple, or a list of them for many rows."""


class Row(DeclarativeBase):
    """The class that every kept row derives from."""

    metadata = MetaData(naming_convention=NAMES)


@dataclass(frozen=True)
class Place:
    """An instance as the database sees it: its vault, its write gate, its anchor of the log."""

    vault: Vault
    folder: Path
    url: str = field(default="", repr=False)
    """Where PostgreSQL is, with its password; empty: the instance's own SQLite file."""

    @property
    def database(self) -> Path:
        """The database file, unless the rows lie in PostgreSQL."""
        return self.folder / "caseapp.db"

    @property
    def address(self) -> str:
        """What SQLAlchemy connects to."""
        return self.url or f"sqlite:///{self.database}"

    @property
    def anchor(self) -> Path:
        """The file outside the database that holds the log's last head."""
        return self.folder / "log.head"

    @contextmanager
    def gate(self, *, aside: bool = False) -> Iterator[bytes]:
        """Let one writer of this machine in at a time, in the order of arrival (flock is fair).

        Without it SQLite's busy handler polls, and one of 16 writers got 1 transaction while
        another got 883. With PostgreSQL writers of other machines wait at a lock of its own.

        Yields the mark that the act before left, by which one who looked at the rows knows that
        no act was let in since. Who writes `aside`, the log alone or the house's own books, leaves
        none. Unwritable when there is no room for it.
        """
        descriptor = os.open(self.folder / "write.gate", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            before = os.pread(descriptor, _MARK, 0)
            if not aside:  # first of all: what is written after it may be cut short anywhere
                _leave_mark(descriptor)
            yield before
        finally:
            os.close(descriptor)


def _leave_mark(descriptor: int) -> None:
    try:
        os.pwrite(descriptor, os.urandom(_MARK), 0)
    except OSError as trouble:
        raise Unwritable(trouble.strerror) from trouble


elsewhere: ContextVar[Engine | None] = ContextVar("caseapp_elsewhere", default=None)
"""The engine that sessions ask instead of the instance's own: set by `replica.counting` alone."""
_flushing: ContextVar[bool] = ContextVar("caseapp_flushing", default=False)


def flushing() -> bool:
    """Tell whether the unit of work is writing rows that were checked one by one."""
    return _flushing.get()


def begin_flushing() -> None:
    """Say that what is written until the flush ends was checked."""
    _flushing.set(True)


class FlushingSession(Session):
    """A session whose flush ends what it began, also when it had nothing to do or failed.

    SQLAlchemy tells of the end of a flush only when rows were written.
    """

    def get_bind(self, *args: Any, **kwargs: Any) -> Engine | Connection:  # noqa: ANN401 - handed on
        """Return what is asked: the standby, while figures are counted there."""
        return elsewhere.get() or super().get_bind(*args, **kwargs)

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Write what waits to be written."""
        try:
            super().flush(objects)
        finally:
            _flushing.set(False)


db = SQLAlchemy(
    metadata=Row.metadata,
    session_options={"autoflush": False, "class_": FlushingSession},
)


def engine_options(place: Place) -> dict[str, Any]:
    """Return what Flask-SQLAlchemy hands to `create_engine` for this instance."""
    own = postgresql.engine_options() if place.url else sqlite.engine_options()
    return {
        "execution_options": {PLACE: place},
        "pool_size": 8,
        "max_overflow": 24,
        "hide_parameters": True,  # an error's text may be printed; names may not
        **own,
    }


def prepare_engine(engine: Engine, place: Place) -> None:
    """Attach how a connection is opened and how its transactions begin."""
    if place.url:
        postgresql.prepare(engine, WRITE)
    else:
        sqlite.prepare(engine, place.vault.database_key, WRITE)


def tell_reach(connection: Connection) -> None:
    """Tell the database's own row policies what the open door lets through now."""
    if on_postgresql(connection):
        postgresql.tell_reach(connection)


def on_postgresql(source: Connection | Engine) -> bool:
    """Tell whether the rows lie in PostgreSQL, not in the instance's own file."""
    return source.dialect.name == "postgresql"


def insert_rows(
    connection: Connection,
    table: Table,
    columns: Mapping[str, Sequence[Any]],
    same: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Insert many rows, given column by column, the way that is quick with this database.

    `same` are values that all of them share; columns not named take their defaults.
    """
    run_all(connection, rows_to_insert(connection.dialect, table, columns, same))


def rows_to_insert(
    dialect: Dialect,
    table: Table,
    columns: Mapping[str, Sequence[Any]],
    same: Mapping[str, Any] = MappingProxyType({}),
) -> Sequence[Ready]:
    """Return the statements of `insert_rows`, their values in the database's own form."""
    if len(next(iter(columns.values()))) == 0:
        return ()
    alike = {n: v for n, v in (_defaults(table) | dict(same)).items() if n not in columns}
    ours = postgresql if dialect.name == "postgresql" else sqlite
    return list(ours.rows_to_insert(dialect, table, columns, alike))


def run_all(connection: Connection, ready: Sequence[Ready]) -> None:
    """Run statements that were got ready."""
    for statement, values in ready:
        connection.exec_driver_sql(statement, values)


def _defaults(table: Table) -> dict[str, Any]:
    return {
        column.name: column.default.arg
        for column in table.c
        if isinstance(column.default, ColumnDefault) and column.default.is_scalar
    }


def place_of(source: Connection | Engine) -> Place:
    """Return the instance that a connection or engine belongs to."""
    place = source.get_execution_options()[PLACE]
    assert isinstance(place, Place)
    return place
