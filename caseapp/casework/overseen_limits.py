"""What the supervisor's desk asks of limits that have passed, and of answers owed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, func, literal, select, union_all
from sqlalchemy import case as either

from caseapp import desk
from caseapp.casework.calendars import calendar_of
from caseapp.records.agencies import Agency
from caseapp.records.case_clocks import CaseClock
from caseapp.records.cases import Case, Deadline
from caseapp.records.children import Child
from caseapp.records.forwardings import Forwarding
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.transfers import Transfer
from caseapp.rules.answer_terms import WAITING, late_until

FORWARDING, TRANSFER = "forwarding", "transfer"
"""Answers that another unit owes; every other kind is the name of a clock."""

_CASE: Final = either((Case.state == "closed", ""), else_=func.coalesce(Case.code, ""))
"""The code of the case while it is not closed, '' for none."""


def late_limits(now: datetime, unit: int | None = None) -> Select[Any]:
    """Return what asks for all limits that have passed and were not kept, the longest first.

    Rows: kind, code, about (the child's name), area_id, officer_id, level, case, since (the end).
    Reports stand there with their 12 hours and their forwarding, cases with the rest.
    """
    parts = (_hours(now), _clocks(now), _forwardings(now), _transfers(now))
    rows = union_all(*(of_unit(part, unit) for part in parts)).subquery("late")
    return select(*rows.c).order_by(rows.c.since, rows.c.code, rows.c.kind)


def _of_report(kind: Any, end: Any) -> Select[Any]:  # noqa: ANN401 - columns
    return (
        select(
            kind.label("kind"),
            Report.code,
            func.coalesce(Child.full_name, Report.child_name).label("about"),
            Report.area_id,
            Case.officer_id,
            func.coalesce(Case.level, "").label("level"),
            _CASE.label("case"),
            end.label("since"),
        )
        .select_from(Report)
        .outerjoin(Child, Child.id == Report.child_id)
        .outerjoin(Case, Case.id == Report.case_id)
        .where(Report.deleted_at.is_(None))
    )


def _of_case(kind: Any, end: Any) -> Select[Any]:  # noqa: ANN401 - columns
    return (
        select(
            kind.label("kind"),
            Case.code,
            Child.full_name.label("about"),
            Case.area_id,
            Case.officer_id,
            Case.level,
            _CASE.label("case"),
            end.label("since"),
        )
        .select_from(Case)
        .join(Child, Child.id == Case.child_id)
        .where(Case.deleted_at.is_(None))
    )


def _hours(now: datetime) -> Select[Any]:
    """Reports whose 12 hours have run out without a decision."""
    asked = _of_report(Deadline.clock, Deadline.due_at)
    return asked.join(Deadline, Deadline.report_id == Report.id).where(
        Deadline.stopped_at.is_(None), Deadline.due_at < now
    )


def _clocks(now: datetime) -> Select[Any]:
    """Limits of cases that run and have passed; one that ended before use is never late."""
    asked = _of_case(CaseClock.clock, CaseClock.due_at)
    return asked.join(CaseClock, CaseClock.case_id == Case.id).where(
        CaseClock.stopped_at.is_(None),
        CaseClock.paused_at.is_(None),
        CaseClock.before_use.is_(False),
        CaseClock.due_at < now,
    )


def _forwardings(now: datetime) -> Select[Any]:
    """Reports that another unit has neither taken over nor refused in time."""
    asked = _of_report(literal(FORWARDING), Forwarding.due_at)
    return asked.join(Forwarding, Forwarding.report_id == Report.id).where(
        Forwarding.state == "waiting", Forwarding.due_at < now
    )


def _transfers(now: datetime) -> Select[Any]:
    """Cases that another unit, or the own chair, has not answered in time."""
    asked = _of_case(literal(TRANSFER), Transfer.due_at)
    return asked.join(Transfer, Transfer.case_id == Case.id).where(
        Transfer.state.in_(("proposed", "waiting")), Transfer.due_at < now
    )


def unanswered(door: desk.Door) -> Select[Any]:
    """Return what asks for the referrals whose answer is late, the longest first.

    Rows: code, about (child and agency), area_id, officer_id, level, case, since (day of sending).
    """
    return waiting().where(Referral.sent_on <= late_until(door.now, calendar_of(door)))


def waiting() -> Select[Any]:
    """Return the same for all referrals to which an agency owes an answer; no imported ones."""
    return (
        select(
            Referral.code,
            (Child.full_name + " → " + Agency.name).label("about"),
            Referral.area_id,
            Case.officer_id,
            func.coalesce(Case.level, "").label("level"),
            _CASE.label("case"),
            Referral.sent_on.label("since"),
        )
        .join(Child, Child.id == Referral.child_id)
        .join(Agency, Agency.id == Referral.agency_id)
        .outerjoin(Case, Case.id == Referral.case_id)
        .where(
            Referral.state.in_(WAITING),
            Referral.imported.is_(False),
            Referral.sent_on.is_not(None),
            Case.deleted_at.is_(None),
        )
        .order_by(Referral.sent_on, Referral.id)
    )


def of_unit(asked: Select[Any], unit: int | None) -> Select[Any]:
    """Return the rows of one unit, of all when none is named; not for a union."""
    column: Any = asked.selected_columns["area_id"]
    return asked if unit is None else asked.where(column == unit)


def parts_of_load(now: datetime, unit: int | None) -> Iterator[tuple[str, Select[Any]]]:
    """Yield how many limits are late and referrals wait, by unit and officer: a name and rows."""
    for name, rows in (
        ("late", late_limits(now, unit).order_by(None).subquery("ended")),
        ("waiting", of_unit(waiting(), unit).order_by(None).subquery("waiting")),
    ):
        by = rows.c.area_id, rows.c.officer_id
        yield name, select(*by, func.count().label("number")).group_by(*by)
