"""What stops the 12 hours of a report: its first decision that stands, at its own moment."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from caseapp import desk
from caseapp.casework.case_clocks import free_plan_clocks, hold_plan_clocks
from caseapp.casework.case_lines import event
from caseapp.casework.city_settings import held
from caseapp.casework.notices import Subject, end, tell_officers
from caseapp.records.cases import Case, Deadline, Measure
from caseapp.records.first_hours import SpokenDecision
from caseapp.records.kept_papers import KeptPaper
from caseapp.records.reports import Report
from caseapp.rules.kept_papers import CLICK_STOPS, COMPLETED, NO
from caseapp.rules.values import local_day

OF_CLOCKS = ("clock_soon", "clock_late")
"""Notices that tell how a clock stands: told anew when the clock stands otherwise."""


def clocks_of(door: desk.Door, report: Report) -> list[Deadline]:
    """Return the clocks of a report: none for history from a register."""
    return list(door.session.scalars(select(Deadline).where(Deadline.report_id == report.id)))


def click_stops(door: desk.Door, report: Report) -> bool:
    """Tell whether the chair's word in here stops the clock of a report without the signed paper.

    By what the city had decided for the day on which the report came; so it does until then.
    """
    decided = held(door, CLICK_STOPS, local_day(report.received_at))
    return decided is None or decided.value != NO


def first_decision(door: desk.Door, report: Report, *, sure: bool = False) -> datetime | None:
    """Return the moment of the first decision that stands; a denied one does not.

    `sure`: only of those that the chair made or confirmed, or that a signed scan proves. Where the
    city counts the signed paper alone, the moment is that of its signature.
    """
    if not click_stops(door, report):
        return first_signature(door, report, sure=sure)
    found = door.session.scalars(
        select(Measure.decided_at)
        .outerjoin(SpokenDecision, SpokenDecision.measure_id == Measure.id)
        .where(Measure.report_id == report.id, _stands(sure=sure))
    )
    return min(found, default=None)


def _stands(*, sure: bool) -> ColumnElement[bool]:
    fallen = ("denied", "") if sure else ("denied",)
    return or_(SpokenDecision.id.is_(None), SpokenDecision.outcome.not_in(fallen))


def first_signature(
    door: desk.Door, report: Report, *, sure: bool = False, until: datetime | None = None
) -> datetime | None:
    """Return the moment of the first signature on a decision that a paper proves.

    A day of signature that was typed with the decision proves nothing: the paper itself was put
    before its signer and came back, or its scan was entered. That no measures apply has no paper:
    it counts from the decision. `sure` as above; `until`: what was entered by then.
    """
    without = and_(Measure.kind != "emergency", _by(Measure.entered_at, until))
    scanned = and_(SpokenDecision.outcome == "scan", _by(SpokenDecision.settled_at, until))
    came_back = select(KeptPaper.id).where(
        KeptPaper.state == COMPLETED,
        _by(KeptPaper.completed_at, until),
        or_(KeptPaper.measure_id == Measure.id, _stands_for(report)),
    )
    found = door.session.execute(
        select(Measure.kind, Measure.decided_at, Measure.signed_at)
        .outerjoin(SpokenDecision, SpokenDecision.measure_id == Measure.id)
        .where(
            Measure.report_id == report.id,
            _stands(sure=sure),
            or_(without, scanned, came_back.exists()),
        )
    )
    moments = (
        max(row.decided_at, row.signed_at or row.decided_at)
        if row.kind == "emergency"
        else row.decided_at
        for row in found
    )
    return min(moments, default=None)


def _by(column: InstrumentedAttribute[Any], until: datetime | None) -> ColumnElement[bool]:
    return column.is_not(None) if until is None else column <= until


def _stands_for(report: Report) -> ColumnElement[bool]:
    """Tell of which separation in the report's case a decision is the other half."""
    if report.case_id is None:
        return false()
    return and_(
        KeptPaper.kind == "separation",
        KeptPaper.case_id == report.case_id,
        KeptPaper.decided_at == Measure.decided_at,
    )


def stop_clock(door: desk.Door, report: Report, moment: datetime) -> None:
    """Stop the report's clocks at the moment of a decision, the first of several.

    Where the city counts the signed paper alone, they run on until that is recorded.
    """
    if click_stops(door, report):
        _stop(door, report, moment)
    else:
        count_signed(door, report)
    if report.case_id is not None:
        case = door.session.get_one(Case, report.case_id)
        door.session.add(event(door, case, "measure", moment))
        if under_emergency(door, case):
            hold_plan_clocks(door, case)


def count_signed(door: desk.Door, report: Report) -> None:
    """Stop the report's clocks at the first signature; without one they run on, and are told."""
    first = first_decision(door, report)
    if first is not None:
        _stop(door, report, first)
        end(door, report.code, OF_CLOCKS)
    else:
        end(door, report.code, OF_CLOCKS, anew=True)


def _stop(door: desk.Door, report: Report, moment: datetime) -> None:
    for row in clocks_of(door, report):
        row.stopped_at = min(row.stopped_at or moment, moment)


def under_emergency(door: desk.Door, case: Case) -> bool:
    """Tell whether an emergency measure stands that was decided on a report of the case."""
    decided = (
        select(Measure.id)
        .join(Report, Report.id == Measure.report_id)
        .outerjoin(SpokenDecision, SpokenDecision.measure_id == Measure.id)
        .where(
            Report.case_id == case.id,
            Measure.kind == "emergency",
            or_(SpokenDecision.id.is_(None), SpokenDecision.outcome != "denied"),
        )
        .limit(1)
    )
    return door.session.scalars(decided).first() is not None


def run_on(door: desk.Door, report: Report) -> None:
    """Work out anew when the clocks stopped: with no decision left they never did."""
    first = first_decision(door, report)
    for row in clocks_of(door, report):
        row.stopped_at = first
    door.session.flush()
    if report.case_id is not None:
        case = door.session.get_one(Case, report.case_id)
        if not under_emergency(door, case):
            free_plan_clocks(door, case)
    if first is None:
        end(door, report.code, OF_CLOCKS, anew=True)


def tell_decided(door: desk.Door, report: Report, decision: Measure) -> None:
    """Tell the officer of the case, or of the report while there is none."""
    case = door.session.get(Case, report.case_id) if report.case_id is not None else None
    officer = case.officer_id if case is not None else report.entered_by
    if case is not None:
        end(door, case.code, ["harm_in_case"])
    subject = Subject(report.code, report.area_id)
    tell_officers(door, "measure_decided", subject, officer, cause=decision.id)
