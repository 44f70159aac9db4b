"""Bringing every row that lies under one master key under another, in the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from sqlalchemy import LargeBinary, bindparam, delete, func, select, text, update
from sqlalchemy.engine import Connection

from caseapp.records import audit, vault
from caseapp.records.answer_links import AnswerLink
from caseapp.records.audit import GENESIS, AuditEntry
from caseapp.records.callback import CallbackEntry
from caseapp.records.children import Child, SubjectKey
from caseapp.records.db import Row, on_postgresql
from caseapp.records.jobs import Job, place_of_input, place_of_result
from caseapp.records.people import ChildPerson
from caseapp.records.settings import Fact
from caseapp.records.users import RecoveryCode, SignIn, SignInAttempt, User
from caseapp.records.vault import Vault
from caseapp.rules.namesakes import plain_phone
from caseapp.upkeep.server import FINGERPRINT

_AT_ONCE: Final = 1000
_OWN: Final = bytes(8)  # the number of the instance's own key, as a cell bears it


def reseal(connection: Connection, old: Vault, new: Vault, now: datetime) -> dict[str, int]:
    """Bring keys, cells, files and keyed hashes under the new key; return how many of each.

    What is kept only as a hash of something that nobody wrote down cannot be brought along: it
    ends, and is counted under `ended_…`. KeyTrouble when something does not open with the old key.
    """
    with _unwatched(connection):
        told = {
            "cells": _own_cells(connection, old, new),
            "files": _own_files(connection, old, new),
            "numbers": _numbers(connection, old, new),
            "keys": _subject_keys(connection, old, new),
        }
        told |= _end_hashes(connection, now)
        named = update(Fact).where(Fact.name == FINGERPRINT)
        connection.execute(named.values(value=new.fingerprint))
        told["entries"] = _relink(connection, new)
    return told


@contextmanager
def _unwatched(connection: Connection) -> Iterator[None]:
    """Keep the triggers off meanwhile, and put back the very same."""
    if on_postgresql(connection):
        tables = [table.name for table in Row.metadata.sorted_tables]
        connection.exec_driver_sql("SET LOCAL lock_timeout = '10s'")
        for name in tables:
            connection.exec_driver_sql(f'ALTER TABLE "{name}" DISABLE TRIGGER USER')
        yield
        for name in tables:
            connection.exec_driver_sql(f'ALTER TABLE "{name}" ENABLE TRIGGER USER')
        return
    asked = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid")
    triggers = connection.execute(asked).all()
    for name, _ in triggers:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    yield
    for _, statement in triggers:
        connection.exec_driver_sql(statement)


def _write(connection: Connection, column: Any, rows: Iterable[tuple[int, Any]]) -> int:  # noqa: ANN401 - a column
    """Write a column's new values by the numbers of their rows; return how many."""
    table = column.table
    changed = (
        update(table).where(table.c.id == bindparam("row")).values({column.key: bindparam("new")})
    )
    number, part = 0, []
    for row, value in rows:
        part.append({"row": row, "new": value})
        if len(part) == _AT_ONCE:
            connection.execute(changed, part)
            number, part = number + len(part), []
    if part:
        connection.execute(changed, part)
    return number + len(part)


def _own_cells(connection: Connection, old: Vault, new: Vault) -> int:
    number = 0
    for table in Row.metadata.sorted_tables:
        for column in (column for column in table.c if column.info.get("sealed")):
            own = func.substr(column, 2, 8, type_=LargeBinary) == _OWN
            bound = table.c[column.info.get("by", "id")]
            rows = connection.execute(select(table.c.id, bound, column).where(own)).all()
            place = f"{table.name}.{column.key}"
            number += _write(
                connection,
                column,
                (
                    (row, new.seal_own(f"{place}:{by}", old.unseal_own(f"{place}:{by}", blob)))
                    for row, by, blob in rows
                ),
            )
    return number


