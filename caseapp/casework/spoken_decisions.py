"""Decisions given by telephone or on paper: another enters them, and whoever decided confirms.

A decision takes effect and stops the clock at its own moment, not at that of its entry. It waits
until the chair confirms it or the signed scan hangs on the report; who is named in it may say that
it was not so, and then the clock runs on as if it had never been entered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from caseapp import desk
from caseapp.casework.cases import check_signing
from caseapp.casework.clock_stopping import (
    click_stops,
    count_signed,
    run_on,
    stop_clock,
    tell_decided,
)
from caseapp.casework.deciders import decider_at, is_away
from caseapp.casework.held_by import unit_at
from caseapp.casework.notices import Subject, end, holders, settle, tell
from caseapp.records.cases import Measure
from caseapp.records.files import StoredFile
from caseapp.records.first_hours import SpokenDecision
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.codes.cases import DECISION_WAYS, MEASURES
from caseapp.rules.first_hours import check_moment, reminders
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken

_WAITS = ("decision_recorded", "decision_unconfirmed")


@dataclass(frozen=True)
class Spoken:
    """What the officer enters: what was decided, by whom (an account's name), how, who heard it."""

    kind: str
    decided_at: datetime
    decided_by: str
    way: str
    witness: str
    reason: str


def record_decision(
    actor: Actor, report_code: str, spoken: Spoken, *, now: datetime, post: str = ""
) -> None:
    """Enter a decision for whoever made it; the clock stops at the moment of the decision.

    RuleBroken when it lies before the receipt or in the future, for the person who enters it, and
    for somebody who was not chair of the unit, nor stood in, at that moment.
    """
    _check(spoken)
    with desk.writing(actor, Act.MEASURE_RECORD, now=now, post=post) as door:
        report = door.find(Report, code=report_code, deleted_at=None)
        check_moment(spoken.decided_at, report.received_at, now)
        decider, naming = decider_at(door, report, spoken.decided_by, spoken.decided_at)
        made = Measure(
            report_id=report.id,
            area_id=report.area_id,
            kind=spoken.kind,
            decided_at=spoken.decided_at,
            decided_by=decider,
            naming_id=naming,
            entered_at=now,
            entered_by=actor.user_id,
        )
        door.session.add(made)
        door.session.flush()
        _keep_how(door, report, made, spoken)
        stop_clock(door, report, spoken.decided_at)
        settle(door, report.code)
        tell(door, "decision_recorded", _subject(report), to=decider, cause=made.id)
        tell_decided(door, report, made)
        door.log(f"report:{report.id}", report.area_id, measure=made.id, way=spoken.way)
        door.made = report.code


def _check(spoken: Spoken) -> None:
    if spoken.kind not in MEASURES:
        raise RuleBroken("Choose a decision", field="kind")
    if spoken.way not in DECISION_WAYS:
        raise RuleBroken("Choose how the decision was given", field="way")
    if not spoken.witness.strip():
        raise RuleBroken("Say who heard or saw it", field="witness")
    if not spoken.reason.strip():
        raise RuleBroken("Give the reason for the decision", field="reason")


def _keep_how(door: desk.Door, report: Report, made: Measure, spoken: Spoken) -> None:
    row = SpokenDecision(
        measure_id=made.id, report_id=report.id, area_id=report.area_id, way=spoken.way, outcome=""
    )
    door.session.add(row)
    key_id = door.key_of(report)
    door.session.flush()
    made.reason = door.seal(key_id, "measures.reason", made.id, spoken.reason.strip())
    row.witness = door.seal(key_id, "spoken_decisions.witness", row.id, spoken.witness.strip())


def answer_decision(
    actor: Actor,
    report_code: str,
    number: int,
    *,
    agreed: bool,
    remark: str,
    now: datetime,
    post: str = "",
) -> None:
    """Take the chair's word on the report's decision of that number: so it was, or it was not.

    Who is named says that it was not, or once they are away the chair who answers now; the decision
    then falls, and the supervisor is told. A decision made in another unit is not confirmed here.
    RuleBroken for who entered it, and once the chair has spoken.
    """
    with desk.writing(actor, Act.MEASURE_CONFIRM, now=now, post=post) as door:
        report = door.find(Report, code=report_code, deleted_at=None)
        row, made = _numbered(door, report, number)
        _may_answer(actor, row, made)
        if made.decided_by != actor.user_id:
            _may_speak_for(door, report, made, agreed=agreed)
        if not agreed and not remark.strip():
            raise RuleBroken("Say what you know of it", field="remark")
        row.outcome = "confirmed" if agreed else "denied"
        row.settled_at, row.settled_by = now, actor.user_id
        if remark.strip():
            key_id = door.key_of(report)
            row.remark = door.seal(key_id, "spoken_decisions.remark", row.id, remark.strip())
        _end_waiting(door, report)
        if not agreed:
            run_on(door, report)
            _tell_denied(door, report, made)
        door.log(f"report:{report.id}", report.area_id, measure=made.id, confirmed=agreed)
        door.made = report.code


def _may_answer(actor: Actor, row: SpokenDecision, made: Measure) -> None:
    if row.outcome in {"confirmed", "denied"}:
        raise RuleBroken("The chair has spoken on this decision already")
    if made.entered_by == actor.user_id:
        raise RuleBroken("Another person confirms what you entered yourself")


def _may_speak_for(door: desk.Door, report: Report, made: Measure, *, agreed: bool) -> None:
    """Raise RuleBroken where another chair than who is named has no word on a decision."""
    if not agreed and not is_away(door, report, made.decided_by):
        raise RuleBroken("Only who is named can say that it was not decided", field="answer")
    if agreed and unit_at(door, report, made.decided_at) != report.area_id:
        raise RuleBroken(
            "It was decided in another unit: only the signed scan can prove it here", field="answer"
        )


def _tell_denied(door: desk.Door, report: Report, made: Measure) -> None:
    """Tell the supervisors, and those who must now get a decision."""
    told = holders(door, Role.SUPERVISOR, report.area_id)
    told |= holders(door, Role.CHAIR, report.area_id) | holders(door, Role.OFFICER, report.area_id)
    for person in sorted(told):
        tell(door, "decision_denied", _subject(report), to=person, cause=made.id)


def prove_decision(
    actor: Actor,
    report_code: str,
    number: int,
    *,
    file_code: str,
    signed_at: datetime | None,
    now: datetime,
    post: str = "",
) -> None:
    """Say which file of the report, or of its case, is the signed scan of a decision that waits."""
    check_signing(signed_at, now)
    with desk.writing(actor, Act.MEASURE_RECORD, now=now, post=post) as door:
        report = door.find(Report, code=report_code, deleted_at=None)
        row, made = _numbered(door, report, number)
        if row.outcome:
            raise RuleBroken("This decision waits for nothing any more")
        scan = _scan(door, report, made, file_code)
        row.outcome, row.scan_id = "scan", scan.id
        row.settled_at, row.settled_by = now, actor.user_id
        made.signed_at = signed_at
        _end_waiting(door, report)
        if not click_stops(door, report):
            count_signed(door, report)
        if made.decided_by is not None:
            tell(door, "decision_proved", _subject(report), to=made.decided_by, cause=scan.id)
        door.log(f"report:{report.id}", report.area_id, measure=made.id, file=scan.id)
        door.made = report.code


def _scan(door: desk.Door, report: Report, made: Measure, code: str) -> StoredFile:
    own = StoredFile.report_id == report.id
    if report.case_id is not None:
        own = or_(own, StoredFile.case_id == report.case_id)
    scan = door.session.scalars(
        select(StoredFile).where(StoredFile.code == code, StoredFile.withdrawn_at.is_(None), own)
    ).first()
    if scan is None:
        raise RuleBroken("Choose a file of the list", field="file")
    if scan.entered_at < made.decided_at:
        raise RuleBroken("The file was attached before the decision was made", field="file")
    return scan


def unprove(door: desk.Door, file: StoredFile) -> None:
    """Let a decision wait again whose scan is withdrawn: it hung on the wrong record."""
    proved = select(SpokenDecision, Report.code).join(Report, Report.id == SpokenDecision.report_id)
    wrong = proved.where(SpokenDecision.scan_id == file.id, SpokenDecision.outcome == "scan")
    for row, code in door.session.execute(wrong).all():
        row.outcome, row.settled_at, row.settled_by, row.scan_id = "", None, None, None
        end(door, code, _WAITS, anew=True)


def _numbered(
    door: desk.Door, report: Report, number: int
) -> tuple[SpokenDecision, Measure]:  # fmt: skip
    """Return the report's spoken decision of that number, counted from 1; Missing beyond."""
    rows = door.session.scalars(
        select(SpokenDecision)
        .where(SpokenDecision.report_id == report.id)
        .order_by(SpokenDecision.id)
    ).all()
    if not 1 <= number <= len(rows):
        raise Missing(f"report:{report.id}")
    row = rows[number - 1]
    return row, door.session.get_one(Measure, row.measure_id)


def _end_waiting(door: desk.Door, report: Report) -> None:
    """End what was told of decisions that wait, once none of the report does."""
    door.session.flush()
    waits = select(SpokenDecision.id).where(
        SpokenDecision.report_id == report.id, SpokenDecision.settled_at.is_(None)
    )
    if door.session.scalars(waits).first() is None:
        end(door, report.code, _WAITS)


def remind(door: desk.Door) -> int:
    """Tell, on the worker's round, of decisions that wait too long; return how many were told."""
    waiting = (
        select(SpokenDecision.measure_id, SpokenDecision.area_id, Measure.entered_at, Report.code)
        .join(Measure, Measure.id == SpokenDecision.measure_id)
        .join(Report, Report.id == SpokenDecision.report_id)
        .where(SpokenDecision.settled_at.is_(None), Report.deleted_at.is_(None))
        .order_by(Measure.entered_at)
    )
    told = 0
    for row in door.session.execute(waiting).all():
        for each in reminders(row.entered_at, door.now):
            subject = Subject(row.code, row.area_id)
            told += tell(door, "decision_unconfirmed", subject, to=each.role, cause=row.measure_id)
    return told


def _subject(report: Report) -> Subject:
    return Subject(report.code, report.area_id)
