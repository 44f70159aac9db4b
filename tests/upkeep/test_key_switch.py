"""Keys are held while they are used; what a cut change left goes, or comes to its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.config import Settings
from caseapp.upkeep import key_switch
from caseapp.upkeep.key_switch import BESIDE, NEW, READY, finish, hold_alone, keys_in_use
from caseapp.upkeep.server import Unfit


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A folder with the old files, and the new ones beside them."""
    (tmp_path / "keys").mkdir()
    for name, target in NEW.items():
        (tmp_path / target).write_text("old")
        (tmp_path / name).write_text("new")
    (tmp_path / "caseapp.db-wal").write_text("pages of the old")
    for name in BESIDE:
        (tmp_path / name).write_text("pages of the new")
    return Settings("test", tmp_path)


def left_beside(settings: Settings) -> list[str]:
    return [name for name in BESIDE if (settings.instance / name).exists()]


def stand(settings: Settings) -> set[str]:
    return {(settings.instance / target).read_text() for target in NEW.values()}


def test_before_the_step_the_new_goes(settings: Settings) -> None:
    finish(settings)
    assert stand(settings) == {"old"}
    assert not key_switch.left(settings.instance)
    assert left_beside(settings) == []
    assert (settings.instance / "caseapp.db-wal").exists()


def test_after_the_step_the_new_comes_to_its_place(settings: Settings) -> None:
    key_switch.declare_ready(settings.instance)
    with keys_in_use(settings):
        assert stand(settings) == {"new"}
        assert not key_switch.left(settings.instance)
    assert left_beside(settings) == []
    assert not (settings.instance / "caseapp.db-wal").exists()
    assert not (settings.instance / READY).exists()


def test_what_lies_beside_the_new_file_alone_is_a_change_that_was_cut(tmp_path: Path) -> None:
    """SQLite would read it into the next file of that name."""
    (tmp_path / BESIDE[0]).write_text("pages of a file that is gone")
    assert key_switch.left(tmp_path)


def test_several_may_use_keys_and_one_alone_may_change_them(settings: Settings) -> None:
    with keys_in_use(settings) as gate, keys_in_use(settings):
        assert gate is not None
        with pytest.raises(Unfit, match="is in use"):
            hold_alone(gate, settings)
    with keys_in_use(settings) as gate:
        assert gate is not None
        hold_alone(gate, settings)
        with pytest.raises(Unfit, match="are being changed"), keys_in_use(settings):
            pass


def test_a_folder_without_keys_is_left_as_it_is(tmp_path: Path) -> None:
    with keys_in_use(Settings("test", tmp_path / "none")) as gate:
        assert gate is None
    assert not (tmp_path / "none").exists()


def test_a_silent_server_is_waited_for(settings: Settings, tmp_path: Path) -> None:
    address = f"postgresql+psycopg://nobody@/none?host={tmp_path}"
    with pytest.raises(Unfit, match="must say how far it came"):
        finish(Settings("test", settings.instance, database_url=address))
    assert key_switch.left(settings.instance)
