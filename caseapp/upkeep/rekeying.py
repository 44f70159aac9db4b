"""Giving an instance another master key, under which everything then lies, and nothing before."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

from sqlalchemy import create_engine
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DatabaseError

from caseapp import desk
from caseapp.config import Settings
from caseapp.records import audit, reads
from caseapp.records.db import PLACE, WRITE, Place, db, engine_options, place_of, prepare_engine
from caseapp.records.scope import Reach, reaching
from caseapp.records.vault import KEY_BYTES, KeyTrouble, Vault, read_key_file
from caseapp.rules.access import Act, Actor
from caseapp.upkeep import backups, kept_copies, kept_files, kept_rows, key_switch
from caseapp.upkeep.pieces import NoCopy
from caseapp.upkeep.recovery import lock_away
from caseapp.upkeep.resealing import reseal
from caseapp.upkeep.server import Unfit, require_unused
from caseapp.upkeep.snapshots import require_sound, snapshot

BEFORE: Final = "before-rekey"
_DATABASE: Final = "caseapp.db.rekeyed"
_CHECKS: Final = (
    kept_rows.keys_that_do_not_open,
    kept_rows.cells_that_do_not_open,
    kept_files.files_that_do_not_open,
    kept_files.results_that_do_not_open,
    kept_copies.copies_that_do_not_open,
)
"""What must open under the new key before it is put in force."""

Show = Callable[[tuple[str, ...]], None]


class Unchanged(NoCopy):
    """The keys could not be changed; the old ones are in force, and the message says why."""


@dataclass(frozen=True)
class Rekeyed:
    """A change that is in force: the backup of before, and how many of each were brought along."""

    backup: Path
    told: dict[str, int]


def rekey(
    actor: Actor, settings: Settings, gate: IO[bytes], show: Show, *, now: datetime
) -> Rekeyed:
    """Change the keys of the open instance, which nobody else may use meanwhile.

    First a backup is kept; `show` is given the new recovery key's words, once, before anything
    is changed, and may refuse. Until the one step at the end the old keys are in force, after it
    the new. Unchanged when it could not be done, with nothing changed.
    """
    desk.require(actor, Act.KEYS_CHANGE, now=now)
    if settings.credential is not None:
        raise Unfit(
            f"the key in force is the credential {settings.credential}, which no command can "
            f"change; put it at {settings.key_file} and start without the credential, then rekey"
        )
    place = place_of(db.engine)
    own = place.vault
    key_switch.hold_alone(gate, settings)
    try:
        with place.gate(aside=True):
            reads.settle(db.engine)  # what an import left that was killed lies under the old key
        backup = settings.instance / BEFORE / f"{now:%Y%m%dT%H%M%SZ}.backup"
        backup.parent.mkdir(mode=0o700, exist_ok=True)
        for left in backup.parent.glob("*.draft"):  # of a change that was killed
            left.unlink()
        backups.write_backup(db.engine, backup, now=now)
        new = Vault(os.urandom(KEY_BYTES))
        show(_write_keys(settings.instance, new))
        told = _bring_along(actor, new, now)
    except (NoCopy, Unfit, KeyTrouble, OSError, DatabaseError) as trouble:
        # What is in force says whether it goes back or on: the words may be good already.
        key_switch.finish(settings)
        if read_key_file(settings.key_file) == own:
            reason = str(getattr(trouble, "orig", trouble)).partition("\n")[0]
            raise Unchanged(f"the keys were not changed: {reason}") from None
        raise
    key_switch.finish(settings)
    return Rekeyed(backup, told)


def _write_keys(folder: Path, new: Vault) -> tuple[str, ...]:
    key = folder / key_switch.NEW_KEY
    backups.write_out([new.master.hex().encode() + b"\n"], key)
    recovery = folder / "keys" / "master.recovery.new"
    words = lock_away(new, recovery)
    with recovery.open("rb") as file:
        os.fsync(file.fileno())
    return words


def _bring_along(actor: Actor, new: Vault, now: datetime) -> dict[str, int]:
    place = place_of(db.engine)
    engine = db.engine
    engine.dispose()
    if place.url:
        require_unused(engine)
        engine.dispose()
        return _change(_engine(place, place.url), actor, new, now)
    part = place.folder / _DATABASE
    with place.gate():
        snapshot(engine, part)
        engine.dispose()
        told = _change(_engine(place, f"sqlite:///{part}"), actor, new, now)
        _change_file_key(part, place.vault, new)
        require_sound(part, new, (place.folder / "log.head.rekeyed").read_text("ascii"))
        key_switch.declare_ready(place.folder)
    return told


def _engine(place: Place, address: str) -> Engine:
    engine = create_engine(address, **engine_options(place))
    prepare_engine(engine, place)
    return engine


def _change(engine: Engine, actor: Actor, new: Vault, now: datetime) -> dict[str, int]:
    """Bring all rows along in one transaction, looked over before it ends."""
    place = place_of(engine)
    try:
        with (
            reaching(Reach(None, "bulk")),
            engine.connect().execution_options(**{WRITE: True}) as connection,
            connection.begin(),
        ):
            old_head = place.anchor.read_text("ascii")
            _require_whole_log(connection, place.vault, old_head)
            told = reseal(connection, place.vault, new, now)
            details = (("old_head", old_head), *sorted(told.items()))
            entry = audit.Entry(actor.label, Act.KEYS_CHANGE, "done", "keys:0", detail=details)
            head, _ = audit.append(connection, new.audit_key, [(now, [entry])])
            _look_over(connection, Place(new, place.folder, place.url), head)
            backups.write_out([head.encode()], place.folder / "log.head.rekeyed")
            # With PostgreSQL the commit that follows is the one step: a disk that then forgot
            # the name of the new key would leave rows that nothing opens.
            key_switch.settle_all(place.folder)
    finally:
        engine.dispose()
    return told


def _require_whole_log(connection: Connection, own: Vault, head: str) -> None:
    for fault in audit.faults(connection, own.audit_key, head):
        raise NoCopy(f"the log is not whole ({fault}): a new key must not hide that")


def _look_over(connection: Connection, place: Place, head: str) -> None:
    """Raise KeyTrouble unless everything opens under the new key, and the log is whole."""
    connection.execution_options(**{PLACE: place})
    for check in _CHECKS:
        for fault in check(connection):
            raise KeyTrouble(f"not everything came along ({fault}); nothing was changed")
    for fault in audit.faults(connection, place.vault.audit_key, head):
        raise KeyTrouble(f"the log did not come along ({fault}); nothing was changed")


def _change_file_key(file: Path, old: Vault, new: Vault) -> None:
    """Write every page of a closed SQLite file anew under the new key."""
    import sqlcipher3.dbapi2 as driver  # noqa: PLC0415 - a C library; only a database needs it

    connection: Any = driver.connect(str(file))
    try:
        connection.execute(f"PRAGMA key = \"x'{old.database_key.hex()}'\"")
        connection.execute("PRAGMA journal_mode = DELETE")  # no page may stay in a log beside it
        connection.execute(f"PRAGMA rekey = \"x'{new.database_key.hex()}'\"")
    finally:
        connection.close()
    with file.open("rb") as written:
        os.fsync(written.fileno())
