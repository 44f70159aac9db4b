"""Ends that are counted anew while a clock runs: by the city's calendar, from a corrected receipt.

An end that the supervisor set, or a pause moved, stays; so does one that is past: late stays late.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select

from caseapp import desk
from caseapp.casework.calendars import calendar_of
from caseapp.casework.case_clocks import OF_PLAN, clocks_of
from caseapp.casework.clock_changes import COUNTED, keep_change
from caseapp.casework.notices import Subject, tell_supervisors
from caseapp.records.case_clocks import CaseClock, ClockChange
from caseapp.records.cases import Case
from caseapp.rules.clocks import CLOCKS, due

_BY_HAND = select(ClockChange.clock_id).where(ClockChange.kind != COUNTED)


def count_by_calendar(door: desk.Door) -> int:
    """Count every running clock in working days by today's calendar; return how many ends moved."""
    by_days = [name for name, clock in CLOCKS.items() if clock.unit == "working_days"]
    asked = _running(door).where(CaseClock.clock.in_(by_days))
    rows = door.session.execute(asked).all()
    return sum(_count(door, case, row, "clock_moved") for row, case in rows)


def count_by_receipt(door: desk.Door, case: Case, old: datetime, new: datetime) -> None:
    """Count the clocks that began at a receipt from its corrected moment.

    From when they count is said anew of all of them. One that an emergency measure holds back has
    no end that holds now, so nothing is listed: let go, it runs as if it never stood.
    """
    running = {row.id for row, _ in door.session.execute(_running(door, case)).all()}
    by_hand = set(door.session.scalars(_BY_HAND.where(ClockChange.case_id == case.id)))
    for row in clocks_of(door, case, *OF_PLAN):
        if row.started_at != old or row.before_use:
            continue
        row.started_at = new
        if row.id in running and _count(door, case, row, "clock_by_receipt"):
            door.log(f"case:{case.id}", case.area_id, clock=row.clock, change="receipt")
        elif row.outcome == "emergency" and row.id not in by_hand:
            row.due_at = due(CLOCKS[row.clock], new, calendar_of(door))
    door.session.flush()


def _running(door: desk.Door, case: Case | None = None) -> Select[tuple[CaseClock, Case]]:
    """Return what asks for the clocks, of one case if given, whose end nobody has settled yet."""
    asked = (
        select(CaseClock, Case)
        .join(Case, Case.id == CaseClock.case_id)
        .where(
            CaseClock.stopped_at.is_(None),
            CaseClock.paused_at.is_(None),
            CaseClock.due_at >= door.now,
            CaseClock.before_use.is_(False),
            CaseClock.id.not_in(_BY_HAND),
            Case.deleted_at.is_(None),
        )
        .order_by(CaseClock.id)
    )
    return asked if case is None else asked.where(Case.id == case.id)


def _count(door: desk.Door, case: Case, row: CaseClock, told: str) -> bool:
    """Count one clock anew; list it for the supervisor when its end moves, and say whether."""
    new = due(CLOCKS[row.clock], row.started_at, calendar_of(door))
    if new == row.due_at:
        return False
    keep_change(door, case, row, COUNTED, new)
    about = Subject(case.code, case.area_id)
    tell_supervisors(door, told, about, cause=f"{row.id} {new:%Y%m%d}")
    return True
