"""The preparation of a release as a job: asked for on a page, made by the worker, read by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from caseapp.casework.jobs import JobView
from caseapp.exchange.importing import Progress
from caseapp.rules.access import Actor
from caseapp.rules.values import Period

if TYPE_CHECKING:
    from caseapp.statistics.releases.preparing import TableShare


@dataclass(frozen=True)
class Refusal:
    """Why nothing can be released: the name of the error, the cells it names, the reason."""

    name: str
    cells: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Preparation:
    """What would be released, table by table, or why nothing can be.

    `coarser` are the shares of the layout that hides less, () without one; `stale`: another
    release was registered or a rule changed since, so that it must be prepared once more.
    """

    layout: str
    version: int
    period: Period
    frozen: int
    edition: int
    k: int
    shares: tuple[TableShare, ...]
    coarser: tuple[TableShare, ...]
    cells: int
    hidden: int
    refusal: Refusal | None
    stale: bool


def ask_preparation(
    actor: Actor, frozen: int, layout: str, *, now: datetime, post: str = ""
) -> str:
    """Ask for a release of a frozen edition to be prepared; return the job's number."""
    raise NotImplementedError


def run_preparation(
    actor: Actor, arguments: Mapping[str, str], *, now: datetime, progress: Progress
) -> bytes:
    """Prepare a release in the worker."""
    raise NotImplementedError


def read_preparation(
    actor: Actor, number: int, *, now: datetime
) -> tuple[JobView, Preparation | None]:
    """Return one's own preparation and what it found, None while there is nothing to show."""
    raise NotImplementedError
