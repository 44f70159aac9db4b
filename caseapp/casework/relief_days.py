"""Within how many days relief is in time: the city's setting, dated, with its decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseapp import desk
from caseapp.casework.city_settings import decide, held, history, withdraw
from caseapp.rules.access import Act, Actor
from caseapp.rules.disasters import DEFAULT_RELIEF_DAYS, MOST_RELIEF_DAYS, RELIEF_DAYS
from caseapp.rules.values import RuleBroken


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
        rows = history(door, (RELIEF_DAYS,))
        door.log("settings:relief_days", None, rows=len(rows))
        return [
            DaysSet(
                row.number,
                int(row.value),
                row.decision,
                row.valid_from,
                row.entered_at,
                row.entered_by,
                withdrawn=row.withdrawn,
                holds=row.holds,
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
    with desk.writing(actor, Act.RELIEF_DAYS_SET, now=now, post=post) as door:
        decide(door, RELIEF_DAYS, str(days), decision=decision, valid_from=valid_from)


def withdraw_relief_days(actor: Actor, number: int, *, now: datetime) -> None:
    """Withdraw a decision that was entered wrongly: it holds on no day, and stays in the list."""
    with desk.writing(actor, Act.RELIEF_DAYS_SET, now=now) as door:
        withdraw(door, number, (RELIEF_DAYS,))


def relief_days_on(door: desk.Door, day: date) -> int:
    """Return within how many days relief is in time by what holds on a day (as indicator 12)."""
    row = held(door, RELIEF_DAYS, day)
    return DEFAULT_RELIEF_DAYS if row is None else int(row.value)
