"""A restore makes the very instance again where nothing was, or changes nothing at all."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import inspect

from caseapp.app import standing_in
from caseapp.config import Settings
from caseapp.records.db import db, place_of
from caseapp.records.vault import KeyTrouble
from caseapp.upkeep import backups, checking, instance, migrate, restoring
from caseapp.upkeep.pieces import NoCopy
from caseapp.upkeep.recovery import spell
from tests.cli.shell import content
from tests.factories.backups import content_of_tables, elsewhere, new_words
from tests.factories.cluster import Cluster
from tests.factories.house import NOW, House
from tests.factories.rows import CAI_KHE, NINH_KIEU, furnish


@pytest.fixture
def copied(house: House, tmp_path: Path) -> tuple[Path, str]:
    """A backup of an instance with a published folder, and the words that open it."""
    words, file = new_words(house), tmp_path / "a.backup"
    (house.path / "publications" / "1").mkdir(parents=True)
    (house.path / "publications" / "1" / "release.json").write_text("{}")
    (house.path / "exchange_mapping.toml").write_text("own = 1\n")
    with house.app.app_context():
        furnish(NINH_KIEU)
        furnish(CAI_KHE)
        backups.write_backup(db.engine, file, now=NOW)
    return file, words


def restore(settings: object, file: Path, words: str) -> Iterator[None]:
    own, about = restoring.open_backup(settings, file, words)  # type: ignore[arg-type]
    with standing_in(settings, own):  # type: ignore[arg-type]
        restoring.restore_here(settings, file, own, about)  # type: ignore[arg-type]
        yield


def test_every_table_and_file_is_as_it_was(
    house: House, copied: tuple[Path, str], tmp_path: Path, database: Cluster | None
) -> None:
    there = elsewhere(house, tmp_path / "there", database)
    with house.app.app_context():
        stood = content_of_tables()
        master = place_of(db.engine).vault.master
    for _ in restore(there, *copied):
        assert content_of_tables() == stood
        assert place_of(db.engine).vault.master == master
        instance.require_fit(there)
        # A dump loaded again says casts otherwise: that is no other schema.
        assert list(checking.CHECKS["schema"](there, db.session.connection())) == []
    left_out = {
        "caseapp.db",
        "caseapp.db-wal",
        "caseapp.db-shm",
        "write.gate",
        "bulk.gate",
        "backup.gate",
    }
    was, now = ({n: b for n, b in content(p).items() if n not in left_out}
                for p in (house.path, there.instance))  # fmt: skip
    assert now == was
    assert instance.lies_open(there.key_file) is False
    assert not (there.instance / "restore.draft").exists()


def test_only_an_empty_folder_is_filled(house: House, copied: tuple[Path, str]) -> None:
    before = content(house.path)
    with pytest.raises(instance.Unfit, match="already holds an instance"):
        next(restore(house.settings, *copied))
    assert content(house.path) == before


def test_what_is_not_of_here_is_refused_by_name(
    house: House, copied: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, words = copied
    there = replace(house.settings, instance=tmp_path / "there")
    with pytest.raises(instance.Unfit, match="of 'test'; set CASEAPP_ENV=test"):
        next(restore(replace(there, environment="production"), file, words))
    other = "" if there.database_url else "postgresql+psycopg://nobody@/none"
    with pytest.raises(instance.Unfit, match=r"set CASEAPP_DATABASE_URL"):
        next(restore(replace(there, database_url=other), file, words))
    monkeypatch.setattr(migrate, "known", lambda _: False)
    with pytest.raises(instance.Unfit, match="newer version"):
        next(restore(there, file, words))
    assert not there.instance.exists()


def test_other_words_and_changed_files_are_refused(
    house: House, copied: tuple[Path, str], tmp_path: Path
) -> None:
    file, words = copied
    there = replace(house.settings, instance=tmp_path / "there")
    with pytest.raises(KeyTrouble, match="does not open"):
        next(restore(there, file, " ".join(spell(b"o" * 32))))
    with pytest.raises(KeyTrouble, match="not a whole recovery key"):
        next(restore(there, file, words.rpartition(" ")[0]))
    whole = file.read_bytes()
    for spoilt in (whole[:-1], whole[: len(whole) // 2], whole[:40], b"",
                   whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:]):  # fmt: skip
        file.write_bytes(spoilt)
        with pytest.raises(NoCopy) as refused:
            next(restore(there, file, words))
        assert len(str(refused.value).splitlines()) == 1
    assert not there.instance.exists()


def test_a_restore_that_breaks_off_leaves_nothing(
    house: House,
    copied: tuple[Path, str],
    tmp_path: Path,
    database: Cluster | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = elsewhere(house, tmp_path / "there", database)
    there.instance.mkdir()
    (there.instance / "README.md").write_text("as a checkout brings it")
    (there.instance / "restore.draft").mkdir()  # of a restore that was killed

    def broken(draft: Path, folder: Path) -> None:
        (draft / "log.head").rename(folder / "log.head")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(restoring, "_move", broken)
        with pytest.raises(OSError, match="No space"):
            next(restore(there, *copied))
    assert content(there.instance) == {"README.md": b"as a checkout brings it"}
    if database:
        with standing_in(there, restoring.open_backup(there, *copied)[0]):
            assert inspect(db.engine).get_table_names() == []
    for _ in restore(there, *copied):
        instance.require_fit(there)


@pytest.mark.parametrize("name", ["exchange_mapping.toml", "caseapp.db-wal", "caseapp.db-journal"])
def test_what_lies_where_a_backup_brings_something_is_no_empty_folder(
    house: House, copied: tuple[Path, str], tmp_path: Path, name: str
) -> None:
    there = replace(house.settings, instance=tmp_path / "there")
    there.instance.mkdir()
    (there.instance / name).write_text("of the other machine")
    with pytest.raises(instance.Unfit, match=f"already holds .*{re.escape(name)}"):
        next(restore(there, *copied))
    assert content(there.instance) == {name: b"of the other machine"}


class Killed(BaseException):
    """As kill -9: nothing that follows runs."""


def kill_while_moving(there: Settings, copied: tuple[Path, str], moved: int) -> None:
    """Begin a restore that dies once so many things were brought to their place."""
    still, rename = [moved], Path.rename

    def counted(path: Path, target: Path) -> Path:
        if still[0] == 0:
            raise Killed
        still[0] -= 1
        return rename(path, target)

    def killed(*_told: object) -> None:
        raise Killed

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Path, "rename", counted)
        patched.setattr(restoring, "_unmake", killed)
        with pytest.raises(Killed):
            next(restore(there, *copied))


def test_a_restore_that_was_killed_is_begun_anew(
    house: House, copied: tuple[Path, str], tmp_path: Path, database: Cluster | None
) -> None:
    there = elsewhere(house, tmp_path / "there", database)
    with house.app.app_context():
        stood = content_of_tables()
    for moved in (0, 2):
        kill_while_moving(there, copied, moved)
        assert not there.key_file.exists()
    if database:  # what another restore loaded is not this one's to take away
        told = there.instance / "restore.draft" / "loading"
        named = told.read_text()
        told.write_text("postgresql+psycopg://nobody@/another")
        with pytest.raises(instance.Unfit, match="not empty"):
            next(restore(there, *copied))
        told.write_text(named)
    for _ in restore(there, *copied):
        assert content_of_tables() == stood
        instance.require_fit(there)
    assert not (there.instance / "restore.draft").exists()


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("moved", [0, 2])
def test_what_was_laid_there_after_a_kill_is_not_taken_for_brought(
    house: House, tmp_path: Path, moved: int
) -> None:
    words, file = new_words(house), tmp_path / "a.backup"  # without a mapping
    with house.app.app_context():
        backups.write_backup(db.engine, file, now=NOW)
    there = replace(house.settings, instance=tmp_path / "there")
    kill_while_moving(there, (file, words), moved)
    laid = there.instance / "exchange_mapping.toml"
    laid.write_text("ids of the other machine")
    with pytest.raises(instance.Unfit, match=r"\(exchange_mapping\.toml\)"):
        next(restore(there, file, words))
    assert laid.read_text() == "ids of the other machine"
    laid.unlink()
    for _ in restore(there, file, words):
        instance.require_fit(there)


@pytest.mark.only("postgresql")
def test_a_database_that_holds_an_instance_is_left_alone(
    house: House, copied: tuple[Path, str], tmp_path: Path
) -> None:
    with house.app.app_context():
        stood = content_of_tables()
    with pytest.raises(instance.Unfit, match="not empty"):
        next(restore(replace(house.settings, instance=tmp_path / "there"), *copied))
    with house.app.app_context():
        assert content_of_tables() == stood
    shutil.rmtree(tmp_path / "there", ignore_errors=True)
