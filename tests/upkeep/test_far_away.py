"""What counts as away from the machine: another file system that is not memory."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from caseapp.upkeep import far_away
from caseapp.upkeep.far_away import is_far

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:45 / /far rw shared:2 - nfs4 far:/copies rw
41 22 0:46 / /tmp rw - tmpfs tmpfs rw
"""


class On:
    """A path on a device."""

    def __init__(self, major: int, minor: int) -> None:
        self._device = major << 8 | minor

    def stat(self) -> SimpleNamespace:
        return SimpleNamespace(st_dev=self._device)


@pytest.mark.parametrize(
    ("file", "far"), [((8, 1), False), ((0, 45), True), ((0, 46), False), ((8, 17), True)]
)
def test_another_disk_counts_and_memory_does_not(
    file: tuple[int, int], far: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mountinfo").write_text(MOUNTS)
    monkeypatch.setattr(far_away, "_MOUNTS", tmp_path / "mountinfo")
    assert is_far(On(*file), On(8, 1)) is far  # type: ignore[arg-type]  # stands for a path


def test_where_mounts_are_not_told_the_device_alone_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(far_away, "_MOUNTS", tmp_path / "none")
    assert is_far(On(0, 46), On(8, 1))  # type: ignore[arg-type]  # as above
    assert not is_far(tmp_path, tmp_path)
