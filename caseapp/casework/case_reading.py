"""Reading cases: the list of a ward, one case with its child, reports, referrals, timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.child_reading import ChildView, view_child
from caseapp.casework.referrals import ReferralView, view_referral
from caseapp.casework.report_reading import ReportView, view_report
from caseapp.records.cases import Case, CaseEvent, Deadline
from caseapp.records.children import Child
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.users import User
from caseapp.rules.access import Act, Actor
from caseapp.rules.case_states import CASES
from caseapp.rules.clocks import Standing, standing

PAGE: Final = 50


@dataclass(frozen=True)
class CaseLine:
    """A case in a list; `clock` is the first of its reports' that still runs."""

    code: str
    child: str
    unit: str
    opened_at: datetime
    state: str
    level: str
    clock: Standing | None


@dataclass(frozen=True)
class EventView:
    """A line of the timeline: when it happened, when and by whom it was entered."""

    kind: str
    happened_at: datetime
    entered_at: datetime
    by: str
    detail: str
    text: str


@dataclass(frozen=True)
class CaseView:
    """A case as its reader may see it."""

    code: str
    version: int
    unit: str
    unit_id: int
    state: str
    level: str
    officer: str
    opened_at: datetime
    closed_at: datetime | None
    child: ChildView
    reports: list[ReportView]
    referrals: list[ReferralView]
    events: list[EventView]
    moves: tuple[str, ...]


def list_cases(
    actor: Actor, *, now: datetime, state: str = "", level: str = "", page: int = 1
) -> tuple[list[CaseLine], bool]:
    """Return a page of 50 cases, newest first, and whether more follow."""
    running = (
        select(Report.case_id, func.min(Deadline.due_at).label("due_at"))
        .join(Deadline, Deadline.report_id == Report.id)
        .where(Deadline.stopped_at.is_(None), Report.case_id.is_not(None))
        .group_by(Report.case_id)
        .subquery()
    )
    statement = (
        select(Case, Child.full_name, running.c.due_at)
        .join(Child, Child.id == Case.child_id)
        .outerjoin(running, running.c.case_id == Case.id)
        .order_by(Case.opened_at.desc(), Case.id.desc())
        .limit(PAGE + 1)
        .offset((max(page, 1) - 1) * PAGE)
    )
    if state:
        statement = statement.where(Case.state == state)
    if level:
        statement = statement.where(Case.level == level)
    with desk.reading(actor, Act.CASE_LIST, now=now) as door:
        rows = door.session.execute(statement).all()
        door.log("cases:list", None, rows=min(len(rows), PAGE))
        lines = [
            CaseLine(
                row.Case.code,
                row.full_name,
                areas.label(row.Case.area_id),
                row.Case.opened_at,
                row.Case.state,
                row.Case.level,
                standing(row.due_at, now) if row.due_at else None,
            )
            for row in rows[:PAGE]
        ]
    return lines, len(rows) > PAGE


def read_case(actor: Actor, code: str, *, now: datetime, act: Act = Act.CASE_READ) -> CaseView:
    """Return a case with all that hangs on it, as far as the reader may see it."""
    with desk.reading(actor, act, now=now) as door:
        case = door.find(Case, code=code)
        door.log(f"case:{case.id}", case.area_id)
        return view_case(door, case)


def view_case(door: desk.Door, case: Case) -> CaseView:
    """Gather what the reader may see of a case, inside an open door."""
    session = door.session
    child = session.get_one(Child, case.child_id)
    reports = session.scalars(
        select(Report)
        .where(Report.case_id == case.id, Report.deleted_at.is_(None))
        .order_by(Report.received_at)
    ).all()
    referrals = session.scalars(
        select(Referral).where(Referral.case_id == case.id).order_by(Referral.id.desc())
    ).all()
    officer = session.get(User, case.officer_id) if case.officer_id else None
    return CaseView(
        code=case.code,
        version=case.version,
        unit=areas.label(case.area_id),
        unit_id=case.area_id,
        state=case.state,
        level=case.level,
        officer=officer.full_name if officer else "",
        opened_at=case.opened_at,
        closed_at=case.closed_at,
        child=view_child(door, child),
        reports=[view_report(door, report) for report in reports],
        referrals=[view_referral(door, referral) for referral in referrals],
        events=_events(door, case, child),
        moves=tuple(move.name for move in CASES.moves_from(case.state)),
    )


def _events(door: desk.Door, case: Case, child: Child) -> list[EventView]:
    rows = door.session.execute(
        select(CaseEvent, User.full_name)
        .outerjoin(User, User.id == CaseEvent.entered_by)
        .where(CaseEvent.case_id == case.id)
        .order_by(CaseEvent.happened_at.desc(), CaseEvent.id.desc())
    )
    return [
        EventView(
            row.CaseEvent.kind,
            row.CaseEvent.happened_at,
            row.CaseEvent.entered_at,
            row.full_name or "",
            row.CaseEvent.detail,
            door.unseal(child.key_id, "case_events.text", row.CaseEvent.id, row.CaseEvent.text),
        )
        for row in rows
    ]
