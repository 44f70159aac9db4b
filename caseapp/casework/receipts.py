"""A wrong moment of receipt set right: the clocks are counted anew, the old ones stay shown.

What would turn a late report into one in time is only proposed by the ward; the supervisor
decides on it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import clock_stopping as clocks
from caseapp.casework.clock_recounts import count_by_receipt
from caseapp.casework.notices import Subject, end, holders, settle, tell
from caseapp.casework.report_reading import FORM_NUMBER, latest_answers, open_answers
from caseapp.casework.reports import keep_answers, receivable
from caseapp.records.cases import Case, Deadline
from caseapp.records.first_hours import ReceiptCorrection
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.clocks import EMERGENCY, due
from caseapp.rules.first_hours import check_receipt, clears_late
from caseapp.rules.forms.registry import form
from caseapp.rules.units import territory
from caseapp.rules.values import RuleBroken, local_day


def correct_receipt(
    actor: Actor,
    report_code: str,
    *,
    received_at: datetime,
    reason: str,
    now: datetime,
    post: str = "",
) -> bool:
    """Correct when a report was received; return whether it waits for the supervisor's word.

    RuleBroken without a reason, for a moment that cannot be, and while a correction waits.
    """
    if not reason.strip():
        raise RuleBroken("Say how the mistake came about and who knows of it", field="reason")
    receivable(received_at, now)
    with desk.writing(actor, Act.RECEIPT_CORRECT, now=now, post=post) as door:
        report = door.find(Report, code=report_code, deleted_at=None)
        clock = _clock(door, report)
        if waiting_of(door, report) is not None:
            raise RuleBroken("A correction of this report waits for the supervisor already")
        _check(door, report, received_at)
        row = _proposal(door, report, clock, received_at)
        key_id = door.key_of(report)
        door.session.flush()
        row.reason = door.seal(key_id, "receipt_corrections.reason", row.id, reason.strip())
        if row.clears_late:
            tell(door, "receipt_proposed", _subject(report), to=Role.SUPERVISOR, cause=row.id)
        else:
            row.accepted, row.decided_at, row.decided_by = True, now, actor.user_id
            _apply(door, report, row)
        door.log(f"report:{report.id}", report.area_id, receipt=row.id, waits=row.clears_late)
        door.made = report.code
        return row.clears_late


def decide_correction(
    actor: Actor, report_code: str, *, accepted: bool, answer: str, now: datetime, post: str = ""
) -> None:
    """Take the supervisor's word on the correction that waits; declined, the old end stays.

    RuleBroken for who proposed it, and for a refusal without a reason.
    """
    with desk.writing(actor, Act.RECEIPT_DECIDE, now=now, post=post) as door:
        report = door.find(Report, code=report_code, deleted_at=None)
        row = waiting_of(door, report)
        if row is None:
            raise RuleBroken("No correction of this report waits")
        if row.entered_by == actor.user_id:
            raise RuleBroken("Another person decides on what you proposed yourself")
        if not accepted and not answer.strip():
            raise RuleBroken("Say why it is not accepted", field="answer")
        row.accepted, row.decided_at, row.decided_by = accepted, now, actor.user_id
        if answer.strip():
            key_id = door.key_of(report)
            row.answer = door.seal(key_id, "receipt_corrections.answer", row.id, answer.strip())
        settle(door, report.code)
        if accepted:
            _check(door, report, row.new_received_at)
            _apply(door, report, row)
        elif row.entered_by is not None:
            tell(door, "receipt_declined", _subject(report), to=row.entered_by, cause=row.id)
        door.log(f"report:{report.id}", report.area_id, receipt=row.id, accepted=accepted)
        door.made = report.code


def waiting_of(door: desk.Door, report: Report) -> ReceiptCorrection | None:
    """Return the report's correction that waits for the supervisor, if one does."""
    return door.session.scalars(
        select(ReceiptCorrection).where(
            ReceiptCorrection.report_id == report.id, ReceiptCorrection.decided_at.is_(None)
        )
    ).first()


def _clock(door: desk.Door, report: Report) -> Deadline:
    for row in clocks.clocks_of(door, report):
        if row.clock == EMERGENCY.name:
            return row
    raise RuleBroken("No clock runs for this report: it came in with a register")


def _check(door: desk.Door, report: Report, received_at: datetime) -> None:
    first = clocks.first_decision(door, report)
    check_receipt(received_at, report.received_at, report.entered_at, first)
    if not territory().units[report.event_unit_id].covers(local_day(received_at)):
        raise RuleBroken(
            "The unit where it happened did not exist on this day", field="received_at"
        )


def _proposal(
    door: desk.Door, report: Report, clock: Deadline, received_at: datetime
) -> ReceiptCorrection:
    new_due = due(EMERGENCY, received_at)
    # A decision that waits to be confirmed may fall: what it hides of a late clock counts as well.
    stops = (clock.stopped_at, clocks.first_decision(door, report, sure=True))
    row = ReceiptCorrection(
        report_id=report.id,
        area_id=report.area_id,
        old_received_at=report.received_at,
        new_received_at=received_at,
        old_due_at=clock.due_at,
        new_due_at=new_due,
        clears_late=any(clears_late(clock.due_at, new_due, door.now, stop) for stop in stops),
        entered_at=door.now,
        entered_by=door.actor.user_id,
    )
    door.session.add(row)
    return row


def _apply(door: desk.Door, report: Report, row: ReceiptCorrection) -> None:
    """Count the clock from the corrected moment, and tell those whom its end concerns."""
    clock = _clock(door, report)
    if report.case_id is not None:
        case = door.session.get_one(Case, report.case_id)
        count_by_receipt(door, case, row.old_received_at, row.new_received_at)
    report.received_at = row.new_received_at
    clock.started_at, clock.due_at = row.new_received_at, row.new_due_at
    _keep_on_form(door, report)
    end(door, report.code, clocks.OF_CLOCKS, anew=True)
    told = set()
    for role in (Role.OFFICER, Role.CHAIR, Role.SUPERVISOR):
        told |= holders(door, role, report.area_id)
    for person in sorted(told):
        tell(door, "receipt_corrected", _subject(report), to=person, cause=row.id)


def _keep_on_form(door: desk.Door, report: Report) -> None:
    """Add a version of Mẫu 01 that says the corrected moment; the versions before it stay."""
    latest = latest_answers(door, report)
    if latest is not None:
        spec = form(FORM_NUMBER, local_day(report.received_at))
        values = open_answers(door, report, latest, spec, hidden=False)
        values |= {"received_at": report.received_at}
        keep_answers(door, report, values, version=latest.version + 1)


def _subject(report: Report) -> Subject:
    return Subject(report.code, report.area_id)
