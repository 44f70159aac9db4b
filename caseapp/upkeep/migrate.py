"""Bringing a database to this version's schema, in one transaction with its checks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine

from caseapp.records.db import WRITE, db, on_postgresql, place_of
from caseapp.records.scope import Reach, reaching
from caseapp.upkeep.backups import write_backup
from caseapp.upkeep.copies import unseal_copy
from caseapp.upkeep.pieces import NoCopy
from caseapp.upkeep.schema_steps import SchemaTrouble, known, newest, revision, scripts_folder

if TYPE_CHECKING:
    from alembic.config import Config

__all__ = ["SchemaTrouble", "known", "newest", "revision", "scripts_folder"]


def _config(connection: Connection) -> Config:
    from alembic.config import Config  # noqa: PLC0415 - as below

    config = Config()
    config.set_main_option("script_location", str(scripts_folder()))
    config.attributes["connection"] = connection
    return config


def run_steps(connection: Connection, target: str) -> None:
    """Run the steps that a database lacks up to a revision, in the caller's transaction."""
    from alembic import command  # noqa: PLC0415 - a server that is up to date runs no step

    command.upgrade(_config(connection), target)


def _refuse_newer(found: str | None) -> None:
    if found is not None and not known(found):
        raise SchemaTrouble(
            f"the database was written by a newer version ({found}); "
            "install that version of caseapp"
        )


def require_newest(engine: Engine) -> None:
    """Raise SchemaTrouble unless the database stands exactly at this version's revision."""
    with engine.connect() as connection:
        found = revision(connection)
    if found is None:
        raise SchemaTrouble("the database is empty; run 'caseapp init' first")
    _refuse_newer(found)
    if found != newest():
        raise SchemaTrouble(
            f"the database is of an older version ({found}); run 'caseapp migrate' first"
        )


@contextmanager
def _unfired(connection: Connection) -> Iterator[None]:
    """Keep SQLite's foreign keys off meanwhile; PostgreSQL alters tables where they stand.

    They go off before BEGIN (inside a transaction the pragma does nothing), since a batch step
    drops and renames tables and would fire ON DELETE; they must all hold again at the end.
    """
    if on_postgresql(connection):
        with connection.begin():
            yield
        return
    driver = connection.connection.dbapi_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        with connection.begin():
            yield
            broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
            if broken:
                raise SchemaTrouble(f"{len(broken)} rows would lose what they refer to")
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _copy_first(engine: Engine, found: str, now: datetime) -> None:
    """Keep a backup, read back whole, before a step changes anything."""
    place = place_of(engine)
    folder = place.folder / "before-migration"
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / f"{found}.backup"
    copy.unlink(missing_ok=True)
    try:
        write_backup(engine, copy, now=now)
    except NoCopy as reason:
        without = (
            ". Once the server's own backup is made, 'caseapp migrate --copied' goes on without"
            if place.url
            else ""
        )
        raise SchemaTrouble(f"{reason}; nothing changed{without}") from None


def open_copy(engine: Engine, copy: Path) -> Path:
    """Unseal an older copy beside it, for `pg_restore`; SchemaTrouble when it cannot be."""
    out = copy.with_suffix("")
    try:
        unseal_copy(copy, place_of(engine).vault.copy_key, out)
    except NoCopy as reason:
        raise SchemaTrouble(str(reason)) from None
    return out


def upgrade(
    engine: Engine, *, copied: bool = False, now: datetime | None = None
) -> tuple[str | None, str]:
    """Run the missing steps in one transaction; return the revisions before and after.

    First a backup is kept, unless there is one already that the server made (`copied`).
    """
    place = place_of(engine)
    with engine.connect() as connection:
        found = revision(connection)
    _refuse_newer(found)
    if found is not None and found != newest() and not (copied and place.url):
        _copy_first(engine, found, now or datetime.now(UTC))
    with (
        place.gate(),
        engine.connect().execution_options(**{WRITE: True}) as connection,
        reaching(Reach(None, "bulk")),
        _unfired(connection),
    ):
        before = revision(connection)
        run_steps(connection, "head")
        after = revision(connection)
    assert after is not None
    return before, after


def upgrade_open(*, copied: bool = False, now: datetime | None = None) -> tuple[str | None, str]:
    """Run the missing steps on the database of the open application context."""
    return upgrade(db.engine, copied=copied, now=now)


def open_copy_here(copy: Path) -> Path:
    """Unseal a copy with the key of the open application context; return the dump's path."""
    return open_copy(db.engine, copy)
