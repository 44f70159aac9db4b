"""Reads the abuse reports that may count in a period, each by its strongest incident."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import FromClause, Row, Select, and_, or_, select
from sqlalchemy.orm import Session

from caseapp.records import reports
from caseapp.rules.values import Period, local_day
from caseapp.statistics.facts.kin import Kin, Person
from caseapp.statistics.facts.kinds import Childless, Incident, Told, as_it_counts
from caseapp.statistics.facts.people import counted_children, lived_in, moments
from caseapp.statistics.facts.seen import Seen

_REPORTS: FromClause = reports.Report.__table__
_INCIDENTS: FromClause = reports.Incident.__table__


def statement(period: Period, seen: Seen | None = None) -> Select[Any]:
    """Return the select: reports received in the period, or with an incident that occurred in it.

    One row an incident; a report without any, or without a child, has a row all the same.
    """
    report, incident, children = _REPORTS.c, _INCIDENTS.c, counted_children(seen)
    first, last = moments(period)
    occurred = _INCIDENTS.alias("occurred")
    in_period = select(occurred.c.report_id).where(
        occurred.c.occurred_on.between(period.start, period.end)
    )
    return (
        select(
            report.id,
            report.child_id,
            report.event_unit_id,
            report.received_at,
            children.c.sex,
            children.c.date_of_birth,
            children.c.ethnicity,
            lived_in(report.child_id, period.end, or_last=True).label("unit"),
            incident.certainty,
            incident.abuse_types,
            incident.settings,
            incident.occurred_on,
        )
        .select_from(_REPORTS)
        .outerjoin(children, children.c.id == report.child_id)
        .outerjoin(_INCIDENTS, and_(incident.report_id == report.id, incident.deleted_at.is_(None)))
        .where(
            report.deleted_at.is_(None),
            or_(report.received_at.between(first, last), report.id.in_(in_period)),
            or_(report.child_id.is_(None), children.c.id.is_not(None)),
            *(seen.reports(report) if seen else ()),
        )
        .order_by(report.id)
    )


@dataclass(frozen=True)
class Reports:
    """The reports of a period: of children who are known, and of those who are not."""

    told: tuple[Told, ...]
    childless: tuple[Childless, ...]


def read_reports(session: Session, period: Period, kin: Kin, seen: Seen | None = None) -> Reports:
    """Return the reports that may count; what each counts with is settled, the basis is not."""
    told: list[Told] = []
    childless: list[Childless] = []
    rows = session.execute(statement(period, seen))
    for _, same in groupby(rows, key=lambda row: row.id):
        lines = list(same)
        counted = as_it_counts(_incidents(lines))
        if lines[0].child_id is None:
            event, received = lines[0].event_unit_id, local_day(lines[0].received_at)
            childless.append(
                Childless(event, received, counted.occurred, counted.certainty, lines[0].id)
            )
        else:
            told.extend(_told(lines[0], counted, period, kin))
    return Reports(tuple(told), tuple(childless))


def _incidents(lines: Iterable[Row[Any]]) -> Iterator[Incident]:
    for line in lines:
        if line.certainty is not None:
            yield Incident(
                line.certainty,
                _codes(line.abuse_types),
                _codes(line.settings),
                line.occurred_on,
            )


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code for code in text.split(";") if code)


def _told(line: Row[Any], counted: Incident, period: Period, kin: Kin) -> Iterator[Told]:
    child = Person(line.child_id, line.sex, line.date_of_birth, line.ethnicity)
    unit = line.unit
    if kin.knows(child.id):
        last = kin.person(child.id)
        if last is None:
            return
        child, unit = last, kin.unit(last.id, period.end, or_last=True)
    yield Told(
        line.id,
        *child,
        unit,
        local_day(line.received_at),
        counted.occurred,
        counted.certainty,
        counted.types,
        counted.settings,
    )
