"""Erasures as those who decide on them see them, with all that stands against each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.erasure_facts import child_of, facts_of, family_of, insist_on_city
from caseapp.casework.erasure_requests import number_of
from caseapp.casework.merge_sides import own_text
from caseapp.casework.staff import name_of
from caseapp.records.children import Child
from caseapp.records.erasures import Erasure
from caseapp.rules.access import Act, Actor, Denied
from caseapp.rules.erasures import against
from caseapp.rules.outcomes import Missing


@dataclass(frozen=True)
class ErasureView:
    """One erasure; `code` leads to the child's page while there is one."""

    number: int
    code: str
    ground: str
    request: str
    reason: str
    state: str
    proposed_at: datetime
    proposed_by: str
    decided_at: datetime | None
    decided_by: str
    answer: str
    own: bool
    against: tuple[str, ...] = ()


def list_erasures(actor: Actor, *, now: datetime) -> list[ErasureView]:
    """Return the erasures, the newest first, less those of children kept from the person."""
    with desk.reading(actor, Act.ERASURE_PROPOSE, now=now) as door:
        desk.insist_on_all(door)
        found = []
        for row in door.session.scalars(select(Erasure).order_by(Erasure.id.desc())).all():
            try:
                child = child_of(door, row)
                insist_on_city(door, family_of(door, child))
                found.append(_view(door, row, child))
            except (Missing, Denied):
                continue
        door.log("erasures:list", None, number=len(found))
        return found


def read_erasure(actor: Actor, number: int, *, now: datetime) -> ErasureView:
    """Return one erasure with all that stands against it now; Denied for people of the ward."""
    with desk.reading(actor, Act.ERASURE_PROPOSE, now=now) as door:
        row = door.find(Erasure, id=number)
        child = child_of(door, row)
        family = family_of(door, child)
        insist_on_city(door, family)
        waits = row.state == "proposed"
        found = against(facts_of(door, family)) if waits else ()
        door.log(f"child:{child.id}", None, erasure=row.id)
        return _view(door, row, child, found)


def survey(actor: Actor, code: str, *, now: datetime) -> tuple[str, ...]:
    """Return all that stands against erasing a child's file; Missing when there is none."""
    with desk.reading(actor, Act.ERASURE_PROPOSE, now=now) as door:
        family = family_of(door, door.find(Child, code=code.strip().upper()))
        insist_on_city(door, family)
        door.log(f"child:{family[0]}", None, erasure="asked")
        return against(facts_of(door, family))


def _view(door: desk.Door, row: Erasure, child: Child, found: tuple[str, ...] = ()) -> ErasureView:
    return ErasureView(
        number=row.id,
        code=child.code,
        ground=row.ground,
        request=number_of(row.request),
        reason=own_text(door, "erasures.reason", row.id, row.reason),
        state=row.state,
        proposed_at=row.entered_at,
        proposed_by=name_of(door, row.entered_by),
        decided_at=row.decided_at,
        decided_by=name_of(door, row.decided_by),
        answer=own_text(door, "erasures.answer", row.id, row.answer),
        own=row.entered_by == door.actor.user_id,
        against=found,
    )
