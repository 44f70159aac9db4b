"""Ends that are moved while a clock runs: by the supervisor's word, and the list of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.calendars import calendar_of
from caseapp.casework.case_clocks import (
    OF_CASE_CLOCKS,
    OF_PLAN,
    ClockView,
    clocks_of,
    start_clock,
    views_of,
)
from caseapp.casework.case_lines import key_of_case
from caseapp.casework.notices import end
from caseapp.casework.staff import name_of
from caseapp.records.case_clocks import CaseClock, ClockChange
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.rules.access import Act, Actor
from caseapp.rules.calendar import end_of_day
from caseapp.rules.clocks import CLOCKS, Clock, after_pause
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken, local_day

LISTED_FOR: Final = timedelta(days=90)
"""So long the supervisor's list shows a change that was looked at."""

COUNTED: Final = "calendar"
"""The kind of a change that nobody chose: an end that was counted anew."""


@dataclass(frozen=True)
class ChangeView:
    """An end that was moved; `number` counts within the case, `seen_at` is None while it is new.

    `kind` is that of its row, and `receipt` for one that a corrected receipt moved.
    """

    number: int
    case_code: str
    unit: str
    clock: Clock
    kind: str
    old_due_at: datetime
    new_due_at: datetime
    reason: str
    at: datetime
    by: str
    seen_at: datetime | None


@dataclass(frozen=True)
class CaseClocks:
    """The clocks of a case with all that moved them; `may_start`: no plan clock runs or ran out."""

    code: str
    unit_id: int
    clocks: list[ClockView]
    changes: list[ChangeView]
    may_start: bool


