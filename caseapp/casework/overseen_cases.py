"""What the supervisor's desk asks of cases: unseen, idle, closed or reopened, in nobody's hands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy import case as either

from caseapp import desk
from caseapp.casework.marked import all_kept, kept_from
from caseapp.casework.staff import held
from caseapp.casework.visits import is_sight_line, last_sight
from caseapp.records.cases import Case, CaseEvent
from caseapp.records.children import Child
from caseapp.records.file_stand_ins import FileStandIn
from caseapp.records.listing import listed
from caseapp.records.papers import Paper, PlanActivity
from caseapp.records.reports import Report
from caseapp.records.scope import FEW
from caseapp.rules.access import Role
from caseapp.rules.plan_states import IN_FORCE
from caseapp.rules.supervision import (
    HIGH_CLOSED,
    IDLE,
    LEVELS,
    REOPENED,
    UNASSIGNED,
    UNJUDGED_AS,
    UNSEEN,
    closed_from,
    idle_before,
    unseen_before,
)
from caseapp.rules.values import LOCAL, local_day
from caseapp.rules.visits import MEETINGS

_DONE: Final = (*MEETINGS, "activity_do", "activity_drop", "activity_resume")
"""Lines of a case that say that something was done; so does each step of a referral."""

_PRESSING: Final = either({level: n for n, level in enumerate(LEVELS)}, value=Case.level)
"""The level of risk as a number: high first, then what nobody has judged."""


def asked_of(name: str, door: desk.Door) -> Select[Any]:
    """Return what a list of cases asks.

    Rows: code, about (the child's name), area_id, officer_id, level, case (the code while it is
    not closed), id, since; a list of plans also idle and overdue, one of reopened cases times, one
    of cases without an officer kept.
    """
    return {
        UNSEEN.name: _unseen,
        IDLE.name: _idle,
        HIGH_CLOSED.name: _high_closed,
        REOPENED.name: _reopened,
        UNASSIGNED.name: _unassigned,
    }[name](door)


def _cases(since: Any, *more: ColumnElement[Any]) -> Select[Any]:  # noqa: ANN401 - a column
    return (
        select(
            Case.code,
            Child.full_name.label("about"),
            Case.area_id,
            Case.officer_id,
            Case.level,
            either((Case.state == "closed", ""), else_=Case.code).label("case"),
            Case.id,
            since.label("since"),
            *more,
        )
        .join(Child, Child.id == Case.child_id)
        .where(Case.deleted_at.is_(None))
        .order_by(_PRESSING, since, Case.id)
    )


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL)


def _lines(*which: ColumnElement[bool]) -> Select[Any]:
    """Return the lines of the timeline of the case that is looked at."""
    own = CaseEvent.case_id == Case.id, CaseEvent.area_id == Case.area_id
    return select(CaseEvent.id).where(*own, *which).correlate(Case)


def _newest(lines: Select[Any]) -> ColumnElement[Any]:
    return lines.with_only_columns(func.max(CaseEvent.happened_at)).scalar_subquery()


def _later(one: ColumnElement[Any], other: Any) -> ColumnElement[Any]:  # noqa: ANN401 - a column
    """Return the later of two moments, of which the first may be lacking."""
    return either((one > other, one), else_=other)


def _unseen(door: desk.Door) -> Select[Any]:
    """The child was not seen for as long as its level allows.

    Counted from its last sight, at the earliest from the approval of the plan in force; without a
    plan from the day on which the case was entered here. Not judged yet counts as high.
    """
    # The state is asked in the column: as a condition it led SQLite to all plans of the unit.
    approved = either((Paper.state == IN_FORCE, Paper.decided_at))
    plan = (
        select(func.max(approved))
        .where(Paper.case_id == Case.id, Paper.area_id == Case.area_id, Paper.kind == "plan")
        .correlate(Case)
        .scalar_subquery()
    )
    begun = func.coalesce(plan, Case.entered_at)
    late = or_(*_too_long(begun, local_day(door.now)))
    return _cases(_later(last_sight(), begun)).where(Case.state != "closed", late)


def _too_long(begun: ColumnElement[Any], today: date) -> Iterator[ColumnElement[bool]]:
    """Yield for each level what tells that the days began, and the child was seen, too long ago."""
    for level, day in unseen_before(today).items():
        first = _begin(day)
        since = _lines(is_sight_line(), CaseEvent.happened_at >= first)
        yield and_(Case.level == level, Case.entered_at < first, begun < first, ~since.exists())


def _idle(door: desk.Door) -> Select[Any]:
    """A plan is in force and nothing was done for long, or all that is open in it is overdue."""
    today = local_day(door.now)
    first = _begin(idle_before(today))
    done = or_(CaseEvent.kind.in_(_DONE), CaseEvent.kind.like("referral%"))
    idle = and_(Paper.decided_at < first, ~_lines(done, CaseEvent.happened_at >= first).exists())
    planned = _activities()
    in_time = _activities(or_(PlanActivity.due_on.is_(None), PlanActivity.due_on >= today))
    overdue = and_(planned.exists(), ~in_time.exists())
    since = _later(_newest(_lines(done)), Paper.decided_at)
    return (
        _cases(since, idle.label("idle"), overdue.label("overdue"))
        .join(Paper, and_(Paper.case_id == Case.id, Paper.area_id == Case.area_id))
        .where(
            Paper.kind == "plan",
            Paper.state == IN_FORCE,
            Case.state != "closed",
            or_(idle, overdue),
        )
    )


def _activities(*which: ColumnElement[bool]) -> Select[Any]:
    """Return the activities of the plan that is looked at which are still to be done."""
    return (
        select(PlanActivity.id)
        .where(
            PlanActivity.case_id == Case.id,
            PlanActivity.area_id == Case.area_id,
            PlanActivity.paper_id == Paper.id,
            PlanActivity.state == "planned",
            *which,
        )
        .correlate(Case, Paper)
    )


def _high_closed(door: desk.Door) -> Select[Any]:
    """The case was closed while its level was high; the newest first."""
    closed = Case.closed_at >= _begin(closed_from(local_day(door.now)))
    asked = _cases(Case.closed_at).where(Case.state == "closed", Case.level == UNJUDGED_AS, closed)
    return asked.order_by(None).order_by(Case.closed_at.desc(), Case.id.desc())


def _reopened(door: desk.Door) -> Select[Any]:
    """The case was opened again so many times; since is the last time."""
    del door
    again = _lines(CaseEvent.kind == "reopen")
    times = again.with_only_columns(func.count(CaseEvent.id)).scalar_subquery()
    return _cases(_newest(again), times.label("times")).where(times >= REOPENED.number)


def _unassigned(door: desk.Door) -> Select[Any]:
    """The case is open and nobody who can work on it is in charge.

    That is an officer of its unit today, or who stands in there or in this file, unless the file
    is kept from them.
    """
    people: dict[int, set[int]] = {}
    for user, post in held(door.session, [Role.OFFICER], None, now=door.now):
        people.setdefault(post.area_id, set()).add(user.id)
    in_post = (
        and_(Case.area_id == unit, Case.officer_id.in_(sorted(who)))
        for unit, who in sorted(people.items())
    )
    kept = Case.id.in_(_kept_from_their_officer(door))
    nobody = or_(Case.officer_id.is_(None), ~or_(_standing_in_file(), *in_post))
    return _cases(Case.opened_at, kept.label("kept")).where(
        Case.state != "closed", or_(nobody, kept)
    )


def _standing_in_file() -> ColumnElement[bool]:
    """Tell whether who is in charge stands in as the officer of one of the case's reports."""
    return (
        select(Report.id)
        .join(FileStandIn, FileStandIn.report_id == Report.id)
        .where(
            Report.case_id == Case.id,
            Report.area_id == Case.area_id,
            FileStandIn.user_id == Case.officer_id,
            FileStandIn.role == Role.OFFICER.value,
            FileStandIn.ended_at.is_(None),
        )
        .correlate(Case)
        .exists()
    )


def _kept_from_their_officer(door: desk.Door) -> list[int]:
    """Return the open cases whose file is kept from whoever is in charge: few, if any."""
    asked = (
        select(Case.id, Case.officer_id, Child)
        .join(Child, Child.id == Case.child_id)
        .where(
            Case.state != "closed",
            Case.officer_id.is_not(None),
            Case.child_id.in_(listed(all_kept(door).children)),
        )
        .execution_options(**{FEW: True})
    )
    rows = door.session.execute(asked).all()
    return [row.id for row in rows if row.officer_id in kept_from(door, row.Child)]
