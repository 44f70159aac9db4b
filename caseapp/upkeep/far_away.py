"""Whether a file lies away from the instance's own disk, as far as the machine can tell."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_MOUNTS: Final = Path("/proc/self/mountinfo")
_IN_MEMORY: Final = frozenset({"tmpfs", "ramfs", "devtmpfs"})


def is_far(file: Path, instance: Path) -> bool:
    """Tell whether the file lies on another file system than the instance, and not in memory.

    A second partition of the same disk looks the same from here: what the operator is asked to
    name is a mounted disk of another machine, or one that is carried away.
    """
    device = file.stat().st_dev
    return device != instance.stat().st_dev and _kind_of(device) not in _IN_MEMORY


def _kind_of(device: int) -> str:
    """Return the kind of the file system with this device number, '' when it is not told."""
    wanted = f"{os.major(device)}:{os.minor(device)}"
    try:
        lines = _MOUNTS.read_text().splitlines()
    except OSError:
        return ""
    for line in lines:
        mount, _, source = line.partition(" - ")
        if mount.split()[2] == wanted:
            return source.split()[0]
    return ""
