"""Releases: proposed by who counts, signed by another person, numbered, registered for good."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.fresh_factor import Fresh, prove
from caseapp.casework.notices import Subject, settle, tell, tell_supervisors
from caseapp.casework.sent_forms import sent_before
from caseapp.exchange.release_folders import keep_folders
from caseapp.exchange.release_jobs import made_by_job
from caseapp.exchange.release_preparations import Made, is_stale, keep, read
from caseapp.exchange.release_proposals import (
    ProposalView,
    bar,
    cell_of,
    list_proposals,
    opened,
    read_proposal,
)
from caseapp.exchange.release_registry import Proposed, register, source_of
from caseapp.records.releases import ReleaseProposal
from caseapp.rules.access import Act, Actor
from caseapp.rules.releasing import (
    NOT_SHOWN,
    PROPOSALS,
    PROPOSED,
    RETURNED,
    SIGNED,
    check_note,
    check_signer,
)
from caseapp.rules.units import CITY_ID
from caseapp.rules.values import RuleBroken
from caseapp.statistics.releases.files import content_hash

__all__ = [
    "ProposalView",
    "list_proposals",
    "propose",
    "propose_made",
    "read_proposal",
    "register_signed",
    "send_back",
    "sign",
    "withdraw",
]


def propose(actor: Actor, job: int, *, note: str, now: datetime, post: str = "") -> str:
    """Propose what one's own job prepared; return the proposal's number.

    The supervisors of the city are told. RuleBroken for what is refused, stale or
    proposed already.
    """
    return propose_made(actor, made_by_job(actor, job, now=now), note=note, now=now, post=post)


def propose_made(actor: Actor, made: Made, *, note: str, now: datetime, post: str = "") -> str:
    """Propose what was prepared; return the proposal's number."""
    note = check_note(note, "note", needed=False)
    if made.prepared is None:
        raise RuleBroken("This cannot be released: what was refused is not proposed")
    with desk.writing(actor, Act.RELEASE_PROPOSE, now=now, post=post) as door:
        desk.insist_on_all(door)
        if is_stale(door, made):
            raise RuleBroken(
                "Another release was registered or a rule changed since this was prepared: prepare "
                "it once more"
            )
        _refuse_twice(door, made)
        row = _added(door, made, note)
        tell_supervisors(door, "release_proposed", _subject(row), detail=_said(row))
        door.log(f"release_proposal:{row.id}", None, layout=row.layout, period=row.period)
        door.made = str(row.id)
        return door.made


def _refuse_twice(door: desk.Door, made: Made) -> None:
    waiting = select(ReleaseProposal.id).where(
        ReleaseProposal.state == PROPOSED,
        ReleaseProposal.layout == made.layout,
        ReleaseProposal.frozen_id == made.frozen,
        ReleaseProposal.seen == made.seen,
    )
    if door.session.scalars(waiting).first() is not None:
        raise RuleBroken("The same release waits for its signature already")


