"""The folder of each release beside the registry: written from its package, made anew if gone."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.exchange.release_registry import unpacked
from caseapp.records.db import db, place_of
from caseapp.records.releases import Release
from caseapp.rules.values import RuleBroken

FOLDER: Final = "publications"

_log = logging.getLogger(__name__)


def keep_folders() -> None:
    """Write the folders of releases that lack one; a disk that refuses stops nothing else.

    The registry has the files, and the worker's next round tries again.
    """
    try:
        write_missing()
    except OSError as trouble:
        _log.error("the folder of a release: %s", type(trouble).__name__)


def write_missing() -> list[str]:
    """Write the folder of each release that lacks one; return their numbers."""
    place = place_of(db.engine).folder / FOLDER
    with desk.ledger() as session:
        numbers = session.scalars(select(Release.number).order_by(Release.id)).all()
        lacking = [number for number in numbers if not (place / number).exists()]
        for number in lacking:
            package = session.scalar(select(Release.package).where(Release.number == number))
            write_folder(place / number, unpacked(package or b""))
    return lacking


def files_of(number: str) -> dict[str, bytes]:
    """Return the public files of a release by name; none when there is no such release."""
    with desk.ledger() as session:
        package = session.scalar(select(Release.package).where(Release.number == number))
        return unpacked(package) if package is not None else {}


def insist_on_new(target: Path) -> None:
    """Raise RuleBroken unless a folder can be written there: new, or there and empty."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise RuleBroken("%(path)s is there already", params={"path": target})
    near = next(folder for folder in target.absolute().parents if folder.exists())
    if not near.is_dir() or not os.access(near, os.W_OK | os.X_OK):
        raise RuleBroken("%(path)s cannot be written", params={"path": target})


def write_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Write files as a new folder, whole or not at all; an empty one that stands there gives way.

    OSError when something else is there already.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        for name, content in files.items():
            (made / name).write_bytes(content)
            (made / name).chmod(0o644)
        made.chmod(0o755)
        made.rename(target)
    finally:
        shutil.rmtree(made, ignore_errors=True)
