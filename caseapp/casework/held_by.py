"""Which unit held a report at a moment: it passes when another receives it or is told to answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.records.cases import Case, CaseEvent
from caseapp.records.forwardings import Forwarding
from caseapp.records.reports import Report
from caseapp.records.transfers import Transfer
from caseapp.rules.first_hours import check_moment
from caseapp.rules.transfer_states import PASSED
from caseapp.rules.values import RuleBroken, minute_of


def passes_of(door: desk.Door, report: Report) -> list[tuple[datetime, int]]:
    """Return when the report passed and from which unit, the last time first.

    By itself, or with its case. To the whole minute: moments on forms know no seconds.
    """
    rows = door.session.scalars(
        select(Forwarding)
        .where(Forwarding.report_id == report.id, Forwarding.state.in_(("received", "assigned")))
        .order_by(Forwarding.id.desc())
    )
    alone = [
        (minute_of(row.answered_at), row.from_area_id)
        for row in rows
        if row.answered_at is not None and row.assigned_area_id != row.from_area_id
    ]
    return sorted((*alone, *_with_case(door, report)), reverse=True)


def _with_case(door: desk.Door, report: Report) -> Iterator[tuple[datetime, int]]:
    """Yield when the report passed with its case, since it stood in that."""
    if report.case_id is None:
        return
    entered = select(CaseEvent.entered_at).where(
        CaseEvent.case_id == report.case_id,
        CaseEvent.kind.in_(("opened", "joined")),
        CaseEvent.detail == report.code,
    )
    since = door.session.scalars(entered.order_by(CaseEvent.id.desc()).limit(1)).first()
    for passed_at, unit in passes_of_case(door, report.case_id):
        if since is not None and passed_at >= since:
            yield minute_of(passed_at), unit


def passes_of_case(door: desk.Door, case_id: int) -> list[tuple[datetime, int]]:
    """Return when a case passed and from which unit, the last time first."""
    rows = [row for row in door.rows(Transfer.case_id, case_id) if row.state in PASSED]
    moments = [(row.decided_at or row.answered_at, row.from_area_id) for row in reversed(rows)]
    return [(moment, unit) for moment, unit in moments if moment is not None]


def unit_of_case_at(door: desk.Door, case: Case, moment: datetime) -> int:
    """Return the unit that answered for a case at a moment."""
    unit = case.area_id
    for passed_at, before in passes_of_case(door, case.id):
        if moment >= passed_at:
            return unit
        unit = before
    return unit


def unit_at(door: desk.Door, report: Report, moment: datetime) -> int:
    """Return the unit that answered for the report at a moment."""
    unit = report.area_id
    for passed_at, before in passes_of(door, report):
        if moment >= passed_at:
            return unit
        unit = before
    return unit


def spells(
    door: desk.Door, report: Report, until: datetime
) -> list[tuple[int, datetime, datetime]]:  # fmt: skip
    """Return the units that had the report, the present one first, each from when until when."""
    found, unit, end = [], report.area_id, until
    for passed_at, before in passes_of(door, report):
        found.append((unit, passed_at, end))
        unit, end = before, passed_at
    return [*found, (unit, report.received_at, end)]


def check_decided(door: desk.Door, report: Report, moment: datetime) -> None:
    """Raise RuleBroken for a decision before the receipt, in the future, or of another unit's time.

    The other unit is the one that answered for the report before this one received it.
    """
    check_moment(moment, report.received_at, door.now)
    passes = passes_of(door, report)
    if passes and moment < passes[0][0]:
        raise RuleBroken("Your unit did not have the report yet at that moment", field="decided_at")
