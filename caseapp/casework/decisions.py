"""What the chair says of a report: what stops the 12 hours."""

from __future__ import annotations

from datetime import datetime

from caseapp import desk
from caseapp.casework.cases import check_signing
from caseapp.casework.clock_stopping import stop_clock, tell_decided
from caseapp.casework.held_by import check_decided
from caseapp.casework.lone_reports import mark_if_prepared
from caseapp.casework.notices import settle
from caseapp.casework.standing_in import naming_used
from caseapp.records.cases import Measure
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor
from caseapp.rules.codes.cases import MEASURES
from caseapp.rules.values import RuleBroken


def decide_measure(
    actor: Actor,
    report_code: str,
    *,
    kind: str,
    decided_at: datetime,
    reason: str,
    signed_at: datetime | None,
    now: datetime,
    post: str = "",
) -> None:
    """Record the chair's decision, measure or no measure; it stops the clock at its own moment.

    Source: Decree 56/2017, Art. 26.3, 31.1, 32. RuleBroken when it lies before the receipt, in the
    future, out of a deputy's term, or before the unit had the report.
    """
    _check(kind, reason, signed_at, now)
    with desk.writing(actor, Act.MEASURE_DECIDE, now=now, post=post) as door:
        report = door.find(Report, code=report_code, deleted_at=None)
        check_decided(door, report, decided_at)
        row = Measure(
            report_id=report.id,
            area_id=report.area_id,
            kind=kind,
            decided_at=decided_at,
            decided_by=actor.user_id,
            signed_at=signed_at,
            naming_id=naming_used(door, report.area_id, decided_at),
            entered_at=now,
            entered_by=actor.user_id,
        )
        door.session.add(row)
        door.session.flush()
        row.reason = door.seal(door.key_of(report), "measures.reason", row.id, reason.strip())
        stop_clock(door, report, decided_at)
        settle(door, report.code)
        mark_if_prepared(door, report)
        tell_decided(door, report, row)
        door.log(f"report:{report.id}", report.area_id, measure=row.id)
        door.made = report.code


def _check(kind: str, reason: str, signed_at: datetime | None, now: datetime) -> None:
    if kind not in MEASURES:
        raise RuleBroken("Choose a decision", field="kind")
    if not reason.strip():
        raise RuleBroken("Give the reason for the decision", field="reason")
    check_signing(signed_at, now)
