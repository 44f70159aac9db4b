"""Passing a report on to the unit of the event: sent, received, refused, assigned.

Decree 56/2017, Art. 26.1: the initial assessment is made where it happened. Nothing passes until
the other unit says that it received the report; until then the first one answers for it, and the
12 hours run on from the first receipt.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.calendars import calendar_of
from caseapp.casework.children import attach
from caseapp.casework.entrusting import engage_if_kept
from caseapp.casework.forwarding_views import newest, seal_words
from caseapp.casework.moving_notices import move_notices
from caseapp.casework.notices import Subject, holders, settle, tell, tell_officers
from caseapp.casework.proposing import lapse
from caseapp.casework.report_reading import latest_answers
from caseapp.records.cases import Deadline
from caseapp.records.children import Child
from caseapp.records.forwardings import Forwarding
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.forwarding_states import FORWARDINGS, answer_due, may_be_assigned
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken


def forward_report(
    actor: Actor, code: str, *, unit_code: str, contact: str, now: datetime, post: str = ""
) -> None:
    """Ask another unit to take a report over; `contact` says whom it may call.

    RuleBroken for the own unit or none, without a contact, or while an answer is awaited.
    """
    if not contact.strip():
        raise RuleBroken("Say whom the other unit can call, and the number", field="contact")
    with desk.writing(actor, Act.REPORT_FORWARD, now=now, post=post) as door:
        report = door.find(Report, code=code)
        unit = areas.ward_now(unit_code, now)
        if unit == report.area_id:
            raise RuleBroken("Your unit has the report already", field="unit")
        if newest(door, report, "waiting") is not None:
            raise RuleBroken("The report is being forwarded already: wait, or withdraw it first")
        _end_refused(door, report)
        lapse(door, report, "no_case")
        row = Forwarding(
            report_id=report.id,
            from_area_id=report.area_id,
            to_area_id=unit,
            due_at=answer_due(now, calendar_of(door), clock_runs=_clock_runs(door, report)),
            entered_at=now,
            entered_by=actor.user_id,
        )
        door.session.add(row)
        door.session.flush()
        row.contact = seal_words(door, row, "contact", contact)
        settle(door, report.code)
        for role in (Role.OFFICER, Role.CHAIR):
            tell(door, "report_forwarded", Subject(report.code, unit), to=role, cause=row.id)
        door.log(f"report:{report.id}", report.area_id, forwarded_to=unit)
        door.made = report.code


def _clock_runs(door: desk.Door, report: Report) -> bool:
    running = select(Deadline.id).where(
        Deadline.report_id == report.id, Deadline.stopped_at.is_(None)
    )
    return door.session.scalars(running).first() is not None


def _end_refused(door: desk.Door, report: Report) -> None:
    """Forget a refusal once the report is sent elsewhere: nobody has to settle it any more."""
    refused = newest(door, report, "refused")
    if refused is not None:
        refused.state = FORWARDINGS.next_state(refused.state, "withdraw")


def withdraw_forwarding(actor: Actor, code: str, *, now: datetime) -> None:
    """Take a report back that nobody has received yet; RuleBroken when somebody has."""
    with desk.writing(actor, Act.REPORT_FORWARD, now=now) as door:
        report = door.find(Report, code=code)
        row = _waiting(door, report)
        row.state = FORWARDINGS.next_state(row.state, "withdraw")
        row.answered_at, row.answered_by = now, actor.user_id
        settle(door, report.code)
        door.log(f"report:{report.id}", report.area_id, forwarding_withdrawn=True)


def _waiting(door: desk.Door, report: Report) -> Forwarding:
    row = newest(door, report, "waiting")
    if row is None:
        raise RuleBroken("This report is not being forwarded any more: look at the page again")
    return row


def receive_report(actor: Actor, code: str, *, now: datetime, post: str = "") -> None:
    """Take a report over for one's own unit: from this moment on it answers for it."""
    with desk.writing(actor, Act.REPORT_RECEIVE, now=now, post=post) as door:
        report = door.find(Report, code=code)
        row = _waiting(door, report)
        _insist_on_receiver(door, row)
        row.state = FORWARDINGS.next_state(row.state, "receive")
        row.answered_at, row.answered_by = now, actor.user_id
        settle(door, report.code)
        _pass_to(door, report, row, row.to_area_id)
        door.log(f"report:{report.id}", row.to_area_id, received_from=row.from_area_id)
        door.made = report.code


