"""The staff: by what name somebody stands on pages and papers, and who holds which role where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import or_, select, true
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.records.users import RoleGrant, User
from caseapp.rules.access import Role
from caseapp.rules.values import local_day


def name_of(door: desk.Door, user_id: int | None) -> str:
    """Return an account's full name; empty for what no person entered (an import, the demo)."""
    user = door.session.get(User, user_id) if user_id is not None else None
    return user.full_name if user else ""


def holding(
    door: desk.Door, roles: Iterable[Role], units: Iterable[int]
) -> list[tuple[User, RoleGrant]]:
    """Return the open accounts that hold one of the roles in one of the units today, by name.

    Each with the role; whoever holds several stands there for each. Who holds a role in the whole
    city is found when the city is among the units.
    """
    return held(door.session, roles, units, now=door.now)


def held(
    session: Session, roles: Iterable[Role], units: Iterable[int] | None, *, now: datetime
) -> list[tuple[User, RoleGrant]]:
    """Return the same from a session, of all units when none are named."""
    day = local_day(now)
    within = RoleGrant.area_id.in_(sorted(set(units))) if units is not None else true()
    rows = session.execute(
        select(User, RoleGrant)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(
            User.disabled_at.is_(None),
            RoleGrant.role.in_(sorted(roles)),
            within,
            RoleGrant.valid_from <= day,
            or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > day),
        )
        .order_by(User.full_name, User.id, RoleGrant.id)
    )
    return [(row.User, row.RoleGrant) for row in rows]
