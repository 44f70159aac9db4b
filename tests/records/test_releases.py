"""The registry of releases against somebody with the database open: nothing of it is changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError, OperationalError

from caseapp import desk
from caseapp.records.db import WRITE, db
from caseapp.records.frozen_sheets import FrozenSheet
from caseapp.records.releases import Release
from tests.factories.house import NOW, House
from tests.factories.rows import DAY

_EDITION = {"period": "2025", "first_day": DAY, "last_day": DAY, "basis": "received"}


def a_release(number: str, **other: object) -> Release:
    fields = {
        **_EDITION, "number": number, "frozen_id": 1, "layout": "abuse-wards", "version": 1,
        "edition": 1, "k": 5, "policy": "{}", "definition": "9 version 1", "cells": 3, "hidden": 1,
        "proposed_at": NOW, "signed_at": NOW, "sha256": b"x", "package_sha256": b"y",
        "package": b"z",
    }  # fmt: skip
    return Release(**(fields | other))


@pytest.fixture
def registry(house: House) -> Iterator[Connection]:
    """A registry of two releases."""
    with house.app.app_context():
        with desk.ledger(write=True) as session:
            session.add(FrozenSheet(**_EDITION, edition=1, definition="", entered_at=NOW))
            session.flush()
            session.add(a_release("CB-2026-001"))
            session.flush()
            session.add(a_release("CB-2026-002", layout="relief-wards"))
        with db.engine.connect() as opened:
            yield opened.execution_options(**{WRITE: True})


def kept(connection: Connection) -> list[tuple[int, str, bytes]]:
    connection.rollback()
    rows = connection.execute(text("SELECT id, number, package FROM releases ORDER BY id"))
    return [(row.id, row.number, bytes(row.package)) for row in rows]


COLUMNS = ", ".join(column.name for column in Release.__table__.c if column.name != "hidden")
REFUSED = {
    "update": "UPDATE releases SET hidden = 0 WHERE id = 1",
    "update to the same": "UPDATE releases SET number = number",
    "delete": "DELETE FROM releases WHERE id = 2",
    "delete all": "DELETE FROM releases",
    "upsert": f"INSERT INTO releases ({COLUMNS}, hidden) SELECT {COLUMNS}, hidden FROM releases"
    " WHERE id = 1 ON CONFLICT (id) DO UPDATE SET hidden = 0",
    "the same number": f"INSERT INTO releases ({COLUMNS}, hidden) SELECT"
    f" {COLUMNS.replace('id,', '9,', 1)}, 0 FROM releases WHERE id = 1",
}
REFUSED_BY_SQLITE = {
    "replace": f"INSERT OR REPLACE INTO releases ({COLUMNS}, hidden) SELECT {COLUMNS}, 0"
    " FROM releases WHERE id = 1",
    "replace by its number": f"REPLACE INTO releases ({COLUMNS}, hidden) SELECT"
    f" {COLUMNS.replace('id,', '9,', 1)}, 0 FROM releases WHERE id = 1",
    "ignored": "UPDATE OR IGNORE releases SET id = id + 100",
}
REFUSED_BY_POSTGRESQL = {
    "truncate": "TRUNCATE releases",
    "merge": "MERGE INTO releases a USING releases b ON a.id = b.id"
    " WHEN MATCHED THEN UPDATE SET hidden = 0",
    "a function's write": "DO $$ BEGIN DELETE FROM releases; END $$",
}


def refused(connection: Connection, words: str) -> None:
    before = kept(connection)
    assert [number for _, number, _ in before] == ["CB-2026-001", "CB-2026-002"]
    with pytest.raises((IntegrityError, OperationalError)):
        connection.execute(text(words))
    assert kept(connection) == before


@pytest.mark.parametrize("name", REFUSED)
def test_what_was_released_is_never_changed(registry: Connection, name: str) -> None:
    refused(registry, REFUSED[name])


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("name", REFUSED_BY_SQLITE)
def test_nor_by_sqlites_own_ways(registry: Connection, name: str) -> None:
    refused(registry, REFUSED_BY_SQLITE[name])


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("name", REFUSED_BY_POSTGRESQL)
def test_nor_by_postgresqls_own_ways(registry: Connection, name: str) -> None:
    refused(registry, REFUSED_BY_POSTGRESQL[name])


def test_a_layout_has_one_edition_of_a_number_in_a_period(registry: Connection) -> None:
    del registry
    with pytest.raises(IntegrityError), desk.ledger(write=True) as session:
        session.add(a_release("CB-2026-003"))
    with desk.ledger(write=True) as session:
        session.add(a_release("CB-2026-003", edition=2))
