"""Restrictions on a child's file: while one stands, nothing new of the child is shared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.jobs import forget_registers
from caseapp.casework.one_child import find_child, find_row, in_one, record_of, root_of
from caseapp.casework.staff import name_of
from caseapp.records.children import Child
from caseapp.records.data_requests import FileRestriction
from caseapp.records.own_reach import at_the_tables
from caseapp.rules.access import Act, Actor
from caseapp.rules.values import RuleBroken

_REASON: Final = "file_restrictions.reason"


@dataclass(frozen=True)
class RestrictionView:
    """A restriction that stands: its number, unit, since when, why, by whom."""

    number: int
    unit_id: int
    since: datetime
    reason: str
    by: str


def restrict(
    door: desk.Door, child: Child, unit: int, reason: str, *, request: int | None = None
) -> None:
    """Put a restriction on a child's file inside an open door; exports that may hold it go."""
    row = FileRestriction(
        child_id=child.id,
        area_id=unit,
        request_id=request,
        restricted_at=door.now,
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(row)
    key = door.key_of(child)
    door.session.flush()
    row.reason = door.seal(key, _REASON, row.id, reason.strip())
    door.session.flush()
    forget_registers(door.session)
    door.log(f"child:{child.id}", unit, restricted=row.id)


def lift_restriction(
    actor: Actor, code: str, number: int, reason: str, *, now: datetime, post: str = ""
) -> None:
    """Lift a restriction with its reason; RuleBroken when it was lifted already."""
    if not reason.strip():
        raise RuleBroken("Say why", field="reason")
    with desk.writing(actor, Act.DATA_REQUEST_ANSWER, now=now, post=post) as door:
        child = find_child(door, code)
        row = find_row(door, FileRestriction, child, number)
        if row.lifted_at is not None:
            raise RuleBroken("This restriction was lifted already")
        row.lifted_at, row.lifted_by = now, actor.user_id
        key = door.key_of(record_of(door, child, row.child_id))
        row.lifting = door.seal(key, "file_restrictions.lifting", row.id, reason.strip())
        door.log(f"child:{child.id}", row.area_id, lifted=row.id)
        door.made = child.code


def restrictions_of(door: desk.Door, child: Child) -> list[RestrictionView]:
    """Return the restrictions that stand on a child's file, the oldest first."""
    child = root_of(door, child)
    asked = select(FileRestriction).where(
        in_one(door, FileRestriction.child_id, child), FileRestriction.lifted_at.is_(None)
    )
    return [
        RestrictionView(
            row.id,
            row.area_id,
            row.restricted_at,
            door.unseal(record_of(door, child, row.child_id).key_id, _REASON, row.id, row.reason),
            name_of(door, row.entered_by),
        )
        for row in door.session.scalars(asked.order_by(FileRestriction.id))
    ]


def list_restrictions(actor: Actor, code: str, *, now: datetime) -> list[RestrictionView]:
    """Return the restrictions that stand on a child's file, for its page."""
    with desk.reading(actor, Act.CHILD_READ, now=now) as door:
        child = find_child(door, code)
        door.log(f"child:{child.id}", None, restrictions=True)
        return restrictions_of(door, child)


def insist_unrestricted(door: desk.Door, child: Child) -> None:
    """Raise RuleBroken while a restriction stands on the file, in whichever unit it was asked."""
    if _stands(door, child):
        raise RuleBroken("The file is restricted: nothing new is shared until that is lifted")


def forget_if_restricted(door: desk.Door, child: Child) -> None:
    """Let exports made before go where a restriction stands on a file that takes in more rows.

    They may hold those rows, made when nothing restricted them.
    """
    if _stands(door, child):
        forget_registers(door.session)


def _stands(door: desk.Door, child: Child) -> bool:
    with at_the_tables(door.session):
        asked = select(FileRestriction.id).where(
            in_one(door, FileRestriction.child_id, child), FileRestriction.lifted_at.is_(None)
        )
        return door.session.scalars(asked.limit(1)).first() is not None
