"""Making an instance and refusing to open one that does not fit: its key, kind and schema."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import insert, inspect, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.config import Settings
from caseapp.records import vault
from caseapp.records.areas import Area, AreaLink
from caseapp.records.db import db, place_of
from caseapp.records.settings import Fact
from caseapp.records.vault import Vault, lies_open, make_key_file
from caseapp.rules.access import Act, operator
from caseapp.rules.matching import fold
from caseapp.rules.units import territory
from caseapp.upkeep import migrate, server
from caseapp.upkeep.recovery import lock_away

KeyTrouble = vault.KeyTrouble
Unfit = server.Unfit
_ROOM: Final = 64 * 1024 * 1024  # even a DELETE fails on a full disk


def exists(settings: Settings) -> bool:
    """Tell whether the folder already holds an instance."""
    kept = (settings.key_file, settings.instance / "caseapp.db", _environment_file(settings))
    return any(path.exists() for path in kept)


def make_keys(settings: Settings) -> tuple[Vault, tuple[str, ...]]:
    """Make the folder and its keys; return the vault and the recovery key's words, shown once."""
    if exists(settings):
        raise Unfit(f"{settings.instance} already holds an instance; nothing was changed")
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.instance.chmod(0o700)  # a checkout brings the folder, open to all
    require_room(settings)
    try:
        vault = make_key_file(settings.key_file)
        _environment_file(settings).write_text(settings.environment + "\n", encoding="ascii")
        words = lock_away(vault, settings.key_file.with_name("master.recovery"))
    except OSError:
        _unmake_keys(settings)
        raise
    return vault, words


def _environment_file(settings: Settings) -> Path:
    """Where the folder itself says which environment it was made in, beside the key."""
    return settings.key_file.with_name("environment")


def unmake(settings: Settings) -> None:
    """Take away what `make_keys` and `fill` made, when making could not be finished.

    Only for who made it a moment ago: these are the keys, and nothing opens the rest without.
    """
    db.engine.dispose()
    if settings.database_url:
        server.take_back(db.engine, place_of(db.engine).vault.fingerprint)
        db.engine.dispose()
    patterns = ("caseapp.db*", "log.head*", "reads.beside*")
    made = [path for pattern in patterns for path in settings.instance.glob(pattern)]
    gates = (settings.instance / name for name in ("write.gate", "bulk.gate", "keys.gate"))
    for path in (*made, *gates):
        path.unlink(missing_ok=True)
    _unmake_keys(settings)


def _unmake_keys(settings: Settings) -> None:
    """Take away the keys of an instance that could not be made, and folders left empty."""
    for path in (*settings.key_file.parent.glob("master.*"), _environment_file(settings)):
        path.unlink(missing_ok=True)
    for folder in (settings.key_file.parent, settings.instance):
        with suppress(OSError):  # it holds something else
            folder.rmdir()


def fill(settings: Settings, now: datetime) -> None:
    """Write the schema, the environment and the territory into an empty database."""
    if settings.database_url:
        server.require_server(db.engine, production=settings.production)
        server.require_vacant(db.engine)
    migrate.upgrade(db.engine)
    facts = {
        "environment": settings.environment,
        server.FINGERPRINT: place_of(db.engine).vault.fingerprint,
    }
    with desk.bulk(operator(production=False), Act.IMPORT_RUN, now=now) as door:
        door.session.execute(insert(Fact), [{"name": n, "value": v} for n, v in facts.items()])
        write_territory(door.session)
        door.log("instance:0", None, environment=settings.environment)


def unfilled() -> bool:
    """Tell whether making the open instance was cut short: `fill` may then run again."""
    with db.engine.connect() as connection:
        if Fact.__tablename__ not in inspect(connection).get_table_names():
            return True
        return connection.scalar(select(Fact.value).where(Fact.name == "environment")) is None


def write_territory(session: Session) -> None:
    """Write the city's units, old and new, with their links (facts in rules/units.csv)."""
    land = territory()
    session.execute(
        insert(Area),
        [
            {
                "id": unit.id,
                "code": unit.code,
                "kind": unit.kind,
                "name": unit.name,
                "folded": fold(f"{'' if unit.kind in _NAMED_WHOLE else unit.kind} {unit.name}"),
                "former_province": unit.former_province,
                "parent_id": unit.parent,
                "valid_from": unit.since,
                "valid_until": unit.until,
            }
            for unit in sorted(land.units.values(), key=lambda u: (u.parent or 0, u.id))
        ],
    )
    session.execute(
        insert(AreaLink),
        [{"old_id": k.old, "new_id": k.new, "whole": k.whole} for k in land.links],
    )


