"""The one step in which an instance goes from its old keys to its new ones, whatever is killed.

Everything new is written beside the old first. With SQLite the file `keys/rekey.ready` decides:
while it is not there the old is in force, once it is there every start brings the new to its place.
With PostgreSQL the key that the database itself names decides.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from sqlalchemy import create_engine, select
from sqlalchemy.exc import DatabaseError

from caseapp.config import Settings
from caseapp.records.db import Place, engine_options, prepare_engine
from caseapp.records.folders import settle
from caseapp.records.settings import Fact
from caseapp.records.vault import Vault, read_key_file
from caseapp.upkeep.server import FINGERPRINT, Unfit

NEW_KEY: Final = "keys/master.key.new"
READY: Final = "keys/rekey.ready"
NEW: Final = {
    "caseapp.db.rekeyed": "caseapp.db",
    "log.head.rekeyed": "log.head",
    "keys/master.recovery.new": "keys/master.recovery",
    NEW_KEY: "keys/master.key",
}
"""What lies beside its place, in the order in which it is brought there: the key last."""

BESIDE: Final = tuple(f"caseapp.db.rekeyed{end}" for end in ("-journal", "-wal", "-shm"))
"""What SQLite keeps beside the new file while it is written: read into another, it spoils that."""

_GATE: Final = "keys.gate"


@contextmanager
def keys_in_use(settings: Settings) -> Iterator[IO[bytes] | None]:
    """Hold the instance's keys while they are used, after ending a change that was cut short.

    Unfit while they are being changed. Nothing is held where there are no keys yet.
    """
    if not settings.key_file.parent.is_dir():
        yield None
        return
    descriptor = os.open(settings.instance / _GATE, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as gate:
        if left(settings.instance):
            hold_alone(gate, settings)
            finish(settings)
        try:
            fcntl.flock(gate, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Unfit(f"the keys of {settings.instance} are being changed; wait") from None
        yield gate


def hold_alone(gate: IO[bytes], settings: Settings) -> None:
    """Let nobody else of this machine use the keys; Unfit when somebody does."""
    try:
        fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Unfit(
            f"{settings.instance} is in use; stop the server and every other command first"
        ) from None


def left(folder: Path) -> bool:
    """Tell whether something of a change that is under way, or was cut short, lies there."""
    return any((folder / name).exists() for name in (READY, *NEW, *BESIDE))


def finish(settings: Settings) -> None:
    """Bring the new to its place when it is in force, else take it away."""
    folder = settings.instance
    if not _in_force(settings):
        for name in (*BESIDE, *NEW):
            (folder / name).unlink(missing_ok=True)
        return
    for name in BESIDE:
        (folder / name).unlink(missing_ok=True)
    if (folder / "caseapp.db.rekeyed").exists():
        for name in ("caseapp.db-wal", "caseapp.db-shm"):  # of the old file: not a page of the new
            (folder / name).unlink(missing_ok=True)
    for name, target in NEW.items():
        if (folder / name).exists():
            (folder / name).replace(folder / target)
    settle_all(folder)
    (folder / READY).unlink(missing_ok=True)


def _in_force(settings: Settings) -> bool:
    folder = settings.instance
    if not settings.database_url:
        return (folder / READY).exists()
    new = folder / NEW_KEY
    if not new.exists():  # it is brought last: nothing else of the new is left
        return False
    return named_by_server(settings) == read_key_file(new).fingerprint


def named_by_server(settings: Settings) -> str | None:
    """Return the fingerprint of the key that PostgreSQL's rows lie under; Unfit if it is silent."""
    place = Place(Vault(bytes(32)), settings.instance, settings.database_url)
    engine = create_engine(place.url, **engine_options(place))
    prepare_engine(engine, place)
    try:
        with engine.connect() as connection:
            return connection.scalar(select(Fact.value).where(Fact.name == FINGERPRINT))
    except DatabaseError:
        raise Unfit(
            "a change of keys was cut short, and the server of CASEAPP_DATABASE_URL must say how "
            "far it came; start it, then try again"
        ) from None
    finally:
        engine.dispose()


def declare_ready(folder: Path) -> None:
    """Put the new in force: the one step after which there is no way back."""
    settle_all(folder)
    (folder / READY).touch(mode=0o600)
    settle(folder / "keys")


def settle_all(folder: Path) -> None:
    """Wait until the disk knows every name that a change of keys writes into an instance."""
    for each in (folder, folder / "keys"):
        settle(each)
