"""How much each officer has in hand: open cases by level of risk, late limits, referrals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.overseen_limits import parts_of_load
from caseapp.casework.staff import held
from caseapp.records.cases import Case
from caseapp.records.users import User
from caseapp.rules.access import Role
from caseapp.rules.supervision import LEVELS

Key = tuple[int, int]
"""A unit and an account."""


@dataclass(frozen=True)
class Load:
    """What one officer has in hand in one unit; `cases` are the open ones by level of risk.

    `state` is empty for who works there as an officer today, else `left` or `closed` (account).
    """

    username: str
    full_name: str
    unit: str
    unit_code: str
    state: str
    cases: dict[str, int]
    late: int
    waiting: int

    @property
    def open_cases(self) -> int:
        """How many open cases there are in all."""
        return sum(self.cases.values())


def loads_of(door: desk.Door, unit: int | None) -> list[Load]:
    """Return the load of every officer within reach, the heaviest first.

    Everybody who works as an officer there today, and whoever still has charge of something.
    """
    in_post = {(p.area_id, u.id) for u, p in _officers(door, unit)}
    cases: dict[Key, dict[str, int]] = {}
    for key, level, number in _open_cases(door, unit):
        cases.setdefault(key, {})[level] = number
    parts = {name: _by_key(door, asked) for name, asked in parts_of_load(door.now, unit)}
    keys = {*in_post, *cases, *parts["late"], *parts["waiting"]}
    people = _people(door, {user for _, user in keys})
    found = [
        Load(
            username=people[user].username,
            full_name=people[user].full_name,
            unit=areas.label(area),
            unit_code=areas.code_of(area),
            state=_state(people[user], door.now, there=(area, user) in in_post),
            cases={level: cases.get((area, user), {}).get(level, 0) for level in LEVELS},
            late=parts["late"].get((area, user), 0),
            waiting=parts["waiting"].get((area, user), 0),
        )
        for area, user in sorted(keys)
    ]
    return sorted(found, key=lambda load: (-load.open_cases, -load.late, load.unit))


def _officers(door: desk.Door, unit: int | None) -> Any:  # noqa: ANN401 - as staff.held returns them
    """Return who holds an officer's post of their own within reach."""
    units = door.scope.units if unit is None else {unit}
    found = held(door.session, [Role.OFFICER], units, now=door.now)
    return [(user, post) for user, post in found if post.naming is None]


def _open_cases(door: desk.Door, unit: int | None) -> list[tuple[Key, str, int]]:
    by = Case.area_id, Case.officer_id, Case.level
    asked = (
        select(*by, func.count(Case.id).label("number"))
        .where(Case.state != "closed", Case.deleted_at.is_(None), Case.officer_id.is_not(None))
        .group_by(*by)
    )
    if unit is not None:
        asked = asked.where(Case.area_id == unit)
    rows = door.session.execute(asked)
    return [((row.area_id, row.officer_id), row.level, row.number) for row in rows]


def _by_key(door: desk.Door, asked: Any) -> dict[Key, int]:  # noqa: ANN401 - a select
    rows = door.few(asked)
    return {(row.area_id, row.officer_id): row.number for row in rows if row.officer_id is not None}


def _people(door: desk.Door, numbers: set[int]) -> dict[int, User]:
    found = door.session.scalars(select(User).where(User.id.in_(sorted(numbers))))
    return {user.id: user for user in found}


def _state(user: User, now: datetime, *, there: bool) -> str:
    if user.disabled_at is not None and user.disabled_at <= now:
        return "closed"
    return "" if there else "left"
