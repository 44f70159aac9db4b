"""Looking over a whole instance: what lies open, is damaged, missing, or not as it was made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError

from caseapp import desk
from caseapp.config import Settings
from caseapp.records import audit
from caseapp.records.db import Row, db, on_postgresql
from caseapp.records.scope import Reach, reaching
from caseapp.records.vault import lies_open
from caseapp.rules.access import Act, Actor
from caseapp.upkeep import kept_copies, kept_files, kept_rows, log, migrate, shapes


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: the check that found it, and what it is, in one line."""

    check: str
    told: str


Check = Callable[[Settings, Connection], Iterator[str]]


def _lying_open(settings: Settings, _connection: Connection) -> Iterator[str]:
    """Name the folder, or a file of its keys, when others on the machine may open it.

    What else lies in a closed folder nobody reaches; keys are copied elsewhere with their rights.
    """
    keys = set(settings.key_file.parent.glob("master.*"))
    for path in (settings.instance, *sorted(keys)):
        if lies_open(path):
            yield f"others may open {path}; run 'chmod go=' on it"


def _damaged(_settings: Settings, connection: Connection) -> Iterator[str]:
    """Let the database look over its own pages, or read every row where it has no such check."""
    if on_postgresql(connection):
        yield from _unreadable(connection)
        return
    for page in connection.execute(text("PRAGMA cipher_integrity_check")).scalars():
        yield f"a page does not open: {page}"
    for told in connection.execute(text("PRAGMA integrity_check")).scalars():
        if told != "ok":
            yield from filter(None, str(told).splitlines())


def _unreadable(connection: Connection) -> Iterator[str]:
    for table in Row.metadata.sorted_tables:
        # As text: what lies outside a row's page is fetched and unpacked as well.
        connection.execute(text(f'SELECT count(CAST(t AS text)) FROM "{table.name}" t'))  # noqa: S608
    spoilt = text("SELECT checksum_failures FROM pg_stat_database WHERE datname=current_database()")
    if number := connection.scalar(spoilt):
        yield f"the server counted {number} pages whose checksum did not fit"
    invalid = text(
        "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
        "WHERE NOT (i.indisvalid AND i.indisready) AND pg_table_is_visible(i.indrelid)"
    )
    for name in connection.scalars(invalid):
        yield f"the index {name} is not valid; run REINDEX on it"


def _of_another_version(_settings: Settings, connection: Connection) -> Iterator[str]:
    """Tell of a database that this version's steps have not reached, or have left behind."""
    try:
        migrate.require_newest(connection.engine)
    except migrate.SchemaTrouble as trouble:
        yield str(trouble)


def _misshapen(_settings: Settings, connection: Connection) -> Iterator[str]:
    """Compare tables, columns, indexes, triggers and policies with what the steps make."""
    revision = migrate.revision(connection)
    if revision is None or not migrate.known(revision):
        return  # told with the version: there is nothing to compare with
    try:
        made = shapes.shape_made(connection.engine, revision)
    except DatabaseError as refusal:
        yield f"the shape of the database could not be compared ({_reason(refusal)})"
        yield from audit.unguarded(connection)
        return
    yield from shapes.differences(shapes.shape_of(connection), made)


def _broken_log(_settings: Settings, connection: Connection) -> Iterator[str]:
    yield from log.chain_faults(connection)


def _rows(check: Callable[[Connection], Iterator[str]]) -> Check:
    return lambda _settings, connection: check(connection)


CHECKS: Final[dict[str, Check]] = {
    "access": _lying_open,
    "database": _damaged,
    "version": _of_another_version,
    "schema": _misshapen,
    "references": _rows(kept_rows.rows_that_point_nowhere),
    "keys": _rows(kept_rows.keys_that_do_not_open),
    "seals": _rows(kept_rows.cells_that_do_not_open),
    "files": _rows(kept_files.files_that_do_not_open),
    "papers": _rows(kept_copies.copies_that_do_not_open),
    "releases": _rows(kept_files.releases_that_differ),
    "results": _rows(kept_files.results_that_do_not_open),
    "marks": _rows(kept_rows.marks_that_are_missing),
    "names": _rows(kept_rows.names_that_differ),
    "log": _broken_log,
}
"""Every check by its name, in the order in which they are made; a further one is a line here."""


def check(
    actor: Actor,
    settings: Settings,
    *,
    now: datetime,
    begun: Callable[[str], None] = lambda _name: None,
) -> list[Finding]:
    """Make every check on the open instance; return what they found. Nothing is written.

    `begun` is told each check's name before it is made. Denied for who may not read the log: like
    `log verify` this leaves no entry, which would move the head that is kept outside. A check
    that the database or the disk breaks off is a finding, and the others are still made.
    """
    desk.require(actor, Act.LOG_READ, now=now)
    found: list[Finding] = []
    for name, made in CHECKS.items():
        begun(name)
        try:
            with _looking() as connection:
                found.extend(Finding(name, told) for told in made(settings, connection))
        except (DatabaseError, OSError) as trouble:
            found.append(Finding(name, f"the check could not be finished ({_reason(trouble)})"))
    return found


@contextmanager
def _looking() -> Iterator[Connection]:
    """Open all tables to reading, in a transaction that writes nothing."""
    with reaching(Reach(None, "bulk")), db.engine.connect() as connection:
        yield connection


def _reason(trouble: Exception) -> str:
    told = str(trouble.orig) if isinstance(trouble, DatabaseError) else str(trouble)
    return told.strip().partition("\n")[0]
