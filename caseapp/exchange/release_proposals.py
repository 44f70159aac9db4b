"""Proposed releases as those see them who may: the list, one with its tables, what bars signing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import undefer

from caseapp import desk
from caseapp.casework.sessions import grants_of
from caseapp.casework.staff import name_of
from caseapp.exchange.release_preparations import Made, other_rules, read
from caseapp.exchange.release_registry import count_known
from caseapp.exchange.released_tables import ReleasedTable, tables_of
from caseapp.records.frozen_sheets import FrozenSheet
from caseapp.records.releases import ReleaseProposal
from caseapp.records.users import User
from caseapp.rules.access import Act, Actor, Denied, scope_for
from caseapp.rules.releasing import OTHER_RELEASE, OTHER_RULE, PROPOSED, ROLE_ENDED
from caseapp.rules.values import Period, local_day
from caseapp.statistics.releases.policy import Cluster
from caseapp.statistics.releases.preparing import TableShare


@dataclass(frozen=True)
class ProposalView:
    """A proposed release; `edition` is that of the frozen figures, `tables` are () in a list.

    `own`: its reader proposed it; `stale`: it waits and cannot be signed any more, `why_stale` says
    why; `newer`: a later edition of its period was frozen, which is allowed and said; `release` is
    its number once it was signed. `sha256` is what the signature is bound to, in hexadecimal.
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
    clusters: tuple[Cluster, ...]
    sensitive: frozenset[str]
    definition: str


def list_proposals(actor: Actor, *, now: datetime) -> list[ProposalView]:
    """Return the proposals, the newest first; the read is logged."""
    with desk.reading(actor, Act.RELEASE_READ, now=now) as door:
        desk.insist_on_all(door)
        rows = door.session.scalars(
            select(ReleaseProposal)
            .options(undefer(ReleaseProposal.preparation))
            .order_by(ReleaseProposal.id.desc())
            .limit(200)
        ).all()
        door.log("release_proposals:list", None, rows=len(rows))
        return [_view(door, row, whole=False) for row in rows]


def read_proposal(actor: Actor, number: int, *, now: datetime) -> ProposalView:
    """Return a proposal with its tables as the public would see them; the read is logged."""
    with desk.reading(actor, Act.RELEASE_READ, now=now) as door:
        desk.insist_on_all(door)
        row = door.find(ReleaseProposal, id=number)
        door.log(f"release_proposal:{row.id}")
        return _view(door, row, whole=True)


def cell_of(row: ReleaseProposal, column: str) -> str:
    """Return the place that a cell of a proposal is sealed for."""
    return f"{ReleaseProposal.__tablename__}.{column}:{row.id}"


def opened(door: desk.Door, row: ReleaseProposal, column: str) -> str:
    """Return what a sealed cell of a proposal says; '' for an empty one."""
    sealed = getattr(row, column)
    return door.place.vault.unseal_own(cell_of(row, column), sealed) if sealed else ""


def bar(door: desk.Door, row: ReleaseProposal, made: Made) -> str:
    """Return why a proposal that waits cannot be signed any more; '' when nothing bars it."""
    if count_known(door) != row.seen:
        return OTHER_RELEASE
    if other_rules(door, made):
        return OTHER_RULE
    return "" if may_still_propose(door, row.entered_by) else ROLE_ENDED


def may_still_propose(door: desk.Door, user_id: int | None) -> bool:
    """Tell whether who proposed may still; the machine's operator acts by no role."""
    if user_id is None:
        return True
    user = door.session.get(User, user_id)
    if user is None or user.disabled_at is not None:
        return False
    proposer = Actor(user_id, "", grants_of(door.session, user_id))
    try:
        return scope_for(proposer, Act.RELEASE_PROPOSE, local_day(door.now)).units is None
    except Denied:
        return False


def _view(door: desk.Door, row: ReleaseProposal, *, whole: bool) -> ProposalView:
    made = read(opened(door, row, "preparation"))
    assert made.prepared is not None
    why = bar(door, row, made) if row.state == PROPOSED else ""
    return ProposalView(
        number=row.id,
        layout=row.layout,
        version=row.version,
        period=made.period,
        edition=made.edition,
        frozen=row.frozen_id,
        k=row.k,
        cells=row.cells,
        hidden=row.hidden,
        shares=made.prepared.shares,
        note=opened(door, row, "note"),
        state=row.state,
        reason=opened(door, row, "reason"),
        by=name_of(door, row.entered_by),
        at=row.entered_at,
        decided_by=name_of(door, row.decided_by),
        decided_at=row.decided_at,
        own=row.entered_by is not None and row.entered_by == door.actor.user_id,
        stale=bool(why),
        why_stale=why,
        newer=_newer(door, made),
        sha256=row.sha256.hex(),
        release=row.number,
        tables=tables_of(made.prepared.files, row.layout) if whole else (),
        clusters=made.policy.clusters,
        sensitive=made.policy.sensitive,
        definition=_definition(door, row.frozen_id),
    )


def _definition(door: desk.Door, frozen: int) -> str:
    found = door.session.scalar(select(FrozenSheet.definition).where(FrozenSheet.id == frozen))
    return found or ""


def _newer(door: desk.Door, made: Made) -> bool:
    return bool(
        door.session.scalar(
            select(
                exists().where(
                    FrozenSheet.first_day == made.period.start,
                    FrozenSheet.last_day == made.period.end,
                    FrozenSheet.basis == "received",
                    FrozenSheet.edition > made.edition,
                )
            )
        )
    )
