"""Batches of prints: which papers there are to print, asked for as a job of their owner alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from caseapp import desk
from caseapp.casework import areas, jobs
from caseapp.casework.measure_papers import SEPARATION
from caseapp.casework.plan_views import APPROVAL, PLAN
from caseapp.records.cases import Case
from caseapp.records.papers import Paper
from caseapp.records.reports import Answers, Report
from caseapp.rules.access import Act, Actor, scope_for
from caseapp.rules.assessment_states import DETAILED, INITIAL, REVIEW
from caseapp.rules.job_states import PRINTS
from caseapp.rules.print_batches import (
    OF_REPORTS,
    SUMMARY,
    Batch,
    check_batch,
    check_number,
)
from caseapp.rules.values import LOCAL, RuleBroken, local_day

_KINDS: Final = {
    "02": INITIAL,
    "03": DETAILED,
    "04": PLAN,
    "05": PLAN,
    "06": REVIEW,
    "07": SEPARATION,
}
"""The kind of paper that each form prints; Mẫu 05 those plans on which a decision was made."""
_DAY: Final = timedelta(days=1)
Found = list[tuple[str, int]]
"""The code of a report or case, and the place of the paper in it, from 1."""


def act_of(paper: str) -> Act:
    """Return the right that a print of this paper asks for."""
    return Act.REPORT_PRINT if paper == "01" else Act.CASE_PRINT


def units_to_print(actor: Actor, *, now: datetime) -> list[tuple[str, str]]:
    """Return code and name of the units of today of which the person may print."""
    scope = scope_for(actor, Act.CASE_PRINT, local_day(now))
    offered = areas.choices_now(now)
    return [pair for pair in offered if scope.covers(areas.at(pair[0], local_day(now)))]


def ask_batch(actor: Actor, batch: Batch, *, now: datetime, post: str = "") -> str:
    """Ask for a batch of prints; return the job's number.

    RuleBroken at the field for what cannot be printed, for a unit beyond reach, and when there is
    no paper or too many of them; Denied for who may not print.
    """
    check_batch(batch, local_day(now))
    act = act_of(batch.paper)
    scope = scope_for(actor, act, local_day(now))
    if not (scope.covers(batch.unit) if batch.unit else scope.units is None):
        raise RuleBroken("Choose a unit of the list", field="unit")
    check_number(len(find_papers(actor, batch, now=now)))
    asked = {
        "paper": batch.paper,
        "unit": str(batch.unit),
        "since": batch.since.isoformat(),
        "last_day": batch.last_day.isoformat(),
        "reason": batch.reason,
        "form": batch.form,
        "both_sides": "1" if batch.both_sides else "",
    }
    return jobs.ask(actor, act, PRINTS, asked, now=now, post=post, unit=batch.unit)


def batch_of(arguments: Mapping[str, str]) -> Batch:
    """Return what a job was asked for."""
    return Batch(
        arguments["paper"],
        int(arguments["unit"]),
        date.fromisoformat(arguments["since"]),
        date.fromisoformat(arguments["last_day"]),
        arguments["reason"],
        arguments["form"],
        both_sides=bool(arguments["both_sides"]),
    )


def find_papers(actor: Actor, batch: Batch, *, now: datetime) -> Found:
    """Return the newest such paper of each file, the oldest file first; the look is logged."""
    with desk.reading(actor, act_of(batch.paper), now=now) as door:
        found = _of_reports(door, batch) if batch.paper in OF_REPORTS else _of_cases(door, batch)
        door.log("prints:batch", batch.unit or None, paper=batch.paper, rows=len(found))
        return found


def _of_reports(door: desk.Door, batch: Batch) -> Found:
    asked = (
        select(Report)
        .where(*_span(Report.received_at, batch), Report.deleted_at.is_(None))
        .order_by(Report.received_at, Report.id)
    )
    if batch.unit:
        asked = asked.where(Report.area_id == batch.unit)
    if batch.paper == "01":
        answered = select(Answers.report_id).where(Answers.form == "01")
        rows = door.session.scalars(asked.where(Report.id.in_(answered)))
        return [(row.code, 1) for row in rows]
    reports = {row.id: row.code for row in door.session.scalars(asked)}
    return _placed(door, batch.paper, reports, Paper.report_id)


def _of_cases(door: desk.Door, batch: Batch) -> Found:
    asked = (
        select(Case)
        .where(*_span(Case.opened_at, batch), Case.deleted_at.is_(None))
        .order_by(Case.opened_at, Case.id)
    )
    if batch.unit:
        asked = asked.where(Case.area_id == batch.unit)
    cases = {row.id: row.code for row in door.session.scalars(asked)}
    if batch.paper == SUMMARY:
        return [(code, 1) for code in cases.values()]
    return _placed(door, batch.paper, cases, Paper.case_id)


def _span(moment: InstrumentedAttribute[datetime], batch: Batch) -> tuple[ColumnElement[bool], ...]:
    first = datetime.combine(batch.since, time(), LOCAL)
    return moment >= first, moment < datetime.combine(batch.last_day + _DAY, time(), LOCAL)


def _placed(
    door: desk.Door,
    form: str,
    subjects: Mapping[int, str],
    column: InstrumentedAttribute[int | None],
) -> Found:
    """Return of each subject the place of its newest paper that the form prints."""
    papers = select(Paper).where(Paper.kind == _KINDS[form], column.is_not(None))
    approvals = select(Paper).where(Paper.kind == APPROVAL, column.is_not(None))
    decided = {row.follows_id for row in door.session.scalars(approvals)} if form == "05" else set()
    seen: dict[int, int] = {}
    newest: dict[int, int] = {}
    for row in door.session.scalars(papers.order_by(Paper.entered_at, Paper.id)):
        subject = row.report_id or row.case_id or 0
        seen[subject] = seen.get(subject, 0) + 1
        if form != "05" or row.id in decided:
            newest[subject] = seen[subject]
    return [(code, newest[subject]) for subject, code in subjects.items() if subject in newest]