def read_clocks(actor: Actor, code: str, *, now: datetime) -> CaseClocks:
    """Return the clocks of a case and their changes, as far as the reader may see the case."""
    with desk.reading(actor, Act.CASE_READ, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        rows = clocks_of(door, case)
        door.log(f"case:{case.id}", case.area_id, clocks=len(rows))
        return CaseClocks(
            case.code,
            case.area_id,
            views_of(rows, now),
            _changes_of(door, case),
            may_start=case.state == "open" and _may_start(rows),
        )


def _may_start(rows: list[CaseClock]) -> bool:
    """Tell whether the officer may start the plan's clocks: none runs, none was kept or missed."""
    return all(row.outcome == "emergency" for row in rows if row.clock in OF_PLAN)


def start_plan(actor: Actor, code: str, *, now: datetime, post: str = "") -> None:
    """Start the plan's clocks now, in a case that has none or whose emergency held them back."""
    with desk.writing(actor, Act.CASE_EDIT, now=now, post=post) as door:
        case = door.find(Case, code=code, deleted_at=None)
        if case.state != "open":
            raise RuleBroken("The case is closed, or about to be: no clock starts in it")
        if not _may_start(clocks_of(door, case)):
            raise RuleBroken("The clocks of the plan run, or have run already")
        for row in clocks_of(door, case, *OF_PLAN):
            row.outcome = "emergency_over"
        for name in OF_PLAN:
            start_clock(door, case, name, now)
        door.log(f"case:{case.id}", case.area_id, clocks="plan")
        door.made = case.code


def pause_clock(
    actor: Actor, code: str, number: int, *, reason: str, now: datetime, post: str = ""
) -> None:
    """Let a clock stand still, for a reason; RuleBroken for a ceiling, and for one that is over."""
    with desk.writing(actor, Act.CLOCK_CHANGE, now=now, post=post) as door:
        case, row = _movable(door, code, number, reason)
        if row.paused_at is not None:
            raise RuleBroken("This clock stands still already")
        if row.due_at < now:
            raise RuleBroken("This clock has run out: late stays late")
        row.paused_at = now
        _move(door, case, row, "pause", row.due_at, reason)


def resume_clock(
    actor: Actor, code: str, number: int, *, reason: str, now: datetime, post: str = ""
) -> None:
    """Let a clock go on; its end moves by the time, or the working days, for which it stood."""
    with desk.writing(actor, Act.CLOCK_CHANGE, now=now, post=post) as door:
        case, row = _movable(door, code, number, reason)
        if row.paused_at is None:
            raise RuleBroken("This clock does not stand still")
        calendar = calendar_of(door)
        new = after_pause(CLOCKS[row.clock], row.due_at, row.paused_at, now, calendar)
        row.paused_at = None
        _move(door, case, row, "resume", new, reason)


def override_clock(
    actor: Actor, code: str, number: int, *, last_day: date, reason: str, now: datetime,
    post: str = "",
) -> None:  # fmt: skip
    """Set another last day, by whose end a running clock is due; for a reason."""
    with desk.writing(actor, Act.CLOCK_CHANGE, now=now, post=post) as door:
        case, row = _movable(door, code, number, reason)
        if row.paused_at is not None:
            raise RuleBroken("This clock stands still: let it go on first")
        if row.due_at < now:
            raise RuleBroken("This clock has run out: late stays late")
        if last_day < local_day(now):
            raise RuleBroken("The last day cannot lie in the past", field="last_day")
        _move(door, case, row, "override", end_of_day(last_day), reason)


def _movable(door: desk.Door, code: str, number: int, reason: str) -> tuple[Case, CaseClock]:
    if not reason.strip():
        raise RuleBroken("Give the reason", field="reason")
    case = door.find(Case, code=code, deleted_at=None)
    rows = clocks_of(door, case)
    if not 1 <= number <= len(rows):
        raise Missing(f"case_clocks:{code},{number}")
    row = rows[number - 1]
    if row.stopped_at is not None or row.before_use:
        raise RuleBroken("This clock is over")
    if CLOCKS[row.clock].ceiling:
        raise RuleBroken("The law sets this as the most: nobody moves its end")
    return case, row


def _move(
    door: desk.Door, case: Case, row: CaseClock, kind: str, new: datetime, reason: str
) -> None:
    """Move an end by the supervisor's word."""
    keep_change(door, case, row, kind, new, reason)
    door.log(f"case:{case.id}", case.area_id, clock=row.clock, change=kind)
    door.made = case.code


def keep_change(
    door: desk.Door, case: Case, row: CaseClock, kind: str, new: datetime, reason: str = ""
) -> None:
    """Write down how an end was moved, and move it; the caller logs it."""
    change = ClockChange(
        clock_id=row.id,
        case_id=case.id,
        area_id=case.area_id,
        kind=kind,
        old_due_at=row.due_at,
        new_due_at=new,
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(change)
    row.due_at = new
    door.session.flush()
    if reason.strip():
        sealed = door.seal(
            key_of_case(door, case), "clock_changes.reason", change.id, reason.strip()
        )
        change.reason = sealed
    end(door, case.code, OF_CASE_CLOCKS, anew=True)


def list_changes(actor: Actor, *, now: datetime) -> list[ChangeView]:
    """Return the moved ends of the supervised units: the new ones first, then those of 90 days."""
    with desk.reading(actor, Act.CLOCK_CHANGE, now=now) as door:
        asked = (
            select(ClockChange.case_id)
            .where(ClockChange.seen_at.is_(None) | (ClockChange.entered_at >= now - LISTED_FOR))
            .distinct()
        )
        cases = door.session.scalars(
            select(Case).where(Case.id.in_(asked), Case.deleted_at.is_(None))
        ).all()
        found = [change for case in cases for change in _changes_of(door, case)]
        door.log("clock_changes:list", None, rows=len(found))
    shown = [each for each in found if each.seen_at is None or each.at >= now - LISTED_FOR]
    return sorted(shown, key=lambda each: (each.seen_at is None, each.at), reverse=True)


def see_change(actor: Actor, code: str, number: int, *, now: datetime) -> None:
    """Take note of a moved end; again is no fault."""
    with desk.writing(actor, Act.CLOCK_CHANGE, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        rows = _rows(door, case)
        if not 1 <= number <= len(rows):
            raise Missing(f"clock_changes:{code},{number}")
        row = rows[number - 1]
        if row.seen_at is None:
            row.seen_at, row.seen_by = now, actor.user_id
        door.log(f"case:{case.id}", case.area_id, clock_change=row.id)


def _rows(door: desk.Door, case: Case) -> list[ClockChange]:
    asked = select(ClockChange).where(ClockChange.case_id == case.id).order_by(ClockChange.id)
    return list(door.session.scalars(asked))


def _changes_of(door: desk.Door, case: Case) -> list[ChangeView]:
    rows = _rows(door, case)
    if not rows:
        return []
    names = {row.id: row.clock for row in clocks_of(door, case)}
    key_id = door.session.get_one(Child, case.child_id).key_id
    return [
        ChangeView(
            number,
            case.code,
            areas.label(case.area_id),
            CLOCKS[names[row.clock_id]],
            _kind(row),
            row.old_due_at,
            row.new_due_at,
            door.unseal(key_id, "clock_changes.reason", row.id, row.reason),
            row.entered_at,
            name_of(door, row.entered_by),
            row.seen_at,
        )
        for number, row in enumerate(rows, 1)
    ]


def _kind(row: ClockChange) -> str:
    """Return what moved an end that was counted anew: the round has no person behind it."""
    return "receipt" if row.kind == COUNTED and row.entered_by is not None else row.kind
