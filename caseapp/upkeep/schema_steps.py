"""Which steps of the schema this version has, and at which of them a database stands.

Told without Alembic, which makes a step and runs it: a server only has to know that all ran.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

_CODE: Final = Path(__file__).resolve().parent.parent
_TABLE: Final = "alembic_version"
_STEP: Final = re.compile(r'(?m)^revision = "([^"]+)"\ndown_revision = (?:"([^"]+)"|None)$')


class SchemaTrouble(Exception):
    """The database cannot be used by this version; the message names what to do."""


def scripts_folder() -> Path:
    """Return the folder of the migrations: beside the package in a checkout, or inside it."""
    for folder in (_CODE.parent / "migrations", _CODE / "migrations"):
        if folder.is_dir():
            return folder
    raise SchemaTrouble("the migrations are missing from this installation")


@cache
def _steps(folder: Path) -> dict[str, str | None]:
    """Return each step and the one before it, None before the first."""
    found = [_STEP.search(file.read_text("utf-8")) for file in folder.glob("versions/*.py")]
    return {step[1]: step[2] for step in found if step}


def newest() -> str:
    """Return the revision that this version of the code expects: the one that none follows."""
    steps = _steps(scripts_folder())
    (last,) = steps.keys() - steps.values()
    return last


def known(found: str) -> bool:
    """Tell whether a revision is one of this version's steps."""
    return found in _steps(scripts_folder())


def revision(connection: Connection) -> str | None:
    """Return the database's revision, None when it is empty; SchemaTrouble when it tells of two."""
    if not inspect(connection).has_table(_TABLE):
        return None
    found = list(connection.scalars(text(f"SELECT version_num FROM {_TABLE}")))  # noqa: S608 - ours
    if len(found) > 1:
        raise SchemaTrouble(f"the database does not tell its version ({', '.join(found)})")
    return found[0] if found else None
