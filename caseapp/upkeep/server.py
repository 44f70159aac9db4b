"""The PostgreSQL server of an instance: whether it answers, is safe, and is this instance's own."""

from __future__ import annotations

import time
from typing import Any, Final

from sqlalchemy import inspect, select, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import OperationalError

from caseapp.records.db import WRITE, Row
from caseapp.records.plpgsql import BY_UNIT, FUNCTIONS, standing_policies
from caseapp.records.scope import Reach, reaching
from caseapp.records.settings import Fact

FINGERPRINT: Final = "key_fingerprint"
_NAME: Final = "CASEAPP_DATABASE_URL"

_STANDING: Final = text(
    "SELECT current_setting('server_encoding') AS encoding, "
    "rolsuper OR rolbypassrls AS above_policies, "
    "current_setting('fsync') = 'off' OR current_setting('full_page_writes') = 'off' AS forgetful "
    "FROM pg_roles WHERE rolname = current_user"
)

_OTHERS: Final = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND (usename = current_user OR application_name = 'caseapp') AND pid <> pg_backend_pid()"
)

_PATIENCE: Final = 5.0
"""Seconds in which a connection that its program has closed is left to go: the server lists it
until its own process has ended, which on a busy machine takes a while."""

_STEP: Final = 0.05


class Unfit(Exception):
    """The instance cannot be opened as asked; the message is one clear line."""


def require_server(engine: Engine, *, production: bool) -> None:
    """Raise Unfit unless the server answers, keeps every letter, and in production every write."""
    try:
        with engine.connect() as connection:
            standing = connection.execute(_STANDING).one()
    except OperationalError as refusal:
        reason = str(refusal.orig).strip().partition("\n")[0]
        raise Unfit(f"the server of {_NAME} cannot be used: {reason}") from None
    if standing.encoding != "UTF8":
        raise Unfit(f"the database of {_NAME} has the encoding {standing.encoding}, not UTF8")
    if production and standing.above_policies:
        raise Unfit(
            f"the role of {_NAME} is a superuser or bypasses row policies; give caseapp a role "
            "of its own that owns the database"
        )
    if production and standing.forgetful:
        raise Unfit(f"the server of {_NAME} has fsync or full_page_writes off: it may lose reports")


def require_vacant(engine: Engine) -> None:
    """Raise Unfit when the database holds tables that an instance would be made over."""
    with engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
        if not tables & {*Row.metadata.tables, "alembic_version"} or _cut_short(connection):
            return
    raise Unfit(
        f"the database of {_NAME} is not empty; name an empty one, or put back the keys of the "
        "instance that it belongs to"
    )


def require_unused(engine: Engine) -> None:
    """Raise Unfit while another machine, or another program of this role, uses the database."""
    until = time.monotonic() + _PATIENCE
    while others := _others(engine):
        if time.monotonic() > until:
            raise Unfit(
                f"the database of {_NAME} is in use ({others} connections); wait, or end them"
            )
        time.sleep(_STEP)


def _others(engine: Engine) -> int:
    with engine.connect() as connection:  # a transaction goes on seeing who was there at its start
        return int(connection.scalar(_OTHERS) or 0)


def require_own_key(engine: Engine, fingerprint: str, place: object) -> None:
    """Raise Unfit when the database was made under another key."""
    with engine.connect() as connection:
        made_with = _fact(connection, FINGERPRINT)
    if made_with is not None and made_with != fingerprint:
        raise Unfit(f"the key in {place} does not belong to the database; put back its own key")


def require_policies(engine: Engine) -> None:
    """Raise Unfit when a table shows rows of any unit because its policy was taken away."""
    with engine.connect() as connection:
        bare = set(BY_UNIT) - standing_policies(connection)
    if bare:
        raise Unfit(
            f"the row policy of {', '.join(sorted(bare))} is missing or not forced; "
            "put it back as migrations/ has it"
        )


def take_back(engine: Engine, fingerprint: str) -> None:
    """Drop what making an instance left in the database, and nothing of any other."""
    try:
        with reaching(Reach(None, "bulk")), _writer(engine) as connection, connection.begin():
            if not (_cut_short(connection) or _fact(connection, FINGERPRINT) == fingerprint):
                return
            for table in (*Row.metadata.tables, "alembic_version"):
                connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{table}" CASCADE')
            for function in FUNCTIONS:
                connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {function}() CASCADE")
    except OperationalError:
        return  # it never answered, so nothing was made


def _writer(engine: Engine) -> Connection:
    return engine.connect().execution_options(**{WRITE: True})


def _fact(connection: Connection, name: str) -> Any:  # noqa: ANN401 - a text, or None
    if not inspect(connection).has_table(Fact.__tablename__):
        return None
    return connection.scalar(select(Fact.value).where(Fact.name == name))


def _cut_short(connection: Connection) -> bool:
    """Tell whether the schema is ours and nothing was written into it yet."""
    ours = inspect(connection).has_table(Fact.__tablename__)
    return ours and _fact(connection, "environment") is None
