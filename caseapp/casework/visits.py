"""Seeing the child while its plan is carried out: when it was seen last, by when it is again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy import case as either

from caseapp import desk
from caseapp.casework.notices import end
from caseapp.records.cases import Case, CaseEvent
from caseapp.records.children import Child
from caseapp.records.papers import Paper
from caseapp.rules.plan_states import IN_FORCE
from caseapp.rules.values import LOCAL, local_day
from caseapp.rules.visits import MEETINGS, Rhythm, next_visit, rhythms_on

OVERDUE: Final = "visit_overdue"


@dataclass(frozen=True)
class Meeting:
    """A contact or a visit: whether the child was seen, by whom."""

    kind: str
    happened_at: datetime
    sight: str
    by: str


@dataclass(frozen=True)
class Sighting:
    """When the child was seen last and is to be seen next; `counted_from` when it never was."""

    last_seen: datetime | None
    counted_from: date
    due_on: date | None
    overdue: bool
    rhythm: Rhythm | None


def meetings_of(events: Iterable[CaseEvent]) -> list[Meeting]:
    """Return the contacts and visits among a case's lines, the newest first."""
    found = []
    for row in events:
        if row.kind in MEETINGS:
            sight, _, by = row.detail.partition(";")
            found.append(Meeting(row.kind, row.happened_at, sight, by))
    return sorted(found, key=lambda meeting: meeting.happened_at, reverse=True)


def sighting_of(level: str, since: datetime, meetings: Iterable[Meeting], today: date) -> Sighting:
    """Return when the child is to be seen next, counted from its last sight since the plan began.

    Lines of before it was asked say nothing of the child: a visit among them counts, a call not.
    """
    seen = [each.happened_at for each in meetings if is_sight(each)]
    last = max(seen, default=None)
    begun = max(local_day(last), local_day(since)) if last else local_day(since)
    due = next_visit(level, begun, today)
    late = due is not None and due < today
    return Sighting(last, begun, due, late, rhythms_on(today).get(level))


def is_sight(meeting: Meeting) -> bool:
    """Tell whether the child was seen then."""
    return meeting.sight == "seen" or (meeting.kind == "visit" and meeting.sight == "")


def end_if_seen(door: desk.Door, case: Case) -> None:
    """End what was told of a visit that was due, once the child was seen in time again."""
    door.session.flush()
    late = late_cases(local_day(door.now)).where(Case.id == case.id)
    if door.session.execute(late).first() is None:
        end(door, case.code, [OVERDUE])


def due_of(level: str, since: datetime, now: datetime) -> date | None:
    """Return the last day on which the child is to be seen, counted from a moment."""
    return next_visit(level, local_day(since), local_day(now))


def is_sight_line() -> ColumnElement[bool]:
    """Return what tells the lines of a case that say that the child was seen."""
    seen = or_(
        CaseEvent.detail.like("seen%"), and_(CaseEvent.kind == "visit", CaseEvent.detail == "")
    )
    return and_(CaseEvent.kind.in_(MEETINGS), seen)


def last_sight() -> ColumnElement[Any]:
    """Return when the child of the case that is looked at was seen last, if ever."""
    return (
        select(func.max(CaseEvent.happened_at))
        .where(CaseEvent.case_id == Case.id, CaseEvent.area_id == Case.area_id, is_sight_line())
        .correlate(Case)
        .scalar_subquery()
    )


def late_cases(today: date) -> Select[Any]:
    """Return what asks for the open cases whose child is to be seen and was not, longest first.

    Rows: code, about (the child's name), area_id, officer_id, since (from when the days count).
    """
    last = last_sight()
    since = either((last > Paper.decided_at, last), else_=Paper.decided_at)
    return (
        select(
            Case.code,
            Child.full_name.label("about"),
            Case.area_id,
            Case.officer_id,
            Case.level,
            since.label("since"),
        )
        .join(Paper, and_(Paper.case_id == Case.id, Paper.area_id == Case.area_id))
        .join(Child, Child.id == Case.child_id)
        .where(
            Paper.kind == "plan",
            Paper.state == IN_FORCE,
            Case.state != "closed",
            Case.deleted_at.is_(None),
            or_(*_behind(since, today)),
        )
        .order_by(since)
    )


def _behind(since: ColumnElement[Any], today: date) -> Iterable[ColumnElement[bool]]:
    """Yield, for each level, what tells the cases whose last day has passed."""
    for level, rhythm in rhythms_on(today).items():
        first = datetime.combine(today - timedelta(days=rhythm.days), time(), LOCAL)
        yield and_(Case.level == level, since < first)
