"""The copy of PostgreSQL before a migration: sealed, whole, read back, and opened for pg_restore."""

from __future__ import annotations

import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from caseapp.records.db import db, place_of
from caseapp.upkeep import copies, migrate
from caseapp.upkeep.copies import NoCopy, seal_copy, unseal_copy
from caseapp.upkeep.migrate import SchemaTrouble, open_copy, upgrade
from tests.factories.cluster import Cluster
from tests.factories.house import House
from tests.factories.rows import CAI_KHE, NINH_KIEU, furnish

pytestmark = pytest.mark.only("postgresql")

KEY = b"k" * 32


@pytest.fixture
def older(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """An instance with cases of two wards that a step to 9999 waits for."""

    def run(config: Any, _target: str) -> None:
        connection = config.attributes["connection"]
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    monkeypatch.setattr(migrate, "newest", lambda: "9999")
    monkeypatch.setattr(migrate.command, "upgrade", run)
    with house.app.app_context():
        furnish(NINH_KIEU)
        furnish(CAI_KHE)
        yield house


def test_a_sealed_copy_is_kept_before_a_step_and_gives_every_row_back(
    older: House, database: Cluster
) -> None:
    found, made = upgrade(db.engine)
    assert made == "9999"
    copy = older.path / "before-migration" / f"{found}.dump.sealed"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]
    assert b"PGDMP" not in copy.read_bytes()
    dump = open_copy(db.engine, copy)
    assert dump.read_bytes().startswith(b"PGDMP")
    assert stat.S_IMODE(dump.stat().st_mode) == 0o600
    url = database.make()
    plain = make_url(url).set(drivername="postgresql").render_as_string()
    restore = [copies._program("pg_restore"), "--exit-on-error", "--dbname", plain, str(dump)]
    subprocess.run(restore, check=True, capture_output=True)
    assert database.ask(url, "SELECT count(*), max(area_id) FROM cases") == (2, NINH_KIEU)
    assert database.ask(url, "SELECT version_num FROM alembic_version") == (found,)
    database.drop(url)


@pytest.mark.parametrize("found", [None, "false"])
def test_without_a_copy_nothing_is_changed_unless_one_is_said_to_be_there(
    older: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, found: str | None
) -> None:
    monkeypatch.setattr(copies, "_DEBIAN", tmp_path)
    monkeypatch.setattr(copies.shutil, "which", lambda _: found)
    with pytest.raises(SchemaTrouble, match=r"nothing changed.*--copied") as refused:
        upgrade(db.engine)
    assert len(str(refused.value).splitlines()) == 1
    with db.engine.connect() as connection:
        assert migrate.revision(connection) != "9999"
    assert list((older.path / "before-migration").iterdir()) == []
    assert upgrade(db.engine, copied=True)[1] == "9999"


def test_a_copy_that_was_changed_cut_or_is_of_another_key_does_not_open(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "_PIECE", 10_000)  # so that there are many
    copy, out = tmp_path / "a.sealed", tmp_path / "a"
    with house.app.app_context():
        seal_copy(db.engine.url, KEY, copy)
    whole = copy.read_bytes()
    unseal_copy(copy, KEY, out)
    with pytest.raises(NoCopy, match="is there already"):
        unseal_copy(copy, KEY, out)
    out.unlink()
    piece = 10_000 + 28
    for spoilt in (
        whole[:-1],
        whole[:-28],
        whole[: -28 - 40] + whole[-28:],
        whole[:piece] + whole[-28:],
        whole[piece:],
        whole[piece : 2 * piece] + whole[:piece] + whole[2 * piece :],
        whole[:100] + bytes([whole[100] ^ 1]) + whole[101:],
        b"",
    ):
        copy.write_bytes(spoilt)
        with pytest.raises(NoCopy, match="does not open"):
            unseal_copy(copy, KEY, out)
        assert not out.exists()
    copy.write_bytes(whole)
    with pytest.raises(NoCopy, match="does not open"):
        unseal_copy(copy, b"x" * 32, out)


def test_the_password_is_no_argument_that_others_may_read(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "15" / "bin" / "pg_dump"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\necho "$@" >{tmp_path}/said\necho "$PGPASSWORD" >&2\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setattr(copies, "_DEBIAN", tmp_path)
    with house.app.app_context():
        url = db.engine.url.set(password="hush-hush")
        assert place_of(db.engine).vault.copy_key != place_of(db.engine).vault.database_key
        with pytest.raises(NoCopy, match="hush-hush"):  # it was handed over all the same
            seal_copy(url, KEY, tmp_path / "a.sealed")
    assert "hush-hush" not in (tmp_path / "said").read_text()
