"""A small release as a page gets it, with one hidden ward."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from caseapp.exchange.released import ReleasedCell, ReleasedTable, ReleaseView
from caseapp.rules.values import Period
from caseapp.statistics.releases.policy import SENSITIVE, Cluster
from tests.factories.house import NOW

_ROWS = (("T", 12), ("C01", 12), ("31135", None))
VIEW = ReleaseView(
    number="CB-2026-001",
    layout="abuse-clusters",
    version=1,
    period=Period.parse("2025"),
    edition=1,
    superseded_by="",
    supersedes="",
    k=5,
    cells=4,
    hidden=1,
    definition="9 version 1",
    signed_at=NOW,
    sha256="ab" * 32,
    files=(("more.txt", 5), ("model.json", 900), ("published.csv", 312)),
    tables=(ReleasedTable(("geo",), tuple(ReleasedCell((code,), n, None) for code, n in _ROWS)),),
    clusters=(Cluster("C01", "Cụm của riêng nó", ("31135",)),),
    sensitive=SENSITIVE,
)


def a_view(**other: Any) -> ReleaseView:
    """The release, other in some respects."""
    return replace(VIEW, **other)
