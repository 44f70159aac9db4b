"""What both units see of a report on its way: little until it is received, then the own Mẫu 01."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, or_, select, true

from caseapp import desk
from caseapp.casework.forwarding_views import Passing, view_passing
from caseapp.casework.report_reading import FORM_NUMBER, clock_of, open_answers
from caseapp.records.cases import Deadline
from caseapp.records.forwardings import Forwarding
from caseapp.records.listing import units_given, within_given
from caseapp.records.reports import Answers, Report
from caseapp.rules.access import Act, Actor, may
from caseapp.rules.clocks import Standing, standing
from caseapp.rules.forms.answers import Value
from caseapp.rules.forms.registry import form
from caseapp.rules.forms.spec import Form
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import local_day

MOST: Final = 100


@dataclass(frozen=True)
class Arriving:
    """A report that waits to be taken over: what is needed to call, and not a word of the child."""

    passing: Passing
    received_at: datetime
    clock: Standing | None


@dataclass(frozen=True)
class Forwarded:
    """A report that was passed on, with the Mẫu 01 that the own unit had recorded."""

    passing: Passing
    received_at: datetime
    gone: bool
    form: Form
    answers: dict[str, Value]
    reporter_hidden: bool


def _within(door: desk.Door, *columns: Any) -> ColumnElement[bool]:  # noqa: ANN401 - columns
    """Return what tells the forwardings that concern the person's units."""
    units = door.scope.units
    if units is None:
        return Forwarding.id.is_not(None)
    return or_(*(column.in_(sorted(units)) for column in columns))


def list_waiting_reports(
    actor: Actor, act: Act, *, now: datetime
) -> list[tuple[Passing, Standing | None]]:
    """Return what waits for this person with its 12 hours, the most urgent first.

    By the act: reports to take over, or those on which the supervisor's word is awaited.
    """
    with desk.reading(actor, act, now=now) as door:
        receiving, units = act == Act.REPORT_RECEIVE, door.scope.units
        asked = _waiting(receiving=receiving, within_units=units is not None)
        rows = door.session.execute(asked, units_given(units)).all()
        door.log(f"forwardings:{'receive' if receiving else 'assign'}", None, rows=len(rows))
        found = [
            (
                view_passing(door, row.Forwarding, row.code),
                standing(row.due_at, now, row.stopped_at) if row.due_at else None,
            )
            for row in rows
        ]
    return [pair for pair in found if receiving or pair[0].assignable]


@cache
def _waiting(*, receiving: bool, within_units: bool) -> Select[Any]:
    """Return the select of what waits to be taken over, or for the supervisor's word.

    Of all units, or of the `units` given when it is sent.
    """
    mine = (
        [Forwarding.to_area_id] if receiving else [Forwarding.from_area_id, Forwarding.to_area_id]
    )
    return (
        select(Forwarding, Report.code, Deadline.due_at, Deadline.stopped_at)
        .join(Report, Report.id == Forwarding.report_id)
        .outerjoin(Deadline, Deadline.report_id == Report.id)
        .where(
            within_given(*mine) if within_units else true(),
            Forwarding.state.in_(("waiting",) if receiving else ("waiting", "refused")),
        )
        .order_by(Deadline.due_at, Forwarding.due_at)
    )


def list_sent(actor: Actor, *, now: datetime) -> list[Passing]:
    """Return the last 100 reports that the person's units passed on, the newest first."""
    with desk.reading(actor, Act.REPORT_READ_FORWARDED, now=now) as door:
        rows = door.session.execute(
            select(Forwarding, Report.code)
            .join(Report, Report.id == Forwarding.report_id)
            .where(_within(door, Forwarding.from_area_id))
            .order_by(Forwarding.id.desc())
            .limit(MOST)
        ).all()
        door.log("forwardings:sent", None, rows=len(rows))
        return [view_passing(door, row.Forwarding, row.code) for row in rows]


def read_arriving(actor: Actor, code: str, *, now: datetime) -> Arriving:
    """Return what the other unit is told of a report before it takes it over."""
    return _arriving(actor, Act.REPORT_RECEIVE, code, ("waiting",), now)


def read_disputed(actor: Actor, code: str, *, now: datetime) -> Arriving:
    """Return what the supervisor is told of a report that nobody takes over."""
    return _arriving(actor, Act.REPORT_ASSIGN_UNIT, code, ("waiting", "refused"), now)


def _arriving(
    actor: Actor, act: Act, code: str, states: tuple[str, ...], now: datetime
) -> Arriving:
    with desk.reading(actor, act, now=now) as door:
        report = door.find(Report, code=code)
        row = door.session.scalars(
            select(Forwarding)
            .where(Forwarding.report_id == report.id, Forwarding.state.in_(states))
            .order_by(Forwarding.id.desc())
            .limit(1)
        ).one()
        door.log(f"report:{report.id}", row.to_area_id, forwarded=True)
        return Arriving(
            view_passing(door, row, report.code), report.received_at, clock_of(door, report)
        )


def read_sent(actor: Actor, code: str, *, now: datetime) -> Forwarded:
    """Return the own Mẫu 01 of a report that has passed to another unit, as it then stood.

    Missing before it was received: until then the report itself is there to be read.
    """
    with desk.reading(actor, Act.REPORT_READ_FORWARDED, now=now) as door:
        report = door.find(Report, code=code)
        row = door.session.scalars(
            select(Forwarding)
            .where(
                Forwarding.report_id == report.id,
                _within(door, Forwarding.from_area_id),
                Forwarding.answers_version.is_not(None),
            )
            .order_by(Forwarding.id.desc())
            .limit(1)
        ).first()
        if row is None:
            raise Missing(f"reports:{report.id}")
        spec = form(FORM_NUMBER, local_day(report.received_at))
        own = row.from_area_id
        hidden = not may(actor, Act.REPORT_SEE_REPORTER, local_day(now), own)
        saved = door.session.scalars(
            select(Answers).where(
                Answers.report_id == report.id,
                Answers.form == FORM_NUMBER,
                Answers.version == row.answers_version,
            )
        ).first()
        door.log(f"report:{report.id}", own, forwarded=True, reporter=not hidden)
        return Forwarded(
            passing=view_passing(door, row, report.code),
            received_at=report.received_at,
            gone=report.area_id != own,
            form=spec,
            answers=open_answers(door, report, saved, spec, hidden=hidden),
            reporter_hidden=hidden,
        )
