"""The city's calendar: free and swapped days by its decisions, on top of the law's own table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.staff import name_of
from caseapp.records.calendar_days import CalendarDays
from caseapp.rules.access import Act, Actor
from caseapp.rules.calendar import FREE, Calendar, FreeDays
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken

_MOST: Final = 60
"""So many days one entry may have: a longer span is a slip of the pen."""


@dataclass(frozen=True)
class DaysView:
    """One entry of the city's: free days, or days worked instead of others."""

    number: int
    kind: str
    first: date
    last: date
    name: str
    decision: str
    entered_at: datetime
    entered_by: str
    withdrawn_at: datetime | None


def calendar_of(door: desk.Door) -> Calendar:
    """Return the calendar by which working days count now."""
    rows = door.session.scalars(select(CalendarDays).where(CalendarDays.withdrawn_at.is_(None)))
    free, worked = list(FREE), set[date]()
    for row in rows:
        if row.kind == "free":
            free.append(FreeDays(row.first_day, row.last_day, row.name, row.decision))
        else:
            days = (row.last_day - row.first_day).days + 1
            worked |= {row.first_day + timedelta(days=number) for number in range(days)}
    return Calendar(tuple(free), frozenset(worked))


def list_days(actor: Actor, *, now: datetime) -> list[DaysView]:
    """Return what the city entered, the newest days first, with what was withdrawn."""
    with desk.reading(actor, Act.HOME_READ, now=now) as door:
        rows = door.session.scalars(
            select(CalendarDays).order_by(CalendarDays.first_day.desc(), CalendarDays.id.desc())
        ).all()
        door.log("calendar:list", None, rows=len(rows))
        return [
            DaysView(
                number,
                row.kind,
                row.first_day,
                row.last_day,
                row.name,
                row.decision,
                row.entered_at,
                name_of(door, row.entered_by),
                row.withdrawn_at,
            )
            for number, row in ((row.id, row) for row in rows)
        ]


def add_days(
    actor: Actor,
    *,
    kind: str,
    first: date,
    last: date | None,
    name: str,
    decision: str,
    now: datetime,
    post: str = "",
) -> None:
    """Enter free or swapped days with the decision behind them; running clocks are counted anew.

    The worker's next round moves the ends of the clocks and tells the supervisors of each.
    """
    if kind not in {"free", "worked"}:
        raise RuleBroken("Choose free days, or days that are worked", field="kind")
    if not name.strip():
        raise RuleBroken("Say what these days are", field="name")
    if not decision.strip():
        raise RuleBroken("Enter the number of the decision or notice", field="decision")
    until = last or first
    if until < first:
        raise RuleBroken("The last day lies before the first", field="last")
    if (until - first).days >= _MOST:
        raise RuleBroken("Enter at most 60 days at once", field="last")
    with desk.writing(actor, Act.CALENDAR_SET, now=now, post=post) as door:
        row = CalendarDays(
            kind=kind,
            first_day=first,
            last_day=until,
            name=name.strip(),
            decision=decision.strip(),
            entered_at=now,
            entered_by=actor.user_id,
        )
        door.session.add(row)
        door.session.flush()
        door.log(f"calendar:{row.id}", None, kind=kind)
        door.made = str(row.id)


def withdraw_days(actor: Actor, number: int, *, now: datetime) -> None:
    """Withdraw an entry that was wrong; it stays in the list, and clocks are counted anew."""
    with desk.writing(actor, Act.CALENDAR_SET, now=now) as door:
        row = door.find(CalendarDays, id=number)
        if row.withdrawn_at is not None:
            raise Missing(f"calendar_days:{number}")
        row.withdrawn_at, row.withdrawn_by = now, actor.user_id
        door.log(f"calendar:{row.id}", None, withdrawn=True)