_NAMED_WHOLE: Final = ("city", "district", "elsewhere")


def require_room(settings: Settings) -> None:
    """Raise Unfit when the disk is too full to write safely."""
    free = shutil.disk_usage(settings.instance).free
    if free < _ROOM:
        raise Unfit(
            f"the disk of {settings.instance} is full ({free // 2**20} MB free, 64 MB needed); "
            "make room, then start again"
        )


def _require_whole(settings: Settings, *, making: bool) -> None:
    """Raise Unfit when the folder was made for another environment or has lost its database.

    Both are asked of the folder before anything is opened: SQLite would make an empty file, and
    what was a real instance would be filled anew. `making`: this start may still fill it.
    """
    told = _environment_file(settings)
    made_in = told.read_text("ascii").strip() if told.exists() else settings.environment
    if made_in != settings.environment:
        raise _other_environment(made_in, settings)
    if settings.database_url:
        return
    file = settings.instance / "caseapp.db"
    lost = not file.exists() or file.stat().st_size == 0
    if lost and (not making or (settings.instance / "log.head").exists()):
        raise Unfit(
            f"{file} is missing or empty; put it back from a copy, with the keys and log.head of "
            "the same day (nothing was changed)"
        )


def require_open(settings: Settings, *, making: bool = False, checking: bool = False) -> None:
    """Raise Unfit unless the instance can be opened: room, file, key and kind, in that order.

    `making`: an instance whose making was cut short may be opened, to be filled. `checking`: one
    whose key lies open may be, to be told so with all else that is wrong.
    """
    require_room(settings)
    _require_whole(settings, making=making)
    if settings.production and not checking:
        _require_closed(settings)
    if settings.database_url:
        server.require_server(db.engine, production=settings.production)
        fingerprint = place_of(db.engine).vault.fingerprint
        server.require_own_key(db.engine, fingerprint, settings.opened_key_file)
    if not _unfilled(settings):
        require_environment(settings)


def _require_closed(settings: Settings) -> None:
    """Raise Unfit when others on the machine may read the key, or enter the folder."""
    key = settings.opened_key_file
    if lies_open(key, handed=settings.credential is not None):
        raise Unfit(f"others may read {key}; run 'chmod 600' on it, then start again")
    if lies_open(settings.instance):
        raise Unfit(f"others may open {settings.instance}; run 'chmod go=' on it, then start again")


def _unfilled(settings: Settings) -> bool:
    try:
        return unfilled()
    except DatabaseError as refusal:
        raise Unfit(_why_shut(settings, str(refusal.orig).lower())) from None


def _why_shut(settings: Settings, told: str) -> str:
    """Say why the database does not open, as far as SQLite tells."""
    file = settings.instance / "caseapp.db"
    if "not a database" in told:
        return (
            f"the key in {settings.opened_key_file} does not open the database; put back its own "
            "key, or the database if it is that which was changed"
        )
    if "malformed" in told or "corrupt" in told:
        return f"{file} is damaged; put it back from a copy"
    return f"{file} cannot be opened ({told}); look at the folder's owner, rights and disk"


def require_instance(settings: Settings) -> None:
    """Raise Unfit when there is no instance, naming what makes one."""
    if not exists(settings):
        raise Unfit(f"{settings.instance} holds no instance; run 'caseapp init' first")


def require_fit(settings: Settings) -> None:
    """Raise Unfit unless the instance can be opened and its schema is this version's."""
    require_open(settings)
    try:
        migrate.require_newest(db.engine)
    except migrate.SchemaTrouble as trouble:
        raise Unfit(str(trouble)) from None
    if settings.database_url:
        server.require_policies(db.engine)
    require_environment(settings)


def require_environment(settings: Settings) -> None:
    """Raise Unfit when the instance was made for another environment: it never changes."""
    with db.engine.connect() as connection:
        made_in = connection.scalar(select(Fact.value).where(Fact.name == "environment"))
    if made_in != settings.environment:
        raise _other_environment(str(made_in), settings)


def _other_environment(made_in: str, settings: Settings) -> Unfit:
    return Unfit(
        f"this instance was made as '{made_in}' and cannot be opened as "
        f"'{settings.environment}'; set CASEAPP_ENV={made_in}, or name another folder in "
        "CASEAPP_INSTANCE"
    )
