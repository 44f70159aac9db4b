"""The yearly confirmation that help still runs: what is due where, and a unit's word on it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.namings import unit_of
from caseapp.records.children import Assistance, ChildUnit
from caseapp.records.listing import listed
from caseapp.rules.access import Act, Actor
from caseapp.rules.assistance import ask_again_on, year_before
from caseapp.rules.units import territory
from caseapp.rules.values import LOCAL, RuleBroken, local_day

SAID: Final = func.coalesce(Assistance.confirmed_on, Assistance.given_on)
"""When it was last said that a help runs, in a statement."""

RUNS: Final = (Assistance.open_ended, Assistance.deleted_at.is_(None))


def _unsaid(today: date) -> ColumnElement[bool]:
    """Return what tells help of which nobody said for a year that it still runs."""
    return and_(*RUNS, year_before(today) >= SAID)


def due_in(door: desk.Door, unit: int) -> int:
    """Return how many running helps of a unit are to be confirmed today."""
    asked = select(func.count(Assistance.id)).where(
        _unsaid(local_day(door.now)),
        Assistance.child_id.in_(select(ChildUnit.child_id).where(ChildUnit.area_id == unit)),
    )
    return int(door.session.scalar(asked) or 0)


@dataclass(frozen=True)
class ToConfirm:
    """How many running helps of a unit are to be confirmed, and since when the first."""

    code: str
    unit: str
    number: int
    since: datetime


def list_to_confirm(actor: Actor, *, now: datetime) -> list[ToConfirm]:
    """Return the units within reach where the yearly confirmation is due."""
    with desk.reading(actor, Act.ASSISTANCE_RECORD, now=now) as door:
        rows = door.few(_to_confirm(local_day(now))).tuples().all()
        door.log("tasks:confirm_help", None, rows=len(rows))
    return [
        ToConfirm(
            territory().units[unit].code,
            areas.label(unit),
            number,
            datetime.combine(ask_again_on(said), time(), LOCAL),
        )
        for unit, number, said in rows
    ]


@lru_cache(maxsize=4)
def _to_confirm(today: date) -> Select[Any]:
    return (
        select(ChildUnit.area_id, func.count(Assistance.id), func.min(SAID))
        .select_from(Assistance)
        # No help is looked up by a sum, so SQLite walks what runs: little beside all children.
        .join(ChildUnit, ChildUnit.child_id == Assistance.child_id + 0)
        .where(_unsaid(today))
        .group_by(ChildUnit.area_id)
        .order_by(ChildUnit.area_id)
    )


def confirm_running(
    actor: Actor, code: str, rows: Collection[int], *, now: datetime, post: str = ""
) -> str:
    """Record that these helps of a unit's children still run today; return how many.

    One that was ended, withdrawn or confirmed meanwhile is left as it is.
    """
    if not rows:
        raise RuleBroken("Tick the help that still runs", field="rows")
    with desk.writing(actor, Act.ASSISTANCE_RECORD, now=now, post=post) as door:
        unit, today = unit_of(door, code), local_day(now)
        here = select(ChildUnit.child_id).where(ChildUnit.area_id == unit)
        asked = select(Assistance).where(
            Assistance.id.in_(listed(rows)), *RUNS, Assistance.child_id.in_(here)
        )
        found = [row for row in door.session.scalars(asked) if row.confirmed_on != today]
        for row in found:
            row.confirmed_on, row.confirmed_by = today, actor.user_id
            door.log(f"child:{row.child_id}", unit, assistance=row.id, confirmed=True)
        door.made = str(len(found))
        return door.made
