"""Withdrawing a whole entry of help for a list of children: one reason, each help for itself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.assistance import withdraw_row
from caseapp.casework.namings import unit_of
from caseapp.records.assistance import AssistanceBatch
from caseapp.records.children import Assistance, Child
from caseapp.rules.access import Act, Actor
from caseapp.rules.values import RuleBroken


def withdraw_batch(
    actor: Actor,
    unit_code: str,
    number: int,
    shown: Collection[int],
    *,
    why: str,
    now: datetime,
    post: str = "",
) -> None:
    """Withdraw the help that an entry gave, of all whom the person may open; it stays to be read.

    `shown` are the rows that stood when the person looked: RuleBroken when others stand now, so
    that nothing that was put right meanwhile is withdrawn unseen.
    """
    with desk.writing(actor, Act.ASSISTANCE_RECORD, now=now, post=post) as door:
        unit = unit_of(door, unit_code)
        batch = door.find(AssistanceBatch, id=number, area_id=unit)
        standing = (
            select(Assistance, Child)
            .join(Child, Child.id == Assistance.child_id)
            .where(Assistance.batch_id == batch.id, Assistance.deleted_at.is_(None))
            .order_by(Assistance.id)
        )
        rows = door.session.execute(standing).tuples().all()
        if not rows or {row.id for row, _ in rows} != set(shown):
            raise RuleBroken("The list has changed since you looked at it: look it over once more")
        door.open_keys(child.key_id for _, child in rows if child.key_id is not None)
        for row, child in rows:
            withdraw_row(door, child, row, why)
            door.log(f"child:{child.id}", unit, assistance=row.id, batch=batch.id, withdrawn=True)
        door.made = str(batch.id)
