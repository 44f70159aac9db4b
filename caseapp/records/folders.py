"""Folders on the disk: a name that was written is there for good once the folder itself is."""

from __future__ import annotations

import os
from pathlib import Path


def settle(folder: Path) -> None:
    """Wait until the disk knows the names in a folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
