"""What was released, for everybody: no actor, no sign-in; reads the registry and nothing else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.exchange.release_folders import files_of
from caseapp.exchange.release_registry import unpacked
from caseapp.exchange.released_tables import ReleasedCell, ReleasedTable, tables_of
from caseapp.records.releases import Release
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import Period
from caseapp.statistics.releases.policy import Cluster, Policy

__all__ = [
    "ReleaseView",
    "ReleasedCell",
    "ReleasedTable",
    "list_released",
    "read_released",
    "released_file",
]


@dataclass(frozen=True)
class ReleaseView:
    """A release as everybody sees it; `files` are names with their sizes in bytes.

    `edition` counts the releases of the layout over the period; `supersedes` and `superseded_by`
    are numbers, '' for none. `sha256` is that of the core files, in hexadecimal. `clusters` and
    `sensitive` are those of the rules that it was made by.
    """

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
    clusters: tuple[Cluster, ...]
    sensitive: frozenset[str]


def list_released() -> list[ReleaseView]:
    """Return every release, the newest first, without their files and tables."""
    with desk.ledger() as session:
        rows = session.scalars(select(Release).order_by(Release.id.desc())).all()
        later = {row.supersedes: row.number for row in rows}
        return [_view(row, later.get(row.number, "")) for row in rows]


def read_released(number: str) -> ReleaseView:
    """Return a release with its files and tables; Missing when there is none of the number."""
    with desk.ledger() as session:
        row = session.scalars(select(Release).where(Release.number == number)).first()
        if row is None:
            raise Missing("releases:-")
        after = select(Release.number).where(Release.supersedes == number)
        files = unpacked(row.package)
        return _view(row, session.scalar(after) or "", files)


def released_file(number: str, name: str) -> bytes:
    """Return a file of a release; Missing when there is none of the number and name."""
    files = files_of(number)
    if name not in files:
        raise Missing("releases:-")
    return files[name]


def _view(row: Release, later: str, files: dict[str, bytes] | None = None) -> ReleaseView:
    found = files or {}
    policy = Policy.from_plain(json.loads(row.policy))
    return ReleaseView(
        number=row.number,
        layout=row.layout,
        version=row.version,
        period=Period(row.period, row.first_day, row.last_day),
        edition=row.edition,
        superseded_by=later,
        supersedes=row.supersedes,
        k=row.k,
        cells=row.cells,
        hidden=row.hidden,
        definition=row.definition,
        signed_at=row.signed_at,
        sha256=row.sha256.hex(),
        files=tuple((name, len(content)) for name, content in found.items()),
        tables=tables_of(found, row.layout) if files is not None else (),
        clusters=policy.clusters,
        sensitive=policy.sensitive,
    )
