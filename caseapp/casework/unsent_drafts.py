"""What closed accounts had typed and never sent: told as a number, for nobody else may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from caseapp import desk
from caseapp.records.kept_forms import KeptForm
from caseapp.records.users import RoleGrant, User
from caseapp.rules.access import Act, Actor


@dataclass(frozen=True)
class Unsent:
    """How many drafts a closed account left, and when the newest was saved.

    A report may be among them: opened again, the account's owner can send or throw them away.
    """

    username: str
    full_name: str
    number: int
    newest: datetime


def list_unsent(actor: Actor, *, now: datetime) -> list[Unsent]:
    """Return the closed accounts with drafts that ever served in a unit within reach."""
    asked = (
        select(User.id, User.username, User.full_name, func.count(), func.max(KeptForm.at))
        .join(KeptForm, KeptForm.user_id == User.id)
        .where(User.disabled_at.is_not(None), KeptForm.fields.is_not(None))
        .group_by(User.id, User.username, User.full_name)
        .order_by(User.full_name, User.id)
    )
    with desk.reading(actor, Act.ACCOUNT_HAND_ON, now=now) as door:
        served = door.session.execute(
            select(RoleGrant.user_id, RoleGrant.area_id)
            .join(User, User.id == RoleGrant.user_id)
            .where(User.disabled_at.is_not(None))
        ).all()
        within = {row.user_id for row in served if door.scope.covers(row.area_id)}
        rows = door.session.execute(asked).all()
        found = [Unsent(*row[1:]) for row in rows if row[0] in within]
        door.log("handing_on:unsent", None, rows=len(found))
        return found