def _insist_on_receiver(door: desk.Door, row: Forwarding) -> None:
    """Raise Missing for whom the report is not forwarded to."""
    if not door.scope.covers(row.to_area_id):
        raise Missing(f"forwardings:{row.id}")


def refuse_report(actor: Actor, code: str, *, reason: str, now: datetime, post: str = "") -> None:
    """Say why one's own unit does not take a report over; the supervisor is told at once."""
    if not reason.strip():
        raise RuleBroken("Say why your unit does not take it over", field="reason")
    with desk.writing(actor, Act.REPORT_RECEIVE, now=now, post=post) as door:
        report = door.find(Report, code=code)
        row = _waiting(door, report)
        _insist_on_receiver(door, row)
        row.state = FORWARDINGS.next_state(row.state, "refuse")
        row.answered_at, row.answered_by = now, actor.user_id
        row.answer = seal_words(door, row, "answer", reason)
        settle(door, report.code)
        about = Subject(report.code, row.from_area_id)
        tell_officers(door, "forwarding_refused", about, row.entered_by, cause=row.id)
        tell(door, "unit_disputed", about, to=Role.SUPERVISOR, cause=row.id)
        door.log(f"report:{report.id}", row.to_area_id, refused=True)
        door.made = report.code


def assign_unit(
    actor: Actor, code: str, *, unit_code: str, reason: str, now: datetime, post: str = ""
) -> None:
    """Say which unit answers for a report that was refused, or that nobody took over in time.

    RuleBroken while the other unit still has time to answer.
    """
    if not reason.strip():
        raise RuleBroken("Say why this unit answers, and whom you have called", field="reason")
    with desk.writing(actor, Act.REPORT_ASSIGN_UNIT, now=now, post=post) as door:
        report = door.find(Report, code=code)
        row = newest(door, report, "waiting", "refused")
        if row is None or not may_be_assigned(row.state, row.due_at, now):
            raise RuleBroken("The other unit still has time to answer")
        unit = areas.ward_now(unit_code, now)
        row.state = FORWARDINGS.next_state(row.state, "assign")
        row.answered_at, row.answered_by = now, actor.user_id
        row.assigned_area_id = unit
        row.answer = seal_words(door, row, "answer", reason)
        settle(door, report.code)
        if unit != report.area_id:
            _pass_to(door, report, row, unit)
        for person in sorted(_staff(door, unit)):
            about = Subject(report.code, unit)
            tell(door, "unit_assigned", about, to=person, cause=row.id)
        door.log(f"report:{report.id}", unit, assigned=unit)
        door.made = report.code


def _staff(door: desk.Door, unit: int) -> set[int]:
    return holders(door, Role.OFFICER, unit) | holders(door, Role.CHAIR, unit)


def _pass_to(door: desk.Door, report: Report, row: Forwarding, unit: int) -> None:
    """Let a report belong to another unit, with all that hangs on it by the database's own ties.

    What the first unit had recorded stays readable to it: the version of Mẫu 01 is kept.
    """
    latest = latest_answers(door, report)
    row.answers_version = latest.version if latest else 0
    lapse(door, report)
    if report.child_id is not None:
        attach(door, door.session.get_one(Child, report.child_id), unit)
    door.session.flush()
    report.area_id = unit
    door.session.flush()
    door.session.expire_all()
    move_notices(door, report.code, row.from_area_id, unit)
    engage_if_kept(door, report)
    about = Subject(report.code, row.from_area_id)
    if row.entered_by is not None:
        kind = "forwarding_assigned" if row.state == "assigned" else "forwarding_received"
        tell(door, kind, about, to=row.entered_by, cause=row.id)
