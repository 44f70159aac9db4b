"""Reads the confirmed circumstances of the last day of a period, each with its child's facts."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, exists, literal_column, or_, select
from sqlalchemy.orm import Session

from caseapp.records.children import Circumstance
from caseapp.rules.values import Period
from caseapp.statistics.facts.kin import Kin
from caseapp.statistics.facts.kinds import Standing
from caseapp.statistics.facts.people import ASSISTANCE, counted_children, helped_in, lived_in
from caseapp.statistics.facts.seen import Seen

_CIRCUMSTANCES: FromClause = Circumstance.__table__


def covers(circumstance: Any, day: date) -> tuple[ColumnElement[bool], ...]:  # noqa: ANN401 - the class, or its table's columns
    """Return the conditions on a circumstance that covers a day and was not taken out."""
    return (
        circumstance.deleted_at.is_(None),
        circumstance.valid_from <= day,
        or_(circumstance.valid_until.is_(None), circumstance.valid_until > day),
    )


def statement(period: Period, seen: Seen | None = None) -> Select[Any]:
    """Return the select; it starts from the circumstances, so it grows with them alone.

    Covering indexes of the few counted children answer: 60 ms of CPU instead of 690 at a million.
    """
    circumstance = _CIRCUMSTANCES.c
    children = counted_children(seen)
    helped = (
        exists()
        .where(ASSISTANCE.c.child_id == circumstance.child_id, *helped_in(period))
        .correlate(_CIRCUMSTANCES)
    )
    return (
        select(
            circumstance.child_id,
            circumstance.group_code,
            children.c.sex,
            children.c.date_of_birth,
            children.c.ethnicity,
            lived_in(circumstance.child_id, period.end),
            helped,
        )
        .join_from(_CIRCUMSTANCES, children, children.c.id == circumstance.child_id)
        .where(
            # Written out, not bound: SQLite must see the very words of its partial index.
            circumstance.status == literal_column("'confirmed'"),
            *covers(circumstance, period.end),
        )
    )


def read_standings(
    session: Session, period: Period, kin: Kin, seen: Seen | None = None
) -> list[Standing]:
    """Return the circumstances that count, of children who live in the city on the last day."""
    found = []
    for row in session.execute(statement(period, seen)).all():
        standing = Standing._make(row)
        counted = _as_kin(standing, period, kin) if kin.knows(standing.child) else standing
        if counted is not None and counted.unit is not None:
            found.append(counted)
    return found


def _as_kin(standing: Standing, period: Period, kin: Kin) -> Standing | None:
    person = kin.person(standing.child)
    unit = kin.unit(person.id, period.end) if person else None
    if person is None or unit is None:
        return None
    helped = kin.was_helped(person.id)
    return Standing(person.id, standing.group, *person[1:], unit, helped)
