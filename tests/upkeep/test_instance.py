"""Making an instance, and refusing to open one that does not fit: one clear line each time."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from caseapp.app import create_app
from caseapp.config import Settings
from caseapp.records.areas import Area, AreaLink
from caseapp.records.db import WRITE, db
from caseapp.records.vault import KeyTrouble, Vault
from caseapp.upkeep import instance
from caseapp.upkeep.instance import Unfit, fill, make_keys, require_fit, unfilled, unmake
from caseapp.upkeep.recovery import recover
from tests.factories.house import NOW, House, settings_for


def one_line(error: Exception) -> str:
    text = str(error)
    assert text
    assert len(text.splitlines()) == 1
    return text


def test_what_is_made_is_for_its_owner_alone_and_opens_again(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "new")
    vault, words = make_keys(settings)
    assert stat.S_IMODE(settings.instance.stat().st_mode) == 0o700
    assert stat.S_IMODE(settings.key_file.stat().st_mode) == 0o600
    assert len(words) == 17
    assert recover(settings.key_file.with_name("master.recovery"), " ".join(words)) == vault
    with create_app(settings).app_context():
        assert unfilled()
        fill(settings, NOW)
        assert not unfilled()
        require_fit(settings)
        db.engine.dispose()


def test_a_folder_open_to_all_is_closed(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "new")
    settings.instance.mkdir(mode=0o755)
    make_keys(settings)
    assert stat.S_IMODE(settings.instance.stat().st_mode) == 0o700


def test_an_instance_is_never_made_over_another(house: House) -> None:
    def content() -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in house.path.rglob("*") if p.is_file()}

    before = content()
    with pytest.raises(Unfit, match="already holds an instance; nothing was changed"):
        make_keys(house.settings)
    if house.settings.database_url:
        return
    house.settings.key_file.rename(house.path / "elsewhere")
    with pytest.raises(Unfit, match="already holds"):  # a database without its key is one as well
        make_keys(house.settings)
    (house.path / "elsewhere").rename(house.settings.key_file)
    assert content() == before


def test_making_that_failed_is_taken_back(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "new")
    vault, _ = make_keys(settings)
    (settings.instance / "notes.txt").write_text("mine")
    with create_app(settings, vault).app_context():
        fill(settings, NOW)
        unmake(settings)
    left = [path.name for path in settings.instance.rglob("*") if path.is_file()]
    assert left == ["notes.txt"]
    make_keys(settings)


def test_the_territory_is_written_as_the_facts_have_it(house: House) -> None:
    with house.app.app_context():
        kinds = (
            select(Area.kind, func.count()).group_by(Area.kind).where(Area.valid_until.is_(None))
        )
        assert dict(db.session.execute(kinds).tuples().all()) == {
            "city": 1, "phường": 31, "xã": 72, "elsewhere": 2,
        }  # fmt: skip
        assert db.session.scalar(select(func.count()).select_from(AreaLink)) == 266
        folded = select(Area.folded).where(Area.id == 31135)
        assert db.session.scalar(folded) == "phuong ninh kieu"


Spoil = Callable[[Settings, pytest.MonkeyPatch], object]


def full_disk(_: Settings, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=2**20))


def another_key(settings: Settings, _: pytest.MonkeyPatch) -> None:
    settings.key_file.write_text(os.urandom(32).hex())


def no_database(settings: Settings, _: pytest.MonkeyPatch) -> None:
    for path in settings.instance.glob("caseapp.db*"):
        path.unlink()


def damaged(settings: Settings, _: pytest.MonkeyPatch) -> None:
    no_database(settings, _)
    (settings.instance / "caseapp.db").write_bytes(b"SQLite format 3\0" + b"x" * 8176)


def stamped(number: str) -> Spoil:
    def spoil(settings: Settings, _: pytest.MonkeyPatch) -> None:
        with (
            create_app(settings).app_context(),
            db.engine.connect().execution_options(**{WRITE: True}) as connection,
        ):
            connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{number}'")
            connection.commit()
            connection.close()
            db.engine.dispose()

    return spoil


@pytest.mark.only("sqlite")  # PostgreSQL's are in test_server.py
@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (full_disk, r"is full \(1 MB free, 64 MB needed\); make room"),
        (another_key, "does not open the database; put back its own key"),
        (no_database, "missing or empty; put it back from a copy"),
        (damaged, "does not open the database"),
        (stamped("9999"), "newer version"),
    ],
)
def test_an_instance_that_does_not_fit_is_refused_in_one_line(
    house: House, monkeypatch: pytest.MonkeyPatch, spoil: Spoil, words: str
) -> None:
    with house.app.app_context():
        db.engine.dispose()
    spoil(house.settings, monkeypatch)
    with create_app(house.settings).app_context():
        with pytest.raises(Unfit, match=words) as refused:
            require_fit(house.settings)
        one_line(refused.value)
        db.engine.dispose()


def test_without_the_key_file_the_house_is_not_even_built(house: House) -> None:
    house.settings.key_file.unlink()
    with pytest.raises(KeyTrouble, match="missing; restore it") as refused:
        create_app(house.settings)
    one_line(refused.value)


@pytest.mark.parametrize("made", ["demo", "test", "production"])
@pytest.mark.parametrize("opened", ["demo", "test", "production"])
def test_an_instance_opens_only_as_what_it_was_made(tmp_path: Path, made: str, opened: str) -> None:
    settings = settings_for(tmp_path / "new", environment=made)
    vault, _ = make_keys(settings)
    with create_app(settings, vault).app_context():
        fill(settings, NOW)
        other = replace(settings, environment=opened)
        for check in (require_fit, instance.require_open):
            if made == opened:
                check(other)
                continue
            with pytest.raises(Unfit, match=f"made as '{made}'") as refused:
                check(other)
            assert f"CASEAPP_ENV={made}" in one_line(refused.value)
        db.engine.dispose()


def test_production_does_not_open_with_a_key_that_others_may_read(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "new", environment="production")
    vault, _ = make_keys(settings)
    with create_app(settings, vault).app_context():
        fill(settings, NOW)
        require_fit(settings)
        settings.key_file.chmod(0o644)
        with pytest.raises(Unfit, match="chmod 600"):
            require_fit(settings)
        db.engine.dispose()


def test_two_instances_have_nothing_in_common(tmp_path: Path) -> None:
    first, second = (make_keys(settings_for(tmp_path / name)) for name in ("a", "b"))
    assert isinstance(first[0], Vault)
    assert first[0] != second[0]
    assert not set(first[1]) & set(second[1])


def test_production_does_not_open_a_folder_that_others_may_enter(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "new", environment="production")
    make_keys(settings)
    with create_app(settings).app_context():
        fill(settings, NOW)
        settings.instance.chmod(0o755)
        with pytest.raises(Unfit, match="others may open") as refused:
            require_fit(settings)
        one_line(refused.value)
        settings.instance.chmod(0o700)
        require_fit(settings)
        db.engine.dispose()


def test_an_instance_opens_with_the_key_that_the_unit_was_handed(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "new", environment="production")
    make_keys(settings)
    with create_app(settings).app_context():
        fill(settings, NOW)
        db.engine.dispose()
    handed = tmp_path / "caseapp-master-key"
    settings.key_file.rename(handed)
    handed.chmod(0o440)  # what an access list looks like
    settings = replace(settings, credential=handed)
    assert instance.exists(settings)
    with create_app(settings).app_context():
        require_fit(settings)
        handed.chmod(0o444)
        with pytest.raises(Unfit, match="others may read"):
            require_fit(settings)
        db.engine.dispose()
