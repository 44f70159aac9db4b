"""What a change of an account does once it holds: roles, password, second factor."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from caseapp.casework import second_factor
from caseapp.casework.api_tokens import end_tokens
from caseapp.casework.limits import forget_browsers
from caseapp.casework.sessions import end_sessions
from caseapp.desk import Door
from caseapp.records.users import AccountChange, RoleGrant, User
from caseapp.rules.values import RuleBroken, local_day


def carry_out(door: Door, change: AccountChange, user: User) -> None:
    """Do what was asked; a change that waited holds from the day it was agreed, not before."""
    if change.kind == "role":
        _give(door, change)
    elif change.kind == "unit":
        _move(door, change)
    elif change.kind == "role_end":
        grant = door.session.get_one(RoleGrant, change.grant_id)
        grant.valid_until = max(change.valid_until or local_day(door.now), grant.valid_from)
    elif change.kind == "password":
        user.password_hash, user.password_set_at = change.password_hash, door.now
        user.must_change_password, change.password_hash = True, ""
        _shut_out(door, user)
    elif change.kind == "reopening":
        user.disabled_at = None
    elif change.kind == "second_factor":
        second_factor.take_away(door.session, user)
        _shut_out(door, user)


def _shut_out(door: Door, user: User) -> None:
    """End what was opened by what the account had before."""
    end_sessions(door.session, user.id, door.now)
    end_tokens(door.session, user.id, door.now, door.actor.user_id)
    forget_browsers(door.session, user.id)


def refuse_overlap(door: Door, change: AccountChange, field: str | None = None) -> None:
    """Raise RuleBroken when the account holds the role in the unit on some of the days."""
    held = door.session.scalars(
        select(RoleGrant).filter_by(
            user_id=change.user_id, role=change.role, area_id=change.area_id
        )
    )
    first, last = change.valid_from or date.min, change.valid_until or date.max
    if any(g.valid_from < last and first < (g.valid_until or date.max) for g in held):
        raise RuleBroken("The account holds this role in this unit on those days", field=field)


def _give(door: Door, change: AccountChange) -> None:
    today = local_day(door.now)
    change.valid_from = max(change.valid_from or today, today)
    if change.valid_until is not None and change.valid_until <= change.valid_from:
        raise RuleBroken("The days asked for have passed; refuse this and ask anew")
    refuse_overlap(door, change)
    grant = RoleGrant(
        user_id=change.user_id,
        role=change.role,
        area_id=change.area_id,
        valid_from=change.valid_from,
        valid_until=change.valid_until,
        entered_at=door.now,
        entered_by=change.asked_by,
    )
    door.session.add(grant)
    door.session.flush()
    change.grant_id = change.grant_id or grant.id


def _move(door: Door, change: AccountChange) -> None:
    before = door.session.get_one(RoleGrant, change.grant_id)
    change.valid_until = before.valid_until  # it may have been ended while this waited
    _give(door, change)
    before.valid_until = max(change.valid_from or before.valid_from, before.valid_from)
