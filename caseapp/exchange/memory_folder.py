"""A folder in the machine's memory: what is written there never lies on a disk in the clear."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - memory, and what is made in it is private
_MOUNTS: Final = Path("/proc/mounts")
_PREFIX: Final = "caseapp-job"


class NoMemory(OSError):
    """The machine has no folder in memory."""


@contextmanager
def memory_folder() -> Iterator[Path]:
    """Make a private folder in memory, also for the temporary files of others, and take it away.

    The process's own temporary files go there too meanwhile (the workbook's writer makes one for
    each sheet), so only a process that does one thing at a time may use it.
    """
    if not _in_memory():
        raise NoMemory(f"{_MEMORY} is no memory of this machine")
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}-{os.getpid()}-", dir=_MEMORY))
    usual, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield folder
    finally:
        tempfile.tempdir = usual
        shutil.rmtree(folder, ignore_errors=True)


def _in_memory() -> bool:
    """Tell whether the folder is memory and not part of a disk."""
    try:
        mounts = _MOUNTS.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return any(line.split()[1:3] == [str(_MEMORY), "tmpfs"] for line in mounts)


def sweep_memory() -> int:
    """Take away what workers left that were killed; return how many folders."""
    left = [path for path in _MEMORY.glob(f"{_PREFIX}-*-*") if _abandoned(path)]
    for path in left:
        shutil.rmtree(path, ignore_errors=True)
    return len(left)


def _abandoned(path: Path) -> bool:
    process = path.name.split("-")[2]
    own = path.stat().st_uid == os.getuid()
    return own and process.isdecimal() and not Path(f"/proc/{process}").exists()
