"""Groups of today's units between unit and city, for figures too small to be told by the unit.

A proposal of this house, no act of the state: each takes in what lay in one to three districts
before 1 July 2025 and lies together on the map. The city edits them.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class UnitGroup(NamedTuple):
    """Some units of today that lie together, by their codes."""

    code: str
    name: str
    units: tuple[str, ...]


@cache
def proposed_clusters() -> tuple[UnitGroup, ...]:
    """Return the groups that stand until the city has set its own; each unit lies in one."""
    text = files("caseapp.rules").joinpath("clusters.csv").read_text(encoding="utf-8")
    found: dict[tuple[str, str], list[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault((row["cluster"], row["cluster_name"]), []).append(row["code"])
    return tuple(UnitGroup(code, name, tuple(units)) for (code, name), units in found.items())
