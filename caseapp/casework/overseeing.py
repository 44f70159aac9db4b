"""The supervisor's desk: how much stands in each list, and each list page by page.

One query feeds the number and the list. Everything goes through the row filter: what is kept from
the reader stands in no list and is not counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, Select, func, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.calendars import calendar_of
from caseapp.casework.officer_load import Load, loads_of
from caseapp.casework.officers_away import Absence, absences_of
from caseapp.casework.overseen_cases import asked_of
from caseapp.casework.overseen_limits import late_limits, of_unit, unanswered
from caseapp.casework.staff import decider_name
from caseapp.records.cases import Case, CaseEvent
from caseapp.records.children import Child
from caseapp.records.users import User
from caseapp.rules.access import Act, Actor, scope_for
from caseapp.rules.answer_terms import ANSWER, due
from caseapp.rules.calendar import Calendar, end_of_day
from caseapp.rules.clocks import Standing, standing
from caseapp.rules.outcomes import Missing
from caseapp.rules.supervision import (
    AWAY,
    HIGH_CLOSED,
    LATE,
    LOAD,
    UNANSWERED,
    UNJUDGED_AS,
    UNSEEN,
    WATCHES,
)
from caseapp.rules.units import CITY_ID, ELSEWHERE, territory
from caseapp.rules.values import LOCAL, local_day
from caseapp.rules.visits import next_visit

PAGE: Final = 50
_LONGEST_REASON: Final = 300


@dataclass(frozen=True)
class Overseen:
    """A line of a list: `code` is of a case, a report or a referral, `kind` of a limit.

    `case` is the code of the case to which an officer can be assigned, '' for none. `since` is what
    the list counts from; `clock` says how late it is where an end is known.
    """

    code: str
    about: str
    unit: str
    unit_id: int
    officer: str
    level: str
    case: str
    since: datetime
    state: str = ""
    """Of an officer who cannot be in charge: `closed` (account), `left` (the unit) or `kept`."""
    kind: str = ""
    clock: Standing | None = None
    idle: bool = False
    overdue: bool = False
    times: int = 0
    decided_by: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Page:
    """A page of a list: how many lines there are in all, and whether more follow these."""

    lines: Sequence[Any]
    number: int
    more: bool


def count_all(actor: Actor, *, unit: str, now: datetime) -> Mapping[str, int]:
    """Return how many lines stand in each list, of one unit or of all within reach."""
    with desk.reading(actor, Act.SUPERVISION_READ, now=now) as door:
        area = _unit(door, unit)
        found = {watch.name: _number(door, watch.name, area) for watch in WATCHES}
        door.log("supervision:counts", area)
        return found


def list_lines(actor: Actor, name: str, *, unit: str, page: int, now: datetime) -> Page:
    """Return a page of 50 lines of a list of cases, reports or referrals."""
    with desk.reading(actor, Act.SUPERVISION_READ, now=now) as door:
        area = _unit(door, unit)
        asked = _asked(door, name, area)
        number = _count(door, asked)
        first = (page - 1) * PAGE
        rows = door.few(asked.limit(PAGE).offset(first)).all()
        beside = _Beside(calendar_of(door), _officers(door, rows))
        lines = [_line(door, name, row, beside) for row in rows]
        if name == HIGH_CLOSED.name:
            lines = _with_reasons(door, rows, lines)
        door.log(f"supervision:{name}", area, rows=len(lines))
        return Page(lines, number, first + len(lines) < number)


def list_load(actor: Actor, *, unit: str, page: int, now: datetime) -> Page:
    """Return a page of the officers (officer_load.Load) with what each has in hand."""
    return _sliced(actor, LOAD.name, unit, page, now)


def list_absences(actor: Actor, *, unit: str, page: int, now: datetime) -> Page:
    """Return a page of what is known of absences (officers_away.Absence)."""
    return _sliced(actor, AWAY.name, unit, page, now)


def _sliced(actor: Actor, name: str, unit: str, page: int, now: datetime) -> Page:
    with desk.reading(actor, Act.SUPERVISION_READ, now=now) as door:
        area = _unit(door, unit)
        found = _people(door, name, area)
        first = (page - 1) * PAGE
        lines = found[first : first + PAGE]
        door.log(f"supervision:{name}", area, rows=len(lines))
        return Page(lines, len(found), first + len(lines) < len(found))


def _people(door: desk.Door, name: str, area: int | None) -> Sequence[Load | Absence]:
    return loads_of(door, area) if name == LOAD.name else absences_of(door, area)


def units_within(actor: Actor, *, now: datetime) -> frozenset[int] | None:
    """Return the units that the reader supervises; None for the whole city."""
    return scope_for(actor, Act.SUPERVISION_READ, local_day(now)).units


def _unit(door: desk.Door, code: str) -> int | None:
    """Return the unit of today that bears the code, None for ''; Missing outside the reach."""
    if not code:
        return None
    unit = territory().at(code, local_day(door.now))
    if unit is None or unit.id in {CITY_ID, *ELSEWHERE.values()} or not door.scope.covers(unit.id):
        raise Missing(f"areas:{code[:10]}")
    return unit.id


def _asked(door: desk.Door, name: str, area: int | None) -> Select[Any]:
    if name == LATE.name:
        return late_limits(door.now, area)
    return of_unit(unanswered(door) if name == UNANSWERED.name else asked_of(name, door), area)


def _number(door: desk.Door, name: str, area: int | None) -> int:
    if name in {LOAD.name, AWAY.name}:
        return len(_people(door, name, area))
    return _count(door, _asked(door, name, area))


def _count(door: desk.Door, asked: Select[Any]) -> int:
    rows = asked.order_by(None).subquery("listed")
    return int(door.few(select(func.count()).select_from(rows)).scalar_one())


class _Beside(NamedTuple):
    """What the lines of a page need beside their rows, asked once."""

    calendar: Calendar
    people: Mapping[int | None, tuple[str, bool]]
    """Name, and whether the account is closed, of the officers in charge."""


def _officers(door: desk.Door, rows: Sequence[Row[Any]]) -> Mapping[int | None, tuple[str, bool]]:
    """Return the officers in charge by their accounts."""
    numbers = sorted({row.officer_id for row in rows if row.officer_id is not None})
    asked = select(User.id, User.full_name, User.disabled_at).where(User.id.in_(numbers))
    found = door.session.execute(asked)
    return {row.id: (row.full_name, row.disabled_at is not None) for row in found}


def _line(door: desk.Door, name: str, row: Row[Any], beside: _Beside) -> Overseen:
    told = row._asdict()
    since = _moment(told["since"])
    officer, closed = beside.people.get(told["officer_id"], ("", False))
    return Overseen(
        code=told["code"],
        about=told["about"],
        unit=areas.label(told["area_id"]),
        unit_id=told["area_id"],
        officer=officer,
        level=told["level"],
        case=told["case"],
        since=since,
        state=_state(officer, closed=closed, kept=told["kept"]) if "kept" in told else "",
        kind=told.get("kind", ""),
        clock=_clock(name, told, since, (door.now, beside.calendar)),
        idle=bool(told.get("idle")),
        overdue=bool(told.get("overdue")),
        times=told.get("times", 0),
    )


def _state(officer: str, *, closed: bool, kept: bool) -> str:
    """Return why somebody named cannot be in charge, '' for nobody by name."""
    if not officer:
        return ""
    return "closed" if closed else "kept" if kept else "left"


def _moment(value: date) -> datetime:
    """Return a moment, or when a day begins."""
    return value if isinstance(value, datetime) else datetime.combine(value, time(), LOCAL)


def _clock(
    name: str, told: Mapping[str, Any], since: datetime, today: tuple[datetime, Calendar]
) -> Standing | None:
    """Return how a line stands to the end that it passed, where there is one."""
    now, calendar = today
    if name == LATE.name:
        return standing(since, now)
    if name == UNANSWERED.name:
        return standing(due(ANSWER, local_day(since), calendar), now)
    if name == UNSEEN.name:
        level = told["level"] or UNJUDGED_AS
        last = next_visit(level, local_day(since), local_day(now))
        return standing(end_of_day(last), now) if last else None
    return None


def _with_reasons(
    door: desk.Door, rows: Sequence[Row[Any]], lines: Sequence[Overseen]
) -> list[Overseen]:
    """Add who decided to close each case, and why: its newest closing."""
    numbers = [row.id for row in rows]
    asked = (
        select(CaseEvent, Child.key_id)
        .join(Case, Case.id == CaseEvent.case_id)
        .join(Child, Child.id == Case.child_id)
        .where(CaseEvent.case_id.in_(numbers), CaseEvent.kind == "close")
        .order_by(CaseEvent.id)
    )
    newest = {found.CaseEvent.case_id: found for found in door.few(asked)}
    return [
        _with_reason(door, line, newest[number]) if number in newest else line
        for number, line in zip(numbers, lines, strict=True)
    ]


def _with_reason(door: desk.Door, line: Overseen, found: Row[Any]) -> Overseen:
    event: CaseEvent = found.CaseEvent
    words = door.unseal(found.key_id, "case_events.text", event.id, event.text)
    by = decider_name(door, event.entered_by, event.naming_id)
    return replace(line, decided_by=by, reason=_short(words))


def _short(words: str) -> str:
    """Return what fits into a line of a list; the case tells the rest."""
    if len(words) <= _LONGEST_REASON:
        return words
    return f"{words[:_LONGEST_REASON].rstrip()}…"
