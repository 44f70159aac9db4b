"""Who could decide on emergency measures of a report at a moment: chair, or deputy in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from caseapp import desk
from caseapp.casework.held_by import spells, unit_at
from caseapp.casework.marked import kept_from
from caseapp.casework.staff import holding
from caseapp.casework.standing_in import standing
from caseapp.records.file_stand_ins import FileStandIn
from caseapp.records.reports import Report
from caseapp.records.standing_in import Naming
from caseapp.records.users import RoleGrant, User
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.matching import name_order
from caseapp.rules.values import RuleBroken, local_day, minute_of


@dataclass(frozen=True)
class Decider:
    """Somebody who may be named as the one who decided; `deputy` when standing in for the chair."""

    username: str
    full_name: str
    deputy: bool


def list_deciders(actor: Actor, report_code: str, *, now: datetime) -> list[Decider]:
    """Return who was chair where the report was, or named to stand in, from its receipt until now.

    Units that passed it on count for as long as they had it, and chairs of others who stand in for
    this one file. At which moment the person could decide is asked once the moment is known.
    """
    with desk.reading(actor, Act.MEASURE_RECORD, now=now) as door:
        report = door.find(Report, code=report_code, deleted_at=None)
        door.log(f"report:{report.id}", report.area_id, deciders=True)
        closed = _closed_to(door, report)
        found: dict[int, Decider] = {}
        for user, deputy in _able(door, report):
            if user.id not in closed:
                found.setdefault(user.id, Decider(user.username, user.full_name, deputy))
        return list(found.values())


def _able(door: desk.Door, report: Report) -> Iterator[tuple[User, bool]]:
    """Yield who could decide at some time so far, and whether as a deputy."""
    for unit, first, last in spells(door, report, door.now):
        days = local_day(first), local_day(last)
        yield from ((user, False) for user in _chairs(door, unit, *days))
        yield from ((user, True) for user in _named(door, unit, *days))
    yield from ((user, False) for _, user in _lent(door, report))


def decider_at(
    door: desk.Door, report: Report, username: str, moment: datetime
) -> tuple[int, int | None]:
    """Return the account of the person named and the naming that a deputy's decision rests on.

    The unit is the one that had the report then. RuleBroken for anybody who was not chair of it,
    nor stood in, at that moment; for the person who enters the decision; and for whom the file is
    kept from.
    """
    closed = _closed_to(door, report)
    day, unit = local_day(moment), unit_at(door, report, moment)
    able: list[tuple[User, int | None]] = [(user, None) for user in _chairs(door, unit, day, day)]
    named = standing(door.session, moment, [Role.CHAIR], [unit])
    able += [(user, naming.id) for naming, user in named]
    able += [(user, None) for row, user in _lent(door, report) if _stood_in(row, moment)]
    for user, naming in able:
        still_open = user.disabled_at is None or user.disabled_at > moment
        if user.username == username and user.id not in closed and still_open:
            return user.id, naming
    raise RuleBroken(
        "This person was neither chair of the unit nor stood in at that moment: "
        "check who decided, and when",
        field="decided_by",
    )


def is_away(door: desk.Door, report: Report, user_id: int | None) -> bool:
    """Tell whether somebody can say no more what they decided on a report.

    Their post or naming is over, the report is in another unit, or it is kept from them.
    """
    there = {user.id for user, _ in holding(door, [Role.CHAIR], [report.area_id])}
    there |= {
        user.id
        for row, user in _lent(door, report)
        if _stood_in(row, door.now) and user.disabled_at is None
    }
    return user_id not in there - kept_from(door, report)


def _closed_to(door: desk.Door, report: Report) -> set[int | None]:
    """Return who cannot be named: who enters the decision, and those the file is kept from."""
    return {door.actor.user_id, *kept_from(door, report)}


def _lent(door: desk.Door, report: Report) -> list[tuple[FileStandIn, User]]:
    """Return who stood in for the chair in this one file at any time."""
    rows = door.session.execute(
        select(FileStandIn, User)
        .join(User, User.id == FileStandIn.user_id)
        .where(FileStandIn.report_id == report.id, FileStandIn.role == Role.CHAIR.value)
        .order_by(FileStandIn.id)
    )
    return [(row.FileStandIn, row.User) for row in rows]


def _stood_in(row: FileStandIn, moment: datetime) -> bool:
    """Tell whether a stand-in was one at a moment; forms know no seconds, so its minute counts."""
    begun = minute_of(row.set_at) <= moment
    return begun and (row.ended_at is None or moment < row.ended_at)


def _chairs(door: desk.Door, unit: int, first: date, last: date) -> list[User]:
    """Return whose role as chair of the unit met the days."""
    rows = door.session.scalars(
        select(User)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(
            RoleGrant.role == Role.CHAIR.value,
            RoleGrant.area_id == unit,
            RoleGrant.valid_from <= last,
            or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > first),
        )
        .order_by(User.id)
    )
    return sorted(rows, key=lambda user: name_order(user.full_name))


def _named(door: desk.Door, unit: int, first: date, last: date) -> list[User]:
    """Return who was named to stand in for the unit's chair on some of the days, in their order."""
    rows = door.session.scalars(
        select(User)
        .join(Naming, Naming.user_id == User.id)
        .where(
            Naming.role == Role.CHAIR.value,
            Naming.area_id == unit,
            Naming.valid_from <= last,
            Naming.valid_until > first,
        )
        .order_by(Naming.rank, Naming.id)
    )
    return list(rows)
