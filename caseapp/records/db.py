"""The database: one encrypted SQLite file, how a connection is opened, and how it is written."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase

if TYPE_CHECKING:
    from caseapp.records.vault import Vault

WRITE: Final = "caseapp_write"
PLACE: Final = "caseapp_place"

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(DeclarativeBase):
    """The class that every kept row derives from."""

    metadata = MetaData(naming_convention=NAMES)


@dataclass(frozen=True)
class Place:
    """An instance as the database sees it: its vault, its write gate, its anchor of the log."""

    vault: Vault
    folder: Path

    @property
    def database(self) -> Path:
        """The database file."""
        return self.folder / "caseapp.db"

    @property
    def anchor(self) -> Path:
        """The file outside the database that holds the log's last head."""
        return self.folder / "log.head"

    @contextmanager
    def gate(self) -> Iterator[None]:
        """Let one writer in at a time, in the order of arrival (flock queues fairly).

        Without it SQLite's busy handler polls, and one of 16 writers got 1 transaction while
        another got 883.
        """
        descriptor = os.open(self.folder / "write.gate", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


db = SQLAlchemy(metadata=Row.metadata, session_options={"autoflush": False})


def engine_options(place: Place) -> dict[str, Any]:
    """Return what Flask-SQLAlchemy hands to `create_engine` for this instance."""
    import sqlcipher3.dbapi2 as driver  # noqa: PLC0415 - a C library; only a database needs it

    return {
        "module": driver,
        # isolation_level None: the driver never begins by itself, so readers BEGIN and only
        # writers BEGIN IMMEDIATE (see _begin).
        "connect_args": {"isolation_level": None, "timeout": 30},
        "execution_options": {PLACE: place},
        "pool_size": 8,
        "max_overflow": 24,
    }


def prepare_engine(engine: Engine, place: Place) -> None:
    """Attach the key, the pragmas and the kinds of BEGIN to an engine."""

    def connect(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA key = \"x'{place.vault.database_key.hex()}'\"")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA temp_store = MEMORY")
        cursor.execute("PRAGMA cache_size = -32768")
        cursor.close()

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITE, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", begin)


def place_of(source: Connection | Engine) -> Place:
    """Return the instance that a connection or engine belongs to."""
    place = source.get_execution_options()[PLACE]
    assert isinstance(place, Place)
    return place