def _added(door: desk.Door, made: Made, note: str) -> ReleaseProposal:
    prepared = made.prepared
    assert prepared is not None
    row = ReleaseProposal(
        period=made.period.id,
        first_day=made.period.start,
        last_day=made.period.end,
        frozen_id=made.frozen,
        layout=made.layout,
        version=made.version,
        k=made.policy.k,
        cells=prepared.cells,
        hidden=prepared.hidden,
        sha256=bytes.fromhex(content_hash(prepared.files)),
        seen=made.seen,
        state=PROPOSED,
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(row)
    door.session.flush()
    seal = door.place.vault.seal_own
    row.preparation = seal(cell_of(row, "preparation"), keep(made))
    row.note = seal(cell_of(row, "note"), note) if note else None
    door.session.flush()
    return row


def _said(row: ReleaseProposal) -> str:
    """Return by what a notice names a release: its layout and its period."""
    return f"{row.layout} {row.period}"


def _subject(row: ReleaseProposal) -> Subject:
    return Subject(f"release:{row.id}", CITY_ID)


def sign(
    actor: Actor, proposal: int, *, shown: str, now: datetime, fresh: Fresh, post: str = ""
) -> str:
    """Sign a proposal that another person made; return the release's number.

    `shown` is the hash of the files that the signer had before their eyes (ProposalView.sha256).
    RuleBroken when it is another, for one's own, for one that was decided or is stale, and at
    `factor` for a code that does not fit.
    """
    if not sent_before(actor, post):
        with desk.reading(actor, Act.RELEASE_SIGN, now=now) as door:
            row = door.find(ReleaseProposal, id=proposal)
            _checked(door, row, shown)
            door.log(f"release_proposal:{row.id}")
        prove(actor, fresh, now=now)
    return register_signed(actor, proposal, shown=shown, now=now, post=post)


def register_signed(
    actor: Actor, proposal: int, *, shown: str, now: datetime, post: str = ""
) -> str:
    """Number what was signed and register it for good; then write its folder.

    For whoever has proved who they are: the number and the files are made in one transaction.
    """
    with desk.writing(actor, Act.RELEASE_SIGN, now=now, post=post) as door:
        row = door.find(ReleaseProposal, id=proposal)
        made = _checked(door, row, shown)
        assert made.prepared is not None
        source = source_of(door, made.frozen)
        by = Proposed(row.entered_by, row.entered_at)
        release = register(door, made.prepared, source, made.policy, by)
        _decide(door, row, "sign", SIGNED)
        row.number = release.number
        door.log(
            f"release:{release.number}", None,
            proposal=row.id, layout=release.layout, period=release.period, sha256=shown,
        )  # fmt: skip
        door.made = release.number
    keep_folders()
    return door.made


def _checked(door: desk.Door, row: ReleaseProposal, shown: str) -> Made:
    """Return what is signed; RuleBroken for what bars it."""
    desk.insist_on_all(door)
    PROPOSALS.next_state(row.state, "sign")
    check_signer(row.entered_by, door.actor.user_id)
    made = read(opened(door, row, "preparation"))
    files = made.prepared.files if made.prepared else {}
    if not shown or {shown, content_hash(files)} != {row.sha256.hex()}:
        raise RuleBroken(NOT_SHOWN)
    if why := bar(door, row, made):
        raise RuleBroken(why)
    return made


def send_back(actor: Actor, proposal: int, *, reason: str, now: datetime, post: str = "") -> None:
    """Send a proposal back to who made it, with the reason; RuleBroken at `reason` without one."""
    reason = check_note(reason, "reason", needed=True)
    with desk.writing(actor, Act.RELEASE_SIGN, now=now, post=post) as door:
        desk.insist_on_all(door)
        row = door.find(ReleaseProposal, id=proposal)
        check_signer(row.entered_by, door.actor.user_id)
        _decide(door, row, "send_back", RETURNED)
        row.reason = door.place.vault.seal_own(cell_of(row, "reason"), reason)
        door.log(f"release_proposal:{row.id}", None, state=row.state)
        door.made = str(row.id)


def withdraw(actor: Actor, proposal: int, *, now: datetime, post: str = "") -> None:
    """Take one's own proposal back before it is decided; Missing for another's."""
    with desk.writing(actor, Act.RELEASE_PROPOSE, now=now, post=post) as door:
        desk.insist_on_all(door)
        row = door.find(ReleaseProposal, id=proposal, entered_by=actor.user_id)
        _decide(door, row, "withdraw", "")
        door.log(f"release_proposal:{row.id}", None, state=row.state)
        door.made = str(row.id)


def _decide(door: desk.Door, row: ReleaseProposal, move: str, told: str) -> None:
    """Write the decision down, end what asked for it, tell who proposed where it is `told`."""
    row.state = PROPOSALS.next_state(row.state, move)
    row.decided_at, row.decided_by = door.now, door.actor.user_id
    settle(door, _subject(row).mark)
    if told and row.entered_by is not None:
        kind = "release_signed" if told == SIGNED else "release_returned"
        tell(door, kind, _subject(row), to=row.entered_by, detail=_said(row))
