"""Within how many days relief is in time: the city's setting, dated, with its decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from caseapp import desk
from caseapp.casework.staff import name_of
from caseapp.records.settings import Setting
from caseapp.rules.access import Act, Actor
from caseapp.rules.disasters import DEFAULT_RELIEF_DAYS, MOST_RELIEF_DAYS, RELIEF_DAYS
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken, local_day

_HOLDS = (
    Setting.name == RELIEF_DAYS,
    func.coalesce(Setting.valid_until, date.max) > Setting.valid_from,
)
"""What was not withdrawn."""


@dataclass(frozen=True)
class DaysSet:
    """One decision: so many days from a day on, until the next one begins."""

    number: int
    days: int
    decision: str
    valid_from: date
    entered_at: datetime
    entered_by: str
    withdrawn: bool
    holds: bool


def list_relief_days(actor: Actor, *, now: datetime) -> list[DaysSet]:
    """Return what the city decided, the newest first, with what was withdrawn."""
    with desk.reading(actor, Act.HOME_READ, now=now) as door:
        rows = door.session.scalars(
            select(Setting)
            .where(Setting.name == RELIEF_DAYS)
            .order_by(Setting.valid_from.desc(), Setting.id.desc())
        ).all()
        door.log("settings:relief_days", None, rows=len(rows))
        held = _held(door, local_day(now))
        return [
            DaysSet(
                row.id,
                int(row.value),
                row.decision,
                row.valid_from,
                row.entered_at,
                name_of(door, row.entered_by),
                withdrawn=row.valid_until is not None and row.valid_until <= row.valid_from,
                holds=held is not None and row.id == held.id,
            )
            for row in rows
        ]


def set_relief_days(
    actor: Actor, days: int, valid_from: date, decision: str, *, now: datetime, post: str = ""
) -> None:
    """Enter how many days the city decided on, in force from a day until the next one begins.

    Figures of periods that end on that day or later count by it; frozen ones stay as they are.
    """
    if not 0 <= days <= MOST_RELIEF_DAYS:
        raise RuleBroken("Enter 0 to 30 days", field="days")
    if not decision.strip():
        raise RuleBroken("Enter the number of the decision or notice", field="decision")
    with desk.writing(actor, Act.RELIEF_DAYS_SET, now=now, post=post) as door:
        same = select(Setting.id).where(*_HOLDS, Setting.valid_from == valid_from)
        if door.session.scalar(same) is not None:
            raise RuleBroken(
                "Another decision is in force from that day: withdraw it first", field="valid_from"
            )
        row = Setting(
            name=RELIEF_DAYS,
            value=str(days),
            decision=decision.strip(),
            valid_from=valid_from,
            entered_at=now,
            entered_by=actor.user_id,
        )
        door.session.add(row)
        door.session.flush()
        door.log(f"setting:{row.id}", None, relief_days=days)
        door.made = str(row.id)


def withdraw_relief_days(actor: Actor, number: int, *, now: datetime) -> None:
    """Withdraw a decision that was entered wrongly: it holds on no day, and stays in the list."""
    with desk.writing(actor, Act.RELIEF_DAYS_SET, now=now) as door:
        row = door.find(Setting, id=number, name=RELIEF_DAYS)
        if row.valid_until is not None and row.valid_until <= row.valid_from:
            raise Missing(f"settings:{number}")
        row.valid_until = row.valid_from
        door.log(f"setting:{row.id}", None, withdrawn=True)


def relief_days_on(door: desk.Door, day: date) -> int:
    """Return within how many days relief is in time by what holds on a day (as indicator 12)."""
    row = _held(door, day)
    return DEFAULT_RELIEF_DAYS if row is None else int(row.value)


def _held(door: desk.Door, day: date) -> Setting | None:
    asked = select(Setting).where(
        Setting.name == RELIEF_DAYS,
        Setting.valid_from <= day,
        func.coalesce(Setting.valid_until, date.max) > day,
    )
    return door.session.scalars(asked.order_by(Setting.valid_from.desc()).limit(1)).first()
