"""What the city decides on releases: k, sensitive groups, clusters; dated, with the decision."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from caseapp.casework.fresh_factor import Fresh
from caseapp.rules.access import Actor

if TYPE_CHECKING:
    from caseapp.statistics.releases.policy import Cluster


@dataclass(frozen=True)
class RuleSet:
    """One decision: `name` is `k`, `sensitive` or `clusters`, `said` its value as text."""

    number: int
    name: str
    said: str
    decision: str
    valid_from: date
    entered_at: datetime
    entered_by: str
    holds: bool


@dataclass(frozen=True)
class RulesView:
    """The rules that hold today, and every decision, the newest first."""

    k: int
    sensitive: frozenset[str]
    clusters: tuple[Cluster, ...]
    history: tuple[RuleSet, ...]


def read_rules(actor: Actor, *, now: datetime) -> RulesView:
    """Return the rules of today and what the city decided."""
    raise NotImplementedError


def set_k(
    actor: Actor,
    k: int,
    *,
    decision: str,
    valid_from: date,
    now: datetime,
    fresh: Fresh,
    post: str = "",
) -> None:
    """Enter from which number of children on a count may be printed; RuleBroken at `k`."""
    raise NotImplementedError


def set_sensitive(
    actor: Actor,
    codes: Collection[str],
    *,
    decision: str,
    valid_from: date,
    now: datetime,
    fresh: Fresh,
    post: str = "",
) -> None:
    """Enter which groups are protected whatever their count; RuleBroken at `sensitive`."""
    raise NotImplementedError


def set_clusters(
    actor: Actor,
    clusters: Sequence[Cluster],
    *,
    decision: str,
    valid_from: date,
    now: datetime,
    fresh: Fresh,
    post: str = "",
) -> None:
    """Enter how wards are joined to clusters; RuleBroken at `clusters`."""
    raise NotImplementedError
