"""The folder of each release beside the registry: written from its package, made anew if gone."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.exchange.release_registry import unpacked
from caseapp.records.releases import Release

FOLDER: Final = "publications"


def write_missing(instance: Path) -> list[str]:
    """Write the folder of each release that lacks one; return their numbers."""
    place = instance / FOLDER
    with desk.ledger() as session:
        numbers = session.scalars(select(Release.number).order_by(Release.id)).all()
        lacking = [number for number in numbers if not (place / number).exists()]
        for number in lacking:
            package = session.scalar(select(Release.package).where(Release.number == number))
            write_folder(place / number, unpacked(package or b""))
    return lacking


def write_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Write files as a new folder, whole or not at all; an empty one that stands there gives way.

    OSError when something else is there already.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        for name, content in files.items():
            (made / name).write_bytes(content)
        made.chmod(0o755)
        made.rename(target)
    finally:
        shutil.rmtree(made, ignore_errors=True)
