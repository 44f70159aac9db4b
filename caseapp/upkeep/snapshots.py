"""One moment of a SQLite database as a file of its own, and whether such a file is sound."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy.engine import Engine

from caseapp.records.vault import Vault
from caseapp.upkeep.pieces import NoCopy


def snapshot(engine: Engine, out: Path) -> None:
    """Write what stands now, under the same key, while writers go on; all it needs is reading.

    NoCopy when the database or the disk refuses.
    """
    driver: Any = engine.dialect.dbapi
    pooled = engine.raw_connection()
    try:
        cursor = pooled.cursor()
        # SQLite refuses this inside a transaction.
        cursor.execute("ROLLBACK") if pooled.in_transaction else None
        cursor.execute("VACUUM INTO ?", (str(out),))
    except driver.DatabaseError as trouble:
        raise NoCopy(f"no backup was made: the database could not be copied ({trouble})") from None
    finally:
        pooled.close()


def require_sound(file: Path, own: Vault, head: str) -> None:
    """Open a database file and look over every page; its log must hold the head `id:hash`, if any.

    NoCopy in one clear line when it does not open, is damaged, or lacks the head.
    """
    import sqlcipher3.dbapi2 as driver  # noqa: PLC0415 - a C library; only a database needs it

    connection = driver.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
    try:
        connection.execute(f"PRAGMA key = \"x'{own.database_key.hex()}'\"")
        _require_whole(connection)
        number, _, digest = head.partition(":")
        asked = "SELECT count(*) FROM audit_entries WHERE id = ? AND hash = ?"
        if head and not connection.execute(asked, (number, digest)).fetchone()[0]:
            raise NoCopy("the log in the copy does not hold the head kept outside (log.head)")
    except driver.DatabaseError as trouble:
        raise NoCopy(f"the copy of the database is not sound ({trouble})") from None
    finally:
        connection.close()


def _require_whole(connection: Any) -> None:  # noqa: ANN401 - the driver's own type
    damaged = connection.execute("PRAGMA cipher_integrity_check").fetchone()
    fault = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if damaged or fault != "ok":
        told = damaged[0] if damaged else fault
        raise NoCopy(f"the copy of the database is not sound ({told})")