def _own_files(connection: Connection, old: Vault, new: Vault) -> int:
    jobs: Any = Job.__table__.c
    number = 0
    for column, place in ((jobs.result, place_of_result), (jobs.input, place_of_input)):
        rows = connection.scalars(select(jobs.id).where(column.is_not(None))).all()
        for row in rows:  # one file is held at a time
            blob = connection.scalar(select(column).where(jobs.id == row)) or b""
            content = old.open_file(place(row), blob)
            number += _write(connection, column, [(row, new.seal_file(place(row), content))])
    return number


def _subject_keys(connection: Connection, old: Vault, new: Vault) -> int:
    keys: Any = SubjectKey.__table__.c
    rows = connection.execute(select(keys.id, keys.wrapped).where(keys.wrapped.is_not(None))).all()
    wrapped = (
        (row, new.wrap_subject_key(row, old.open_subject_key(row, blob))) for row, blob in rows
    )
    return _write(connection, keys.wrapped, wrapped)


def _numbers(connection: Connection, old: Vault, new: Vault) -> int:
    """Hash anew the numbers by which people are found, from their sealed texts."""
    child: Any = Child.__table__.c
    person: Any = ChildPerson.__table__.c
    ids = ((row, new.mac(told)) for row, told in _opened(connection, old, child.personal_id))
    number = _write(connection, child.personal_id_mac, ids)
    details = _opened(connection, old, person.details)
    phones = ((row, plain_phone(_phone(told))) for row, told in details)
    macs = ((row, new.mac(phone) if phone else None) for row, phone in phones)
    return number + _write(connection, person.phone_mac, macs)


def _phone(details: str) -> str:
    return str(json.loads(details).get("phone", ""))


def _opened(connection: Connection, own: Vault, column: Any) -> list[tuple[int, str]]:  # noqa: ANN401 - a column
    """Open a column that lies under children's keys; what a destroyed key had sealed is erased."""
    table, keys = column.table, SubjectKey.__table__.c
    rows = connection.execute(select(table.c.id, column).where(column.is_not(None))).all()
    found = []
    for row, blob in rows:
        key_id = vault.key_named(blob)
        wrapped = connection.scalar(select(keys.wrapped).where(keys.id == key_id))
        if wrapped is not None:
            key = own.open_subject_key(key_id, wrapped)
            found.append((row, vault.unseal(key, f"{table.name}.{column.key}:{row}", blob)))
    return found


def _end_hashes(connection: Connection, now: datetime) -> dict[str, int]:
    """End what is known by a keyed hash alone: nobody can tell its text to hash it anew."""
    links, calls = update(AnswerLink), update(CallbackEntry)
    ended = {
        "ended_sign_ins": update(SignIn).where(SignIn.ended_at.is_(None)).values(ended_at=now),
        "ended_recovery_codes": delete(RecoveryCode),
        "ended_answer_links": links.where(AnswerLink.ended_at.is_(None)).values(ended_at=now),
        "ended_call_backs": calls.where(
            CallbackEntry.used_at.is_(None), CallbackEntry.cancelled_at.is_(None)
        ).values(cancelled_at=now),
        "ended_own_numbers": update(User)
        .where((User.phone_mac.is_not(None)) | (User.personal_id_mac.is_not(None)))
        .values(phone_mac=None, personal_id_mac=None),
    }
    connection.execute(delete(SignInAttempt))
    return {name: connection.execute(statement).rowcount for name, statement in ended.items()}


def _relink(connection: Connection, new: Vault) -> int:
    """Bind each entry of the log to the one before under the new key; return how many."""
    table: Any = AuditEntry.__table__
    changed = update(table).where(table.c.id == bindparam("row"))
    changed = changed.values(previous=bindparam("before"), hash=bindparam("own"))
    previous, last, number = GENESIS, 0, 0
    while True:
        asked = select(table).where(table.c.id > last).order_by(table.c.id).limit(_AT_ONCE)
        part = []
        for row in connection.execute(asked).mappings():
            fields = dict(row) | {"previous": previous}
            own = audit.link(new.audit_key, fields)
            part.append({"row": row["id"], "before": previous, "own": own})
            previous, last = own, row["id"]
        if not part:
            return number
        connection.execute(changed, part)
        number += len(part)
