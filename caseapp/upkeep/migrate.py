"""Bringing a database to this version's schema, in one transaction with its checks."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine

from caseapp.records.db import WRITE, db, place_of
from caseapp.records.scope import Reach, reaching

_CODE: Final = Path(__file__).resolve().parent.parent


class SchemaTrouble(Exception):
    """The database cannot be used by this version; the message names what to do."""


def scripts_folder() -> Path:
    """Return the folder of the migrations: beside the package in a checkout, or inside it."""
    for folder in (_CODE.parent / "migrations", _CODE / "migrations"):
        if folder.is_dir():
            return folder
    raise SchemaTrouble("the migrations are missing from this installation")


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts_folder()))
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    """Return the revision that this version of the code expects."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def revision(connection: Connection) -> str | None:
    """Return the database's revision, None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def _known(found: str) -> bool:
    scripts = ScriptDirectory.from_config(_config()).walk_revisions()
    return found in {script.revision for script in scripts}


def _refuse_newer(found: str | None) -> None:
    if found is not None and not _known(found):
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


def _copy_first(engine: Engine, found: str) -> None:
    """Keep a copy, encrypted like the original, and read it back before a step changes anything."""
    folder = place_of(engine).folder / "before-migration"
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / f"{found}.db"
    copy.unlink(missing_ok=True)
    driver_connection = engine.raw_connection()
    try:
        cursor = driver_connection.cursor()
        cursor.execute("ROLLBACK") if driver_connection.in_transaction else None
        cursor.execute("VACUUM INTO ?", (str(copy),))
        cursor.execute("ATTACH DATABASE ? AS copy", (str(copy),))
        fault = cursor.execute("PRAGMA copy.quick_check").fetchone()[0]
        cursor.execute("DETACH DATABASE copy")
    finally:
        driver_connection.close()
    if fault != "ok":
        raise SchemaTrouble(
            f"the copy before the migration is not sound ({fault}); nothing changed"
        )


def upgrade(engine: Engine) -> tuple[str | None, str]:
    """Run the missing steps; return the revisions before and after.

    Foreign keys are switched off on this connection before BEGIN (inside a transaction the
    pragma does nothing), since a batch step drops and renames tables and would fire ON DELETE;
    they must all hold again before the commit.
    """
    place = place_of(engine)
    with engine.connect() as connection:
        found = revision(connection)
    _refuse_newer(found)
    if found is not None and found != newest():
        _copy_first(engine, found)
    with place.gate(), engine.connect().execution_options(**{WRITE: True}) as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin(), reaching(Reach(None, "bulk")):
                before = revision(connection)
                command.upgrade(_config(connection), "head")
                broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
                if broken:
                    raise SchemaTrouble(f"{len(broken)} rows would lose what they refer to")
                after = revision(connection)
        finally:
            driver.execute("PRAGMA foreign_keys = ON")
    assert after is not None
    return before, after


def upgrade_open() -> tuple[str | None, str]:
    """Run the missing steps on the database of the open application context."""
    return upgrade(db.engine)
