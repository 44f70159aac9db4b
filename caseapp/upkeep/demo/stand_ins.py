"""Made-up namings: a ward with two vice chairs, one in force, and an officer with a stand-in."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from caseapp.records.standing_in import Naming
from caseapp.rules.access import Role
from caseapp.rules.values import local_day
from caseapp.upkeep.demo.telling import Telling
from caseapp.upkeep.demo.wards import DOZEN

_NAMED_AGO: Final = timedelta(days=1, hours=3)
_DAYS: Final = 30
_STOOD_IN_FOR, _STANDS_IN = DOZEN[4], DOZEN[3]


def write_stand_ins(told: Telling) -> None:
    """Name the first ward's deputies, the second one for later, and an officer of the fifth's."""
    staff = told.staff
    for place, deputy in enumerate(staff.deputies):
        chair = staff.chairs[DOZEN[0]]
        _name(told, Role.CHAIR, DOZEN[0], deputy, chair, rank=place + 1, later=place)
    officer = staff.officers[_STOOD_IN_FOR]
    _name(
        told, Role.OFFICER, _STOOD_IN_FOR, staff.officers[_STANDS_IN], officer,
        instead=officer,
    )  # fmt: skip


def _name(
    told: Telling,
    role: Role,
    unit: int,
    who: int,
    by: int,
    *,
    rank: int = 1,
    later: int = 0,
    instead: int | None = None,
) -> None:
    at = told.span.end - _NAMED_AGO
    first = local_day(at) + timedelta(days=later * _DAYS)
    told.rows.add(
        Naming,
        id=told.rows.new_id(Naming),
        area_id=unit,
        role=role.value,
        user_id=who,
        for_id=instead,
        rank=rank,
        valid_from=first,
        valid_until=first + timedelta(days=_DAYS),
        entered_at=at,
        entered_by=by,
    )
