"""Who speaks for an agency: accounts with that role, tied to it and taken off by the supervisor.

The administrator gives the role, the supervisor says for which agency: one alone opens nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select

from caseapp import desk
from caseapp.casework.staff import holding
from caseapp.records.agencies import Agency, AgencyMember
from caseapp.records.users import User
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.matching import name_order
from caseapp.rules.units import CITY_ID
from caseapp.rules.values import RuleBroken, local_day


@dataclass(frozen=True)
class Member:
    """An account that speaks for the agency; `holds_role`: it may open the inbox today."""

    number: int
    username: str
    full_name: str
    since: date
    holds_role: bool


@dataclass(frozen=True)
class Members:
    """An agency with those who speak for it, and the accounts that could (name, words)."""

    number: int
    agency: str
    members: list[Member]
    offered: list[tuple[str, str]]


def read_members(actor: Actor, number: int, *, now: datetime) -> Members:
    """Return who speaks for an agency today, and which accounts hold the role beside them."""
    with desk.reading(actor, Act.AGENCY_MANAGE, now=now) as door:
        agency = door.find(Agency, id=number)
        door.log(f"agency:{agency.id}", None)
        able = {user.id: user for user, _ in holding(door, [Role.AGENCY], [CITY_ID])}
        rows = door.session.execute(
            select(AgencyMember, User)
            .join(User, User.id == AgencyMember.user_id)
            .where(AgencyMember.agency_id == agency.id, _in_force(local_day(now)))
            .order_by(AgencyMember.id)
        ).all()
        rows = sorted(rows, key=lambda row: name_order(row.User.full_name))
        tied = {user.id for _, user in rows}
        return Members(
            agency.id,
            agency.name,
            [
                Member(row.id, user.username, user.full_name, row.valid_from, user.id in able)
                for row, user in rows
            ],
            [
                (user.username, f"{user.full_name} ({user.username})")
                for user in able.values()
                if user.id not in tied
            ],
        )


def _in_force(day: date) -> ColumnElement[bool]:
    return or_(AgencyMember.valid_until.is_(None), AgencyMember.valid_until > day)


def tie_member(actor: Actor, number: int, username: str, *, now: datetime, post: str = "") -> str:
    """Let an account that holds the role speak for the agency from today on."""
    with desk.writing(actor, Act.AGENCY_MANAGE, now=now, post=post) as door:
        agency = door.find(Agency, id=number)
        able = {user.username: user for user, _ in holding(door, [Role.AGENCY], [CITY_ID])}
        user = able.get(username)
        if user is None:
            raise RuleBroken("Choose an account with the role of an agency", field="username")
        tied = select(AgencyMember.id).where(
            AgencyMember.agency_id == agency.id,
            AgencyMember.user_id == user.id,
            _in_force(local_day(now)),
        )
        if door.session.scalars(tied).first() is not None:
            raise RuleBroken("This account speaks for the agency already", field="username")
        row = AgencyMember(
            agency_id=agency.id,
            user_id=user.id,
            valid_from=local_day(now),
            entered_at=now,
            entered_by=actor.user_id,
        )
        door.session.add(row)
        door.session.flush()
        door.log(f"agency:{agency.id}", None, member=user.id)
        door.made = str(agency.id)
        return door.made


def end_member(actor: Actor, number: int, member: int, *, now: datetime) -> None:
    """Take an account off the agency at once; again is no fault."""
    with desk.writing(actor, Act.AGENCY_MANAGE, now=now) as door:
        row = door.find(AgencyMember, id=member, agency_id=number)
        if row.valid_until is None:
            row.valid_until, row.ended_by = local_day(now), actor.user_id
        door.log(f"agency:{number}", None, member_ended=row.user_id)
