"""Making a backup: all that a restore needs in one sealed file, read back before it counts."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Final

from sqlalchemy import select
from sqlalchemy.engine import Engine

import caseapp
from caseapp import desk
from caseapp.records import backups, reads
from caseapp.records.db import Place, db, place_of
from caseapp.records.folders import settle
from caseapp.records.settings import Fact
from caseapp.records.vault import Vault
from caseapp.rules.access import Act, Actor
from caseapp.upkeep import dumps
from caseapp.upkeep.backup_file import (
    About,
    Members,
    about_of,
    read,
    sha256_of,
    wrapped_master,
    write,
)
from caseapp.upkeep.far_away import is_far
from caseapp.upkeep.pieces import PIECE, NoCopy
from caseapp.upkeep.schema_steps import revision
from caseapp.upkeep.snapshots import require_sound, snapshot

DATABASE: Final = "database"
HEAD: Final = "log.head"
FILES: Final = ("exchange_mapping.toml", "publications")
"""What else of the folder belongs to an instance: files, and folders with all in them.

The keys are the wrapped one at the beginning of the backup; all else is made anew."""

_ROOM: Final = 64 * 1024 * 1024  # that is left to the instance while its copy lies beside it
_PART: Final = "backup.part"
_GATE: Final = "backup.gate"


@dataclass(frozen=True)
class Made:
    """A verified backup: where, what it says of itself, its SHA-256 in hex, whether it is far."""

    file: Path
    about: About
    sha256: str
    size: int
    off_machine: bool


def make(actor: Actor, file: Path, *, now: datetime, off_machine: bool = False) -> Made:
    """Write a new backup of the open instance, read it back whole, and note it; or leave nothing.

    `off_machine`: the operator says that FILE lies on a far disk; else the machine judges. NoCopy
    with the reason when it could not be made, Denied for who may not.
    """
    desk.require(actor, Act.BACKUP_RUN, now=now)
    about = write_backup(db.engine, file, now=now)
    try:
        made = _made(file, about, off_machine=off_machine)
        _note(actor, made, backups.MADE, now)
    except BaseException:
        file.unlink()
        raise
    return made


def verify(actor: Actor, file: Path, *, now: datetime, off_machine: bool = False) -> Made:
    """Read a backup of this instance whole, wherever it lies, and note that it is sound."""
    desk.require(actor, Act.BACKUP_RUN, now=now)
    place = place_of(db.engine)
    with _alone(place):
        about = read_back(file, place.vault, place.folder)
    made = _made(file, about, off_machine=off_machine)
    _note(actor, made, "", now)
    return made


def _made(file: Path, about: About, *, off_machine: bool) -> Made:
    far = off_machine or is_far(file, place_of(db.engine).folder)
    return Made(file, about, sha256_of(file), file.stat().st_size, far)


def _note(actor: Actor, made: Made, name: str, now: datetime) -> None:
    with desk.writing(actor, Act.BACKUP_RUN, now=now) as door:
        for kind in filter(None, (name, backups.OFF_MACHINE if made.off_machine else "")):
            place = str(made.file.absolute())
            backups.keep_copied(door.session, kind, made.about.made_at, place)
        step = "made" if name else "verified"
        door.log("backup:0", None, step=step, sha256=made.sha256, off_machine=made.off_machine)


def write_backup(engine: Engine, file: Path, *, now: datetime) -> About:
    """Write and read back a new file, without a note in the log; NoCopy, nothing left, if not."""
    place = place_of(engine)
    draft = file.with_name(f"{file.name}.draft")
    _refuse_another(file)
    reads.settle_left(engine)  # what was shown before the backup stands in it
    with _alone(place):
        draft.unlink(missing_ok=True)  # of a run that was killed: another would hold the gate
        try:
            with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                about = _write(engine, out, now)
            read_back(draft, place.vault, place.folder)
            _refuse_another(file)
            draft.rename(file)
            settle(file.parent)
        except OSError as trouble:
            at, why = trouble.filename or file, trouble.strerror or trouble
            raise NoCopy(f"no backup was made: {at}: {why}") from None
        finally:
            draft.unlink(missing_ok=True)
    return about


def _refuse_another(file: Path) -> None:
    if file.exists() or file.is_symlink():
        raise NoCopy(f"{file} is there already; nothing was changed")


@contextmanager
def _alone(place: Place) -> Iterator[None]:
    """Let one backup of the instance run at a time; what a killed one left is taken away."""
    gate, part = place.folder / _GATE, place.folder / _PART
    try:
        descriptor = os.open(gate, os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError:
        raise NoCopy(f"{gate} cannot be opened; look at its owner and rights") from None
    with os.fdopen(descriptor, "r+b") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NoCopy("another backup of this instance is running") from None
        _take_away(part)
        try:
            yield
        finally:
            _take_away(part)  # before the gate opens: then it is another's


def _take_away(part: Path) -> None:
    """Delete a database and what SQLite kept beside it: read into the next, that spoils it."""
    for end in ("-journal", "-wal", "-shm", ""):
        part.with_name(f"{part.name}{end}").unlink(missing_ok=True)


def _write(engine: Engine, out: IO[bytes], now: datetime) -> About:
    place = place_of(engine)
    # First the head, then the rows: those are never older than what it bears witness to.
    head = place.anchor.read_text("ascii") if place.anchor.exists() else ""
    with engine.connect() as connection:
        found = revision(connection) or ""
        made_in = connection.scalar(select(Fact.value).where(Fact.name == "environment")) or ""
    kind = engine.dialect.name
    about = About(caseapp.__version__, found, now, made_in, kind, head)
    write(out, place.vault, _wrapped(place), about, _members(engine, head))
    return about


def _wrapped(place: Place) -> bytes:
    file = place.folder / "keys" / "master.recovery"
    if not file.exists():
        raise NoCopy(f"{file} is missing, and without it no recovery key would open the backup")
    return file.read_bytes()


def _members(engine: Engine, head: str) -> Members:
    place = place_of(engine)
    if head:
        yield HEAD, [head.encode()]
    yield DATABASE, dumps.dump(engine.url) if place.url else _copied(engine, place)
    for name in FILES:
        top = place.folder / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file():
                yield path.relative_to(place.folder).as_posix(), parts_of(path)


def _copied(engine: Engine, place: Place) -> Iterator[bytes]:
    part = place.folder / _PART
    _require_room(place.folder, place.database.stat().st_size)
    snapshot(engine, part)
    yield from parts_of(part)
    part.unlink()


def _require_room(folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < size + _ROOM:
        raise NoCopy(f"{folder} has no room for a copy of the database ({size >> 20} MB) meanwhile")


def parts_of(path: Path) -> Iterator[bytes]:
    """Yield a file's bytes, a piece at a time."""
    with path.open("rb") as file:
        while part := file.read(PIECE):
            yield part


def read_back(file: Path, own: Vault, folder: Path) -> About:
    """Read a backup whole: checksum, seals, list, database and log's head; NoCopy if not sound.

    What lies in SQLite is written into the folder meanwhile, encrypted as it is.
    """
    wrapped_master(file)
    about = about_of(file, own)

    def take(name: str, parts: Iterator[bytes]) -> None:
        if name != DATABASE:
            return
        if about.kind == "postgresql":
            dumps.read_through(parts, about.head)
            return
        part = folder / _PART
        _require_room(folder, file.stat().st_size)
        try:
            write_out(parts, part)
            require_sound(part, own, about.head)
        finally:
            part.unlink(missing_ok=True)

    read(file, own, take)
    return about


def write_out(parts: Iterable[bytes], path: Path) -> None:
    """Write a new file for its owner alone, and wait until the disk has it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for part in parts:
            out.write(part)
        out.flush()
        os.fsync(out.fileno())
