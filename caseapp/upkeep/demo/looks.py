"""Lets made-up staff look at the newest case of each ward, so that its log tells of somebody."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.records.cases import Case
from caseapp.rules.access import Act, Actor, Grant, Role
from caseapp.rules.outcomes import Missing
from caseapp.rules.units import REFORM
from caseapp.upkeep.demo.accounts import Staff
from caseapp.upkeep.demo.wards import DOZEN


def write_looks(staff: Staff, now: datetime) -> None:
    """Read and print through the door as the staff do; a neighbour tries, and is refused."""
    for number, unit in enumerate(DOZEN):
        chair = _actor(staff.chairs[unit], Role.CHAIR, unit)
        code = _newest_case(chair, now)
        if code is None:
            continue
        officer = _actor(staff.officers[unit], Role.OFFICER, unit)
        neighbour = DOZEN[(number + 1) % len(DOZEN)]
        stranger = _actor(staff.officers[neighbour], Role.OFFICER, neighbour)
        for who, act in (
            (officer, Act.CASE_READ),
            (stranger, Act.CASE_READ),
            (chair, Act.CASE_READ),
            (officer, Act.CASE_PRINT),
        ):
            _look(who, act, code, now)


def _actor(user_id: int, role: Role, unit: int) -> Actor:
    return Actor(user_id, f"demo-{role}", (Grant(role, frozenset({unit}), REFORM, None),))


def _newest_case(chair: Actor, now: datetime) -> str | None:
    with desk.reading(chair, Act.CASE_LIST, now=now) as door:
        newest = select(Case).order_by(Case.opened_at.desc(), Case.id.desc()).limit(1)
        case = door.session.scalars(newest).first()
        door.log("cases:list", None, rows=int(case is not None))
        return case.code if case else None


def _look(who: Actor, act: Act, code: str, now: datetime) -> None:
    with suppress(Missing), desk.reading(who, act, now=now) as door:
        case = door.find(Case, code=code)
        door.log(f"case:{case.id}", case.area_id)
