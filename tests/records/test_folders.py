"""A folder is settled by telling the disk of the folder itself, not of a file in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from caseapp.records.folders import settle


def test_the_folder_itself_goes_to_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[os.stat_result] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: told.append(os.fstat(descriptor)))
    settle(tmp_path)
    assert [each.st_ino for each in told] == [tmp_path.stat().st_ino]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        settle(tmp_path / "none")
