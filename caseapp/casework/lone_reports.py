"""Reports that one person handled alone: marked at once, reviewed by a supervisor afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.calendars import calendar_of
from caseapp.casework.notices import Subject, settle, tell, tell_officers
from caseapp.casework.staff import name_of
from caseapp.records.children import Child
from caseapp.records.lone_reports import LoneReport
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.alone import acts_alone, review_due
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken, local_day


@dataclass(frozen=True)
class LoneView:
    """The mark "một người" on a report; `note` is the supervisor's, `overdue` without one."""

    code: str
    child: str
    unit: str
    person: str
    marked_at: datetime
    review_due: date
    overdue: bool
    reviewed_at: datetime | None
    reviewed_by: str
    note: str


def mark_lone(door: desk.Door, report: Report) -> None:
    """Mark a report that the door's person handles alone, once; tell supervisors and officers."""
    if _mark_of(door, report) is not None:
        return
    door.session.add(
        LoneReport(
            report_id=report.id,
            area_id=report.area_id,
            review_due=review_due(door.now, calendar_of(door)),
            entered_at=door.now,
            entered_by=door.actor.user_id,
        )
    )
    door.session.flush()
    subject = Subject(report.code, report.area_id)
    tell(door, "lone_report", subject, to=Role.SUPERVISOR)
    tell_officers(door, "handled_alone", subject, None)
    door.log(f"report:{report.id}", report.area_id, alone=True)


def mark_if_alone(door: desk.Door, report: Report) -> None:
    """Mark a report on which the chair takes an officer's step."""
    if _is_alone(door, report.area_id):
        mark_lone(door, report)


def mark_if_prepared(door: desk.Door, report: Report) -> None:
    """Mark a report that is decided on by the very person who logged it."""
    if report.entered_by is not None and report.entered_by == door.actor.user_id:
        mark_lone(door, report)


def insist_on_own(door: desk.Door, report: Report) -> None:
    """Raise Missing when the chair takes an officer's step on a report that another logged."""
    own = report.entered_by is not None and report.entered_by == door.actor.user_id
    if _is_alone(door, report.area_id) and not own:
        raise Missing(f"report:{report.id}")


def _is_alone(door: desk.Door, area_id: int) -> bool:
    return acts_alone(door.actor, door.act, local_day(door.now), area_id)


def _mark_of(door: desk.Door, report: Report) -> LoneReport | None:
    asked = select(LoneReport).where(LoneReport.report_id == report.id)
    return door.session.scalars(asked).first()


def view_lone(door: desk.Door, report: Report) -> LoneView | None:
    """Return the mark on a report, as its readers see it."""
    row = _mark_of(door, report)
    return _view(door, row, report, report.child_name) if row is not None else None


def list_lone(actor: Actor, *, now: datetime) -> list[LoneView]:
    """Return the last 100 reports that somebody handled alone, those to be reviewed first."""
    name = func.coalesce(Child.full_name, Report.child_name)
    with desk.reading(actor, Act.LONE_REVIEW, now=now) as door:
        rows = door.session.execute(
            select(LoneReport, Report, name.label("child"))
            .join(Report, Report.id == LoneReport.report_id)
            .outerjoin(Child, Child.id == Report.child_id)
            .where(Report.deleted_at.is_(None))
            .order_by(LoneReport.reviewed_at.is_not(None), LoneReport.id.desc())
            .limit(100)
        ).all()
        door.log("lone_reports:list", None, rows=len(rows))
        return [_view(door, row.LoneReport, row.Report, row.child) for row in rows]


def read_lone(actor: Actor, code: str, *, now: datetime) -> LoneView:
    """Return the mark on one report for its review; Missing when there is none."""
    with desk.reading(actor, Act.LONE_REVIEW, now=now) as door:
        report, row = _found(door, code)
        door.log(f"report:{report.id}", report.area_id, alone=True)
        return _view(door, row, report, report.child_name)


def review_lone(actor: Actor, code: str, *, note: str, now: datetime, post: str = "") -> None:
    """Take down that a supervisor looked into it, with a note; the first review stays.

    Raises RuleBroken without a note, and for a review of what one did oneself.
    """
    if not note.strip():
        raise RuleBroken("Say what you found", field="note")
    with desk.writing(actor, Act.LONE_REVIEW, now=now, post=post) as door:
        report, row = _found(door, code)
        if row.entered_by is not None and row.entered_by == actor.user_id:
            raise RuleBroken("Another supervisor reviews what you did yourself")
        if row.reviewed_at is not None:
            raise RuleBroken("This was reviewed in the meantime")
        row.reviewed_at, row.reviewed_by = now, actor.user_id
        row.note = door.seal(door.key_of(report), "lone_reports.note", row.id, note.strip())
        settle(door, report.code)
        door.log(f"report:{report.id}", report.area_id, reviewed=True)
        door.made = report.code


def _found(door: desk.Door, code: str) -> tuple[Report, LoneReport]:
    report = door.find(Report, code=code, deleted_at=None)
    row = _mark_of(door, report)
    if row is None:
        raise Missing(f"lone_reports:{report.id}")
    return report, row


def _view(door: desk.Door, row: LoneReport, report: Report, child: str) -> LoneView:
    return LoneView(
        code=report.code,
        child=child,
        unit=areas.label(row.area_id),
        person=name_of(door, row.entered_by),
        marked_at=row.entered_at,
        review_due=row.review_due,
        overdue=row.reviewed_at is None and row.review_due < local_day(door.now),
        reviewed_at=row.reviewed_at,
        reviewed_by=name_of(door, row.reviewed_by),
        note=door.unseal(report.key_id, "lone_reports.note", row.id, row.note),
    )
