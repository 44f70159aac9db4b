"""What hung on a person whose account was closed, and to whom the supervisor hands it on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.case_lines import event
from caseapp.casework.marked import kept_from
from caseapp.casework.staff import holding
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.notices import Notice
from caseapp.records.own_reach import hidden_codes
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.users import User
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.outcomes import Missing
from caseapp.rules.units import territory
from caseapp.rules.values import RuleBroken


@dataclass(frozen=True)
class Left:
    """What is left in one unit: open cases, reports without a case, drafts, open notices.

    `officers` are who could take it on: sign-in names and full names.
    """

    username: str
    full_name: str
    unit: str
    unit_code: str
    cases: list[tuple[str, str]]
    reports: list[tuple[str, str]]
    drafts: list[tuple[str, str]]
    notices: int
    officers: list[tuple[str, str]]


def list_left(actor: Actor, *, now: datetime) -> list[Left]:
    """Return what hangs on closed accounts in the units within reach, by person and unit."""
    with desk.reading(actor, Act.ACCOUNT_HAND_ON, now=now) as door:
        closed = door.session.scalars(
            select(User).where(User.disabled_at.is_not(None)).order_by(User.full_name, User.id)
        ).all()
        found = [left for user in closed for left in _of_person(door, user)]
        door.log("handing_on:list", None, rows=len(found))
        return found


def hand_on(
    actor: Actor, username: str, unit: str, *, to: str, now: datetime, post: str = ""
) -> int:
    """Give a closed account's open cases and notices in a unit to an officer there.

    Return how many cases stay because they are kept from that officer; notices of such stay too.
    A line of each timeline says to whom. Raises RuleBroken for nobody of the list, Missing for
    what is not there.
    """
    with desk.writing(actor, Act.ACCOUNT_HAND_ON, now=now, post=post) as door:
        user = door.find(User, username=username)
        if user.disabled_at is None:
            raise Missing(f"user:{user.id}")
        area_id = _unit(door, unit)
        people = {u.username: u for u, _ in holding(door, [Role.OFFICER], [area_id])}
        if to not in people:
            raise RuleBroken("Choose an officer of the list", field="officer")
        chosen, stay = people[to], 0
        for case in _cases(door, user, area_id):
            if chosen.id in kept_from(door, door.session.get_one(Child, case.child_id)):
                stay += 1
                continue
            case.officer_id = chosen.id
            door.session.add(event(door, case, "assigned", now, detail=chosen.full_name))
            door.log(f"case:{case.id}", area_id, officer=chosen.id)
        for notice in _notices(door, user, area_id, seen_by=Actor(chosen.id, chosen.full_name)):
            notice.user_id = chosen.id
        door.log(f"user:{user.id}", area_id, handed_on_to=chosen.id, stay=stay)
        door.made = str(stay)
        return stay


def _unit(door: desk.Door, code: str) -> int:
    units = {row.code: row.id for row in territory().units.values() if row.until is None}
    if code not in units or not door.scope.covers(units[code]):
        raise Missing(f"areas:{code[:10]}")
    return units[code]


def _cases(door: desk.Door, user: User, area_id: int) -> list[Case]:
    open_ones = select(Case).where(
        Case.officer_id == user.id,
        Case.area_id == area_id,
        Case.state != "closed",
        Case.deleted_at.is_(None),
    )
    return list(door.session.scalars(open_ones.order_by(Case.id)))


def _notices(door: desk.Door, user: User, area_id: int, *, seen_by: Actor) -> list[Notice]:
    """Return what waits for a person, less what is kept from somebody: not even counted."""
    hidden = hidden_codes(door.session, seen_by)
    waiting = Notice.user_id == user.id, Notice.area_id == area_id, Notice.ended_at.is_(None)
    found = door.session.scalars(select(Notice).where(*waiting))
    return [notice for notice in found if notice.mark not in hidden]


def _of_person(door: desk.Door, user: User) -> list[Left]:
    """Return what is left of a person, unit by unit; notices alone are no work."""
    child = func.coalesce(Child.full_name, "")
    cases = (
        select(Case.area_id, Case.code, child)
        .join(Child, Child.id == Case.child_id)
        .where(Case.officer_id == user.id, Case.state != "closed", Case.deleted_at.is_(None))
    )
    reports = select(Report.area_id, Report.code, Report.child_name).where(
        Report.entered_by == user.id, Report.state == "received", Report.deleted_at.is_(None),
        Report.imported.is_(False),
    )  # fmt: skip
    drafts = (
        select(Referral.area_id, Referral.code, child)
        .join(Child, Child.id == Referral.child_id)
        .outerjoin(Case, Case.id == Referral.case_id)
        .where(
            Referral.entered_by == user.id,
            Referral.state == "draft",
            Case.deleted_at.is_(None),
        )
    )
    found: dict[int, tuple[list[tuple[str, str]], ...]] = {}
    for place, asked in enumerate((cases, reports, drafts)):
        for area_id, code, about in door.session.execute(asked):
            found.setdefault(area_id, ([], [], []))[place].append((code, about))
    return [_left(door, user, area_id, *lists) for area_id, lists in sorted(found.items())]


def _left(
    door: desk.Door,
    user: User,
    area_id: int,
    cases: list[tuple[str, str]],
    reports: list[tuple[str, str]],
    drafts: list[tuple[str, str]],
) -> Left:
    officers = {u.username: u.full_name for u, _ in holding(door, [Role.OFFICER], [area_id])}
    return Left(
        user.username,
        user.full_name,
        areas.label(area_id),
        territory().units[area_id].code,
        cases,
        reports,
        drafts,
        len(_notices(door, user, area_id, seen_by=door.actor)),
        list(officers.items()),
    )
