"""Erasing a child's file: proposed by one person of the city, decided by another.

Neither holds a role in the child's units. What runs in the file is asked twice: when the erasure
is proposed, and once more when it is decided (docs/decisions/0037).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from caseapp import desk
from caseapp.casework.erasing import erase_file
from caseapp.casework.erasure_bars import insist_none_proposed
from caseapp.casework.erasure_facts import child_of, facts_of, family_of, insist_on_city
from caseapp.casework.erasure_requests import insist_accepted, number_of
from caseapp.casework.erasure_telling import tell_decided, tell_proposed, untell
from caseapp.casework.fresh_factor import Fresh, prove
from caseapp.casework.merge_sides import seal_text
from caseapp.records.children import Child
from caseapp.records.erasures import Erasure
from caseapp.rules.access import Act, Actor
from caseapp.rules.erasures import ERASURES, GROUNDS, insist_nothing_runs
from caseapp.rules.values import RuleBroken, msgid

_TWICE: Final = msgid("This erasure is proposed already")


@dataclass(frozen=True)
class Proposal:
    """What an erasure rests on, and what its proposer declares of proceedings and complaints."""

    ground: str
    request: str
    reason: str
    proceedings: bool
    complaint: bool


def no_child() -> RuleBroken:
    """Return what is said of a code that leads to no file the person may propose to erase."""
    return RuleBroken("No child bears this code: read it once more", field="code")


def propose_erasure(
    actor: Actor, code: str, proposal: Proposal, *, now: datetime, post: str = ""
) -> int:
    """Propose to erase the file of the child of this code; return the erasure's number.

    RuleBroken, with what stands against it, while something runs; Denied for people of the ward.
    """
    if proposal.ground not in GROUNDS:
        raise RuleBroken("Choose what the erasure rests on", field="ground")
    if not proposal.reason.strip():
        raise RuleBroken("Say why the file is to be erased", field="reason")
    with desk.writing(actor, Act.ERASURE_PROPOSE, now=now, post=post) as door:
        family = family_of(door, door.find(Child, code=code.strip().upper()))
        insist_on_city(door, family)
        request = number_of(proposal.request)
        insist_accepted(door, family, request)
        declared = {"proceedings": proposal.proceedings, "complaint": proposal.complaint}
        insist_nothing_runs(facts_of(door, family, **declared))
        insist_none_proposed(door, family, _TWICE, field="code")
        row = Erasure(
            child_id=family[0], ground=proposal.ground, request=request,
            entered_at=now, entered_by=actor.user_id,
        )  # fmt: skip
        door.session.add(row)
        door.session.flush()
        row.reason = seal_text(door, "erasures.reason", row.id, proposal.reason)
        tell_proposed(door, row, family)
        door.log(f"child:{family[0]}", None, erasure=row.id)
        door.made = str(row.id)
        return row.id


def withdraw_erasure(actor: Actor, number: int, *, now: datetime, post: str = "") -> None:
    """Take back what one proposed oneself."""
    with desk.writing(actor, Act.ERASURE_PROPOSE, now=now, post=post) as door:
        row = door.find(Erasure, id=number)
        if row.entered_by != actor.user_id:
            raise RuleBroken("Only who proposed it takes it back")
        child_of(door, row)
        row.state = ERASURES.next_state(row.state, "withdraw")
        row.decided_at, row.decided_by = now, actor.user_id
        untell(door, row)
        door.log(f"child:{row.child_id}", None, erasure=row.id, withdrawn=True)


def refuse_erasure(
    actor: Actor, number: int, *, answer: str, now: datetime, post: str = ""
) -> None:
    """Decide, as another person of the city, that the file stays; for a reason."""
    if not answer.strip():
        raise RuleBroken("Say why the file stays", field="answer")
    with desk.writing(actor, Act.ERASURE_DECIDE, now=now, post=post) as door:
        row = door.find(Erasure, id=number)
        family = _decidable(door, row)
        row.state = ERASURES.next_state(row.state, "refuse")
        row.decided_at, row.decided_by = now, actor.user_id
        row.answer = seal_text(door, "erasures.answer", row.id, answer)
        tell_decided(door, row)
        door.log(f"child:{family[0]}", None, erasure=row.id, refused=True)


def decide_erasure(
    actor: Actor,
    number: int,
    *,
    proceedings: bool,
    complaint: bool,
    now: datetime,
    fresh: Fresh,
    post: str = "",
) -> None:
    """Erase the file, at once and for good: the keys are destroyed in the same transaction."""
    prove(actor, fresh, now=now)
    with desk.writing(actor, Act.ERASURE_DECIDE, now=now, post=post, mode="bulk") as door:
        row = door.find(Erasure, id=number)
        family = _decidable(door, row)
        state = ERASURES.next_state(row.state, "erase")
        insist_accepted(door, family, row.request)
        declared = {"proceedings": proceedings, "complaint": complaint}
        insist_nothing_runs(facts_of(door, family, **declared))
        row.state, row.decided_at, row.decided_by = state, now, actor.user_id
        tell_decided(door, row)
        keys = erase_file(door, row, family)
        door.log(f"child:{family[0]}", None, erasure=row.id, keys=keys)


def _decidable(door: desk.Door, row: Erasure) -> tuple[int, ...]:
    """Return the child's records, if another proposed it and the person is not of the ward."""
    family = family_of(door, child_of(door, row))
    insist_on_city(door, family)
    if family[0] != row.child_id:
        raise RuleBroken("The file was joined to another since: withdraw this and propose anew")
    if row.entered_by == door.actor.user_id:
        raise RuleBroken("Another person decides on what you proposed")
    return family
