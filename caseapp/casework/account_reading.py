"""Accounts as they are shown: roles with units and days, sessions, changes that wait."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.account_changes import may_decide
from caseapp.casework.sessions import LiveSession, end_one, end_sessions, open_sessions
from caseapp.records.users import AccountChange, RoleGrant, User
from caseapp.rules.access import Act, Actor
from caseapp.rules.outcomes import Missing
from caseapp.rules.stages import ends_of_first
from caseapp.rules.values import local_day


@dataclass(frozen=True)
class HeldRole:
    """A role in a unit with its days (`valid_until` exclusive); `state` is now, later or ended."""

    number: int
    role: str
    unit: str
    valid_from: date
    valid_until: date | None
    state: str


@dataclass(frozen=True)
class ChangeView:
    """A change that was asked for; names are empty for the machine's operator.

    `unit_before` is where a role was held that moves to `unit`.
    """

    number: int
    username: str
    full_name: str
    kind: str
    role: str
    unit: str
    unit_before: str
    valid_from: date | None
    valid_until: date | None
    asked_at: datetime
    asked_by: str
    decided_at: datetime | None
    decided_by: str
    outcome: str
    to_decide: bool


@dataclass(frozen=True)
class AccountView:
    """One account for the administrators: never any case content.

    `first_ends`: until when a password that somebody else chose must be changed, None for an own.
    """

    username: str
    full_name: str
    disabled: bool
    has_factor: bool
    phone: str
    roles: tuple[HeldRole, ...]
    sessions: tuple[LiveSession, ...]
    waiting: tuple[ChangeView, ...]
    first_ends: datetime | None


def roles_of(session: Session, user_id: int, day: date) -> tuple[HeldRole, ...]:
    """Return an account's roles, those in force first, then those to come, then those ended."""
    rows = session.scalars(select(RoleGrant).where(RoleGrant.user_id == user_id)).all()
    held = [
        HeldRole(
            row.id, row.role, areas.label(row.area_id), row.valid_from, row.valid_until,
            _state(row, day),
        )
        for row in rows
    ]  # fmt: skip
    order = ("now", "later", "ended")
    return tuple(sorted(held, key=lambda role: (order.index(role.state), role.number)))


def _state(row: RoleGrant, day: date) -> str:
    if row.valid_until is not None and row.valid_until <= max(day, row.valid_from):
        return "ended"
    return "later" if row.valid_from > day else "now"


def views_of(
    session: Session, changes: Iterable[AccountChange], actor: Actor
) -> tuple[ChangeView, ...]:
    """Return changes in words, with the names of those who asked and decided."""
    rows = list(changes)
    before = {
        grant.id: grant.area_id
        for grant in session.scalars(
            select(RoleGrant).where(RoleGrant.id.in_({row.grant_id for row in rows}))
        )
    }
    people = {number for row in rows for number in (row.user_id, row.asked_by, row.decided_by)}
    users = {user.id: user for user in session.scalars(select(User).where(User.id.in_(people)))}
    return tuple(_view(row, users, before, actor) for row in rows)


def _view(
    row: AccountChange, users: dict[int, User], before: dict[int, int], actor: Actor
) -> ChangeView:
    owner = users[row.user_id]
    asker, decider = users.get(row.asked_by or 0), users.get(row.decided_by or 0)
    from_unit = before.get(row.grant_id or 0) if row.kind == "unit" else None
    return ChangeView(
        number=row.id,
        username=owner.username,
        full_name=owner.full_name,
        kind=row.kind,
        role=row.role,
        unit=areas.label(row.area_id) if row.area_id else "",
        unit_before=areas.label(from_unit) if from_unit else "",
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        asked_at=row.asked_at,
        asked_by=asker.full_name if asker else "",
        decided_at=row.decided_at,
        decided_by=decider.full_name if decider else "",
        outcome=row.outcome,
        to_decide=not row.outcome and may_decide(actor, row),
    )


def list_waiting(actor: Actor, *, now: datetime) -> tuple[ChangeView, ...]:
    """Return every change that waits for a second person, the oldest first."""
    with desk.reading(actor, Act.ACCOUNT_DECIDE, now=now) as door:
        rows = door.session.scalars(
            select(AccountChange).where(AccountChange.outcome == "").order_by(AccountChange.id)
        ).all()
        door.log("account_changes:all", None, rows=len(rows))
        return views_of(door.session, rows, actor)


def read_waiting(actor: Actor, number: int, *, now: datetime) -> ChangeView:
    """Return one change that waits; Missing when there is none of this number."""
    with desk.reading(actor, Act.ACCOUNT_DECIDE, now=now) as door:
        row = door.find(AccountChange, id=number, outcome="")
        door.log(f"account_changes:{number}")
        return views_of(door.session, [row], actor)[0]


def read_account(actor: Actor, username: str, *, now: datetime, clock: datetime) -> AccountView:
    """Return one account for an administrator; Missing when there is none of this name."""
    with desk.reading(actor, Act.ACCOUNT_MANAGE, now=now) as door:
        user = door.find(User, username=username.strip().casefold())
        waiting = door.session.scalars(
            select(AccountChange)
            .where(AccountChange.user_id == user.id, AccountChange.outcome == "")
            .order_by(AccountChange.id)
        ).all()
        door.log(f"user:{user.id}")
        return AccountView(
            user.username,
            user.full_name,
            user.disabled_at is not None,
            user.totp_sealed is not None,
            user.phone,
            roles_of(door.session, user.id, local_day(now)),
            open_sessions(door.session, user.id, clock),
            views_of(door.session, waiting, actor),
            ends_of_first(user.password_set_at) if user.must_change_password else None,
        )


def revoke(
    actor: Actor, username: str, number: int | None, *, now: datetime, clock: datetime
) -> None:
    """End one of an account's sessions, or all without a number; Missing for an unknown one."""
    with desk.writing(actor, Act.ACCOUNT_MANAGE, now=now) as door:
        user = door.find(User, username=username.strip().casefold())
        if number is None:
            ended = end_sessions(door.session, user.id, clock)
            door.log(f"user:{user.id}", None, sessions_ended=ended)
        elif end_one(door.session, user.id, number, clock):
            door.log(f"user:{user.id}", None, session_ended=number)
        else:
            raise Missing(f"sign_ins:{number}")
