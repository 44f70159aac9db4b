"""The worker's round: who must act is told of clocks that run out soon, or have run out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.answer_rounds import watch_answers
from caseapp.casework.clock_recounts import count_by_calendar
from caseapp.casework.entrusting import watch_kept
from caseapp.casework.notices import Subject, is_told, settle, tell
from caseapp.casework.plan_rounds import watch_plans
from caseapp.casework.referral_holds import watch_holds
from caseapp.casework.separation_desk import watch_separations
from caseapp.casework.spoken_decisions import remind
from caseapp.casework.transfer_rounds import watch_transfers
from caseapp.records.case_clocks import CaseClock
from caseapp.records.cases import Case, Deadline
from caseapp.records.forwardings import Forwarding
from caseapp.records.reports import Report
from caseapp.rules.access import WORKER, Act, Role
from caseapp.rules.clocks import CLOCKS, FARTHEST, SEPARATION, SOON, standing

EVERY: Final = timedelta(minutes=10)
"""How often a round is made; each leaves one entry in the log."""

_TOLD: Final = {
    "soon": ("clock_soon", (Role.OFFICER, Role.CHAIR)),
    "late": ("clock_late", (Role.OFFICER, Role.CHAIR, Role.SUPERVISOR)),
}

_OF_CASES: Final = {
    "soon": ("case_clock_soon", (Role.OFFICER, Role.CHAIR)),
    "late": ("case_clock_late", (Role.OFFICER, Role.CHAIR, Role.SUPERVISOR)),
}


def watch_clocks(*, now: datetime) -> int:
    """Tell of every running clock that is near its end or past it; return how many were told.

    A second round tells nothing again. One thing is told of a report at a time: that it came, that
    its time runs out soon, that it has run out.
    """
    near = (
        select(Deadline.id, Deadline.area_id, Deadline.due_at, Report.code)
        .join(Report, Report.id == Deadline.report_id)
        .where(
            Deadline.stopped_at.is_(None),
            Deadline.due_at <= now + SOON,
            Report.deleted_at.is_(None),
        )
        .order_by(Deadline.due_at)
    )
    told = 0
    with desk.writing(WORKER, Act.CLOCK_WATCH, now=now) as door:
        for row in door.session.execute(near).all():
            kind, roles = _TOLD[standing(row.due_at, now).kind]
            subject = Subject(row.code, row.area_id)
            if not is_told(door, kind, subject, to=roles[0], cause=row.id):
                settle(door, row.code)  # what was told of the clock before
                told += sum(tell(door, kind, subject, to=role, cause=row.id) for role in roles)
        count_by_calendar(door)
        told += _watch_cases(door)
        told += remind(door)
        told += _watch_forwardings(door)
        told += watch_transfers(door)
        told += watch_holds(door)
        told += watch_answers(door)
        told += watch_separations(door)
        watch_kept(door)
        watch_plans(door)
        door.log("clocks:round", None, told=told)
    return told


def _watch_cases(door: desk.Door) -> int:
    """Tell of every clock of a case that is near its end or past it, once for each."""
    near = (
        select(CaseClock, Case.code)
        .join(Case, Case.id == CaseClock.case_id)
        .where(
            CaseClock.clock != SEPARATION.name,  # told by what it asks for
            CaseClock.stopped_at.is_(None),
            CaseClock.paused_at.is_(None),
            CaseClock.before_use.is_(False),
            CaseClock.due_at <= door.now + FARTHEST,
            Case.deleted_at.is_(None),
        )
        .order_by(CaseClock.due_at)
    )
    told = 0
    for row in door.session.execute(near).all():
        clock: CaseClock = row.CaseClock
        stands = standing(clock.due_at, door.now, soon=CLOCKS[clock.clock].soon).kind
        if stands in _OF_CASES:
            kind, roles = _OF_CASES[stands]
            about, cause = Subject(row.code, clock.area_id), f"{clock.id} {clock.due_at:%Y%m%d}"
            told += sum(tell(door, kind, about, to=role, cause=cause) for role in roles)
    return told


def _watch_forwardings(door: desk.Door) -> int:
    """Tell the supervisor of every report that the other unit has not answered in time."""
    late = (
        select(Forwarding, Report.code)
        .join(Report, Report.id == Forwarding.report_id)
        .where(
            Forwarding.state == "waiting",
            Forwarding.due_at < door.now,
            Report.deleted_at.is_(None),
        )
        .order_by(Forwarding.due_at)
    )
    return sum(
        tell(
            door,
            "unit_disputed",
            Subject(row.code, row.Forwarding.from_area_id),
            to=Role.SUPERVISOR,
            cause=row.Forwarding.id,
        )
        for row in door.session.execute(late).all()
    )
