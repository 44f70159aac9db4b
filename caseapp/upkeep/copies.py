"""Opens the sealed dumps that were kept before a migration before backups were (PostgreSQL)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

from caseapp.upkeep.pieces import NoCopy, open_pieces


def unseal_copy(copy: Path, key: bytes, out: Path) -> None:
    """Write the dump that `pg_restore` takes, for its owner alone; NoCopy when it does not open."""
    with _opened(out) as file, copy.open("rb") as sealed:
        try:
            for piece in open_pieces(sealed, key, "copy"):
                file.write(piece)
        except NoCopy:
            out.unlink()
            raise


def _opened(path: Path) -> IO[bytes]:
    try:
        return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    except FileExistsError:
        raise NoCopy(f"{path} is there already; move it away first") from None
