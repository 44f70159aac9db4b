"""What the city has settled about releases: k, the sensitive codes, the clusters of units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from caseapp.rules.clusters import proposed_clusters
from caseapp.rules.units import REFORM, territory
from caseapp.statistics.disclosure.layout import LEAST_K, MOST_K, TOTAL
from caseapp.statistics.disclosure.model import Malformed
from caseapp.statistics.territory import UNASSIGNED_CODE

USUAL_K: Final = 5
SENSITIVE: Final = frozenset({"05", "11", "12", "sexual_abuse", "trafficking"})
"""HIV/AIDS, sexual abuse and trafficking, as the lists of groups and of abuse types have them."""


@dataclass(frozen=True)
class Cluster:
    """Units of today that are told together, by their codes."""

    code: str
    name: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class Policy:
    """Counts from 1 to below `k` are hidden; `sensitive` are codes of groups and abuse types."""

    k: int
    sensitive: frozenset[str]
    clusters: tuple[Cluster, ...]

    def __post_init__(self) -> None:
        if isinstance(self.k, bool) or not LEAST_K <= self.k <= MOST_K:
            raise Malformed(f"k is a whole number from {LEAST_K} to {MOST_K}")

    def as_plain(self) -> dict[str, Any]:
        """Return what JSON can hold of it."""
        return {
            "k": self.k,
            "sensitive": sorted(self.sensitive),
            "clusters": [
                {"code": one.code, "name": one.name, "units": list(one.units)}
                for one in self.clusters
            ],
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Policy:
        """Return what `as_plain` gave; Malformed for anything else."""
        try:
            return cls(
                plain["k"],
                frozenset(plain["sensitive"]),
                tuple(
                    Cluster(one["code"], one["name"], tuple(one["units"]))
                    for one in plain["clusters"]
                ),
            )
        except (KeyError, TypeError) as error:
            raise Malformed("rules of releases lack k, sensitive codes or clusters") from error


def usual_policy() -> Policy:
    """Return what holds until the city settles it otherwise."""
    clusters = tuple(Cluster(*group) for group in proposed_clusters())
    return Policy(USUAL_K, SENSITIVE, clusters)


def check_clusters(clusters: Iterable[Cluster]) -> None:
    """Raise Malformed unless each unit of today lies in exactly one cluster.

    Codes of clusters stand beside those of units in one column, so none may be both.
    """
    found = tuple(clusters)
    units = frozenset(unit.code for unit in territory().units.values() if unit.since == REFORM)
    for code, times in Counter(one.code for one in found).items():
        if times > 1:
            raise Malformed(f"two clusters have the code {code}")
    for one in found:
        _check_cluster(one, units)
    placed = Counter(unit for one in found for unit in one.units)
    for unit in sorted(units):
        if placed[unit] != 1:
            raise Malformed(f"{unit} lies in {placed[unit]} clusters")


def _check_cluster(one: Cluster, units: frozenset[str]) -> None:
    if not one.code or one.code != one.code.strip() or "|" in one.code:
        raise Malformed(f"{one.code!r} cannot be a code")
    if one.code in units | {TOTAL, UNASSIGNED_CODE}:
        raise Malformed(f"{one.code} is the code of something else")
    if not one.name.strip() or not one.units:
        raise Malformed(f"{one.code} has no name or no units")
    if strange := sorted(set(one.units) - units):
        raise Malformed(f"{strange[0]} is no unit of today")
