"""What was released, for everybody: no actor, no sign-in; reads the registry and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from caseapp.rules.values import Period


@dataclass(frozen=True)
class ReleasedCell:
    """One count as it was released: its codes, None where it is hidden, its percentage if any."""

    codes: tuple[str, ...]
    value: int | None
    percent: Decimal | None


@dataclass(frozen=True)
class ReleasedTable:
    """The cells over some dimensions, in the order of the file."""

    dimensions: tuple[str, ...]
    rows: tuple[ReleasedCell, ...]


@dataclass(frozen=True)
class ReleaseView:
    """A release as everybody sees it; `files` are names with their sizes in bytes."""

    number: str
    layout: str
    version: int
    period: Period
    edition: int
    superseded_by: str
    supersedes: str
    k: int
    cells: int
    hidden: int
    definition: str
    signed_at: datetime
    sha256: str
    files: tuple[tuple[str, int], ...]
    tables: tuple[ReleasedTable, ...]


def list_released() -> list[ReleaseView]:
    """Return every release, the newest first, without their tables and files."""
    raise NotImplementedError


def read_released(number: str) -> ReleaseView:
    """Return a release with its tables; Missing when there is none of the number."""
    raise NotImplementedError


def released_file(number: str, name: str) -> bytes:
    """Return a file of a release; Missing when there is none."""
    raise NotImplementedError
