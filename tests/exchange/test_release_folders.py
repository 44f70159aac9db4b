"""Folders of releases: whole or not there, made anew when they are gone, public to read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from caseapp.exchange.release_folders import (
    FOLDER,
    files_of,
    insist_on_new,
    write_folder,
    write_missing,
)
from caseapp.exchange.working import Worker
from caseapp.rules.values import RuleBroken
from tests.factories.house import NOW, House
from tests.factories.released import an_office, frozen, hit_children, proposed, signed

FILES = {"a.json": b"{}", "b.csv": b"1,2\n"}


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_folder_that_is_gone_is_made_anew_from_the_registry(house: House) -> None:
    office = an_office(house)
    with house.app.app_context():
        hit_children()
        number = signed(office.supervisor, proposed(office.statistician, frozen()))
        place = house.path / FOLDER / number
        assert content(place) == files_of(number)
        assert write_missing() == []
        shutil.rmtree(place.parent)
        assert write_missing() == [number]
        assert content(place) == files_of(number)
        shutil.rmtree(place)
        Worker(house.app.app_context, lambda: NOW).work_once()
        assert content(place) == files_of(number)
        assert files_of("CB-1999-001") == {}


def test_a_disk_that_refuses_stops_neither_who_signs_nor_the_worker(house: House) -> None:
    office = an_office(house)
    with house.app.app_context():
        hit_children()
        place = house.path / FOLDER
        place.write_text("no folder", "utf-8")
        number = signed(office.supervisor, proposed(office.statistician, frozen()))
        Worker(house.app.app_context, lambda: NOW).work_once()
        assert place.is_file()
        assert files_of(number)
        place.unlink()
        Worker(house.app.app_context, lambda: NOW).work_once()
        assert content(place / number) == files_of(number)


def test_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "new" / "out"
    insist_on_new(target)
    write_folder(target, FILES)
    assert content(target) == FILES
    assert target.stat().st_mode & 0o777 == 0o755
    assert {path.stat().st_mode & 0o777 for path in target.iterdir()} == {0o644}
    empty = tmp_path / "empty"
    empty.mkdir()
    insist_on_new(empty)
    write_folder(empty, FILES)
    assert content(empty) == FILES
    with pytest.raises(OSError, match="not empty"):
        write_folder(target, {"c.csv": b""})
    with pytest.raises(FileNotFoundError):
        write_folder(tmp_path / "other", {"sub/c.csv": b""})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "new"]
    assert content(target) == FILES


def test_where_nothing_can_be_written_is_said_before(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x")
    for taken in (tmp_path, file, file / "below"):
        with pytest.raises(RuleBroken):
            insist_on_new(taken)
