"""The worker's round through the night: who stands next on the duty list is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, and_, exists, or_, select

from caseapp import desk
from caseapp.casework.calls import is_kept
from caseapp.casework.duty import entries_in_force
from caseapp.casework.notices import Subject, tell
from caseapp.casework.sessions import grants_of
from caseapp.casework.waiting_decisions import is_decided
from caseapp.records.audit import AuditEntry
from caseapp.records.calls import Call
from caseapp.records.cases import Deadline
from caseapp.records.notices import Notice
from caseapp.records.reports import Report
from caseapp.records.users import User
from caseapp.rules.access import WORKER, Act, Actor, Role, may
from caseapp.rules.escalation import STEPS, Moments, Step, due_steps, next_in_line
from caseapp.rules.forwarding_states import BY_FORWARDING
from caseapp.rules.units import CITY_ID
from caseapp.rules.values import local_day

KIND: Final = "called_out"
_IN_PASSING: Final = sorted({act.value for act in BY_FORWARDING} - {Act.REPORT_FORWARD.value})


@dataclass(frozen=True)
class _Told:
    """What was told of a report before: whom, and at which steps."""

    people: frozenset[int | Role]
    steps: frozenset[str]


def any_due(since: datetime, *, now: datetime) -> bool:
    """Tell whether a step of some running report fell due after `since`; nothing is logged."""
    moments = {"entered_at": Report.entered_at, "received_at": Report.received_at}
    fresh = [
        and_(
            moments[step.counts_from] > since - step.after,
            moments[step.counts_from] <= now - step.after,
        )
        for step in STEPS
    ]
    return desk.tally(WORKER, Act.CLOCK_WATCH, _running().where(or_(*fresh)), now=now) > 0


def call_next(*, now: datetime) -> int:
    """Tell whoever stands next of each report whose step has come; return how many were told.

    Each person is told once of a report. Nobody is told of one that is decided or taken out, nor of
    one that is kept from them: the next one is told instead. A clock that runs on a report that was
    ended is owed a decision as well: its decision was denied.
    """
    told = 0
    with desk.writing(WORKER, Act.CLOCK_WATCH, now=now) as door:
        first = min(step.after for step in STEPS)
        waiting = or_(Report.entered_at <= now - first, Report.received_at <= now - first)
        for report in door.session.scalars(_running().where(waiting)).all():
            told += _call_for(door, report)
        door.log("reports:called_out", None, told=told)
    return told


def _running() -> Select[Any]:
    """Select the reports on which no decision stands."""
    return (
        select(Report)
        .join(Deadline, Deadline.report_id == Report.id)
        # Decided, and only the signed paper is missing: nobody is called out at night for that.
        .where(Deadline.stopped_at.is_(None), Report.deleted_at.is_(None), ~is_decided())
        .order_by(Deadline.due_at)
    )


def _call_for(door: desk.Door, report: Report) -> int:
    before = _told_of(door, report)
    moments = Moments(report.entered_at, report.received_at, _taken_up(door, report))
    steps = due_steps(moments, door.now, before.steps)
    if not steps:
        return 0
    deputies, supervisors = _line(door, report)
    people = set(before.people)
    for step in steps:
        for person in next_in_line(step.whom, deputies, supervisors, people):
            _call_out(door, report, step, person)
            people.add(person)
    return len(people) - len(before.people)


def _told_of(door: desk.Door, report: Report) -> _Told:
    rows = door.session.execute(
        select(Notice.user_id, Notice.role, Notice.detail).where(
            Notice.mark == report.code, Notice.area_id == report.area_id, Notice.kind == KIND
        )
    ).all()
    people = frozenset(row.user_id or Role(row.role) for row in rows)
    return _Told(people, frozenset(row.detail for row in rows))


def _taken_up(door: desk.Door, report: Report) -> bool:
    """Tell whether another than the writer opened the report or its case, or a call got through.

    A look of the unit that may receive it, or of who assigns one, takes nothing up.
    """
    subjects = [f"report:{report.id}"]
    if report.case_id is not None:
        subjects.append(f"case:{report.case_id}")
    opened = exists().where(
        AuditEntry.subject.in_(subjects),
        AuditEntry.outcome == "done",
        AuditEntry.act.not_in(_IN_PASSING),
        AuditEntry.actor.like("%user:%"),
        AuditEntry.actor != f"user:{report.entered_by}",
    )
    reached = exists().where(Call.report_id == report.id, Call.answer == "reached")
    return bool(door.session.scalar(select(or_(opened, reached))))


def _line(door: desk.Door, report: Report) -> tuple[list[int | Role], list[int | Role]]:
    """Return the deputies and the city's duty supervisors who may be told, in order.

    Where the city's list names no such supervisor, all supervisors stand in that place.
    """
    rows = entries_in_force(door.session, (report.area_id, CITY_ID), door.now)
    able = {row.user_id for row in rows if row.user_id and _may_open(door, report, row.user_id)}
    deputies: list[int | Role] = []
    supervisors: list[int | Role] = []
    places = {"deputy": deputies, "supervisor": supervisors}
    for row in rows:
        line = places.get(row.role)
        if line is not None and row.user_id in able and row.user_id not in line:
            line.append(row.user_id)
    return deputies, supervisors or [Role.SUPERVISOR]


def _may_open(door: desk.Door, report: Report, user_id: int) -> bool:
    """Tell whether an account is open, reaches the report, is not its writer nor kept from it."""
    user = door.session.get_one(User, user_id)
    actor = Actor(user_id, "", grants_of(door.session, user_id))
    return (
        user.disabled_at is None
        and user_id != report.entered_by
        and may(actor, Act.REPORT_READ, local_day(door.now), report.area_id)
        and not is_kept(door, report.id, user_id)
    )


def _call_out(door: desk.Door, report: Report, step: Step, person: int | Role) -> None:
    subject = Subject(report.code, report.area_id)
    tell(door, KIND, subject, to=person, cause=step.code, detail=step.code)
