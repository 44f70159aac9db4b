"""PostgreSQL's programs: a dump is read through whole, loaded whole, and no password is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from caseapp.records.db import db, place_of
from caseapp.upkeep import dumps
from caseapp.upkeep.pieces import NoCopy
from tests.factories.cluster import Cluster
from tests.factories.house import House
from tests.factories.rows import NINH_KIEU, furnish

pytestmark = pytest.mark.only("postgresql")


@pytest.fixture
def dumped(house: House) -> tuple[list[bytes], str]:
    with house.app.app_context():
        furnish(NINH_KIEU)
        return list(dumps.dump(db.engine.url)), place_of(db.engine).anchor.read_text()


def test_a_dump_gives_every_row_back(dumped: tuple[list[bytes], str], database: Cluster) -> None:
    parts, head = dumped
    dumps.read_through(parts, head)
    url = database.make()
    dumps.load(make_url(url), parts)
    assert database.ask(url, "SELECT count(*), max(area_id) FROM cases") == (1, NINH_KIEU)
    with pytest.raises(NoCopy, match="could not load"):
        dumps.load(make_url(url), parts)  # it is not empty any more
    assert database.ask(url, "SELECT count(*) FROM cases") == (1,)
    database.drop(url)


def test_a_dump_that_is_cut_or_lacks_the_head_is_told(dumped: tuple[list[bytes], str]) -> None:
    parts, head = dumped
    with pytest.raises(NoCopy, match="does not hold the head"):
        dumps.read_through(parts, f"{head}0")
    whole = b"".join(parts)
    with pytest.raises(NoCopy, match="not sound"):
        dumps.read_through([whole[: len(whole) // 2]], head)


def test_a_source_that_breaks_off_loads_nothing(
    dumped: tuple[list[bytes], str], database: Cluster
) -> None:
    whole = b"".join(dumped[0])

    def broken() -> Iterator[bytes]:
        yield whole[: len(whole) // 2]
        raise NoCopy("a piece does not open")

    url = database.make()
    for act in (
        lambda: dumps.load(make_url(url), broken()),
        lambda: dumps.read_through(broken(), dumped[1]),
    ):
        with pytest.raises(NoCopy, match="a piece does not open"):
            act()
    asked = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    assert database.ask(url, asked) == (0,)
    database.drop(url)


def test_the_password_is_no_argument_that_others_may_read(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "15" / "bin" / "pg_dump"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\necho "$@" >{tmp_path}/said\necho "$PGPASSWORD" >&2\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setattr(dumps, "_DEBIAN", tmp_path)
    with house.app.app_context():
        url = db.engine.url.set(password="hush-hush")
        with pytest.raises(NoCopy, match="hush-hush"):  # it was handed over all the same
            list(dumps.dump(url))
    assert "hush-hush" not in (tmp_path / "said").read_text()


def test_a_program_that_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dumps, "_DEBIAN", tmp_path)
    monkeypatch.setattr(dumps.shutil, "which", lambda _: None)
    with pytest.raises(NoCopy, match="pg_dump is not installed"):
        dumps.program("pg_dump")
