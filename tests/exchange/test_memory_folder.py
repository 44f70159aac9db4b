"""A folder in memory: private, for temporary files too, and nothing of it stays."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest

from caseapp.exchange import memory_folder as rooms
from caseapp.exchange.memory_folder import NoMemory, memory_folder, sweep_memory


def test_it_is_in_memory_private_and_gone_afterwards() -> None:
    before = tempfile.gettempdir()
    with memory_folder() as folder:
        assert folder.parent == Path("/dev/shm")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        with tempfile.NamedTemporaryFile(delete=False) as file:
            assert Path(file.name).parent == folder
    assert not folder.exists()
    assert tempfile.gettempdir() == before


def test_it_is_gone_after_a_fault_as_well() -> None:
    places = []

    def fail(folder: Path) -> None:
        places.append(folder)
        (folder / "sheet").write_text("Bé Na")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), memory_folder() as folder:
        fail(folder)
    assert not places[0].exists()


def test_a_machine_without_memory_folders_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "_MEMORY", tmp_path)  # a disk
    with pytest.raises(NoMemory), memory_folder():
        pass
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(rooms, "_MOUNTS", tmp_path / "none")
    with pytest.raises(NoMemory), memory_folder():
        pass


def test_what_killed_workers_left_is_swept_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "_MEMORY", tmp_path)
    dead, alive = 2**22 + 7, os.getpid()  # above the highest number that a process can have
    names = [f"caseapp-job-{dead}-a", f"caseapp-job-{alive}-b", "caseapp-job-x-c", "other"]
    for name in names:
        (tmp_path / name).mkdir()
    assert sweep_memory() == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names[1:])
