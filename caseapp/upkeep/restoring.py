"""Making an instance from a backup and the recovery key, on a machine that never saw it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from sqlalchemy.engine import Engine, make_url

from caseapp.config import Settings
from caseapp.records.db import db
from caseapp.records.folders import settle
from caseapp.records.vault import Vault
from caseapp.upkeep import dumps, instance, migrate, server
from caseapp.upkeep.backup_file import About, about_of, read, wrapped_master
from caseapp.upkeep.backups import DATABASE, FILES, HEAD, write_out
from caseapp.upkeep.pieces import NoCopy
from caseapp.upkeep.recovery import open_wrapped, read_words
from caseapp.upkeep.snapshots import require_sound

_DRAFT: Final = "restore.draft"
_FILE: Final = "caseapp.db"
_KEYS: Final = "keys"
_LOADING: Final = "loading"
"""In the draft: the database of PostgreSQL that is being loaded, which was empty before."""

_HELD: Final = "brought"
"""In the draft: the names of all it held once it was whole, a line each."""

_BROUGHT: Final = (_FILE, HEAD, *FILES, _KEYS)
"""What a backup may bring into the folder, in the order in which it comes to its place."""

_BESIDE: Final = tuple(f"{_FILE}{end}" for end in ("-journal", "-wal", "-shm"))
"""What SQLite may have left of another database: read into the one that is brought, it spoils it.

It may be all that is left of what was written last there, so it is never taken away here."""


def open_backup(settings: Settings, file: Path, words: str) -> tuple[Vault, About]:
    """Open a backup with the words of its recovery key; refuse what cannot be restored here.

    Unfit, NoCopy or KeyTrouble, each in one line; nothing is written.
    """
    require_empty(settings)
    wrapped = wrapped_master(file)
    own = open_wrapped(wrapped, read_words(words), file)
    about = about_of(file, own)
    if about.environment != settings.environment:
        raise instance.Unfit(
            f"{file} was made of an instance of '{about.environment}'; "
            f"set CASEAPP_ENV={about.environment} to restore it"
        )
    here = "postgresql" if settings.database_url else "sqlite"
    if about.kind != here:
        raise instance.Unfit(
            f"{file} holds a database of {about.kind}, and this instance is of {here}; "
            + ("set" if about.kind == "postgresql" else "unset")
            + " CASEAPP_DATABASE_URL"
        )
    if not migrate.known(about.revision):
        raise instance.Unfit(
            f"{file} was made by a newer version ({about.revision}); install that version"
        )
    return own, about


def require_empty(settings: Settings) -> None:
    """Raise Unfit unless nothing of an instance lies in the folder.

    What a restore that was killed had brought there does not count: the next takes it away.
    """
    folder, left = settings.instance, _left(settings.instance)
    names = (*_BROUGHT, *_BESIDE)
    held = [name for name in names if _holds_something(folder / name) and name not in left]
    if held:
        raise instance.Unfit(
            f"{folder} already holds an instance ({', '.join(sorted(held))}); nothing was "
            "changed: name an empty folder in CASEAPP_INSTANCE"
        )


def _left(folder: Path) -> list[str]:
    """Return what a restore had brought to its place when it was killed before it came to the keys.

    Its draft held all of that once it was whole, and the master key lies there until the end.
    """
    draft = folder / _DRAFT
    if not ((draft / _HELD).exists() and (draft / _KEYS / "master.key").exists()):
        return []
    held = (draft / _HELD).read_text("ascii").splitlines()
    return [name for name in _BROUGHT if name in held and not (draft / name).exists()]


def _holds_something(path: Path) -> bool:
    return any(path.iterdir()) if path.is_dir() else path.exists()


def restore(settings: Settings, file: Path, own: Vault, about: About, engine: Engine) -> None:
    """Write all that the backup holds into the empty instance, or nothing.

    `engine` is that of the instance; with PostgreSQL its database must be empty. Everything is
    written beside its place first; the master key comes last, so that nothing opens half of it.
    """
    draft = settings.instance / _DRAFT
    if settings.database_url:
        server.require_server(engine, production=settings.production)
        if _loaded_here(settings):
            server.require_unused(engine)
            server.take_back(engine, own.fingerprint)
        server.require_vacant(engine)
    new = not settings.instance.exists()
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.instance.chmod(0o700)
    _take_away(settings.instance, _left(settings.instance))
    (draft / _HELD).unlink(missing_ok=True)  # first: half a draft must not tell of more
    shutil.rmtree(draft, ignore_errors=True)
    try:
        _fill(settings, draft, file, own, about)
        _move(draft, settings.instance)
    except BaseException:
        _unmake(settings, engine, own)
        shutil.rmtree(settings.instance if new else draft, ignore_errors=True)
        raise
    shutil.rmtree(draft, ignore_errors=True)


def _loaded_here(settings: Settings) -> bool:
    """Tell whether a restore into this folder was killed once it loaded this very database."""
    told = settings.instance / _DRAFT / _LOADING
    return told.exists() and told.read_text("utf-8") == _named(settings)


def _named(settings: Settings) -> str:
    return make_url(settings.database_url).render_as_string(hide_password=True)


def _fill(settings: Settings, draft: Path, file: Path, own: Vault, about: About) -> None:
    def take(name: str, parts: Iterator[bytes]) -> None:
        if name == DATABASE and settings.database_url:
            write_out([_named(settings).encode()], draft / _LOADING)
            dumps.load(make_url(settings.database_url), parts)
            return
        target = draft / (_FILE if name == DATABASE else name)
        if not target.resolve().is_relative_to(draft.resolve()):
            raise NoCopy(f"{file} names a file outside the instance")
        write_out(parts, target)
        if name == DATABASE:
            require_sound(target, own, about.head)

    read(file, own, take)
    keys = draft / _KEYS
    write_out([about.environment.encode() + b"\n"], keys / "environment")
    write_out([wrapped_master(file)], keys / "master.recovery")
    write_out([own.master.hex().encode() + b"\n"], keys / "master.key")


def _move(draft: Path, folder: Path) -> None:
    """Bring everything to its place, the keys last; the folder of each was found empty."""
    held = [name for name in _BROUGHT if (draft / name).exists()]
    write_out(["\n".join(held).encode()], draft / _HELD)
    for each in (draft, *(path for path in draft.rglob("*") if path.is_dir())):
        settle(each)
    for name in _BROUGHT:
        path, target = draft / name, folder / name
        if not path.exists():
            continue
        if target.is_dir():
            target.rmdir()
        path.rename(target)
    settle(folder)


def _unmake(settings: Settings, engine: Engine, own: Vault) -> None:
    """Take away what was brought: the folder held none of it a moment ago."""
    engine.dispose()
    if settings.database_url:
        server.take_back(engine, own.fingerprint)
        engine.dispose()
    _take_away(settings.instance, _BROUGHT)


def _take_away(folder: Path, names: Iterable[str]) -> None:
    for path in (folder / name for name in names):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def restore_here(settings: Settings, file: Path, own: Vault, about: About) -> None:
    """Restore into the instance of the open application context."""
    restore(settings, file, own, about, db.engine)
