"""Releases: proposed by who counts, signed by another person, numbered, registered for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from caseapp.casework.fresh_factor import Fresh
from caseapp.exchange.released import ReleasedTable
from caseapp.rules.access import Actor
from caseapp.rules.values import Period

if TYPE_CHECKING:
    from caseapp.statistics.releases.preparing import TableShare


@dataclass(frozen=True)
class ProposalView:
    """A proposed release; `tables` as the public would see them, () in a list.

    `own`: its reader proposed it; `stale`: it cannot be signed any more, and `why_stale` says why;
    `newer`: a later edition of its period was frozen since, which is allowed and said; `release`
    is its number once it was signed.
    """

    number: int
    layout: str
    version: int
    period: Period
    edition: int
    frozen: int
    k: int
    cells: int
    hidden: int
    shares: tuple[TableShare, ...]
    note: str
    state: str
    reason: str
    by: str
    at: datetime
    decided_by: str
    decided_at: datetime | None
    own: bool
    stale: bool
    why_stale: str
    newer: bool
    sha256: str
    release: str
    tables: tuple[ReleasedTable, ...]


def propose(actor: Actor, job: int, *, note: str, now: datetime, post: str = "") -> str:
    """Propose what one's own job prepared; return the proposal's number."""
    raise NotImplementedError


def list_proposals(actor: Actor, *, now: datetime) -> list[ProposalView]:
    """Return the proposals, the newest first."""
    raise NotImplementedError


def read_proposal(actor: Actor, number: int, *, now: datetime) -> ProposalView:
    """Return a proposal with its tables as the public would see them."""
    raise NotImplementedError


def sign(
    actor: Actor, proposal: int, *, shown: str, now: datetime, fresh: Fresh, post: str = ""
) -> str:
    """Sign a proposal that another person made; return the release's number.

    `shown` is the hash of the files that the signer had before their eyes (ProposalView.sha256).
    """
    raise NotImplementedError


def send_back(actor: Actor, proposal: int, *, reason: str, now: datetime, post: str = "") -> None:
    """Send a proposal back to who made it, with the reason."""
    raise NotImplementedError


def withdraw(actor: Actor, proposal: int, *, now: datetime, post: str = "") -> None:
    """Take one's own proposal back before it is decided."""
    raise NotImplementedError
