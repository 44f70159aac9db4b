"""Reads the impacts of disasters in a period, each with where the child lived on that day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import FromClause, Row, Select, or_, select
from sqlalchemy.orm import Session

from caseapp.records.disasters import Impact
from caseapp.records.settings import Setting
from caseapp.rules.disasters import DEFAULT_RELIEF_DAYS, RELIEF_DAYS
from caseapp.rules.values import Period
from caseapp.statistics.facts.kin import Kin
from caseapp.statistics.facts.kinds import Hit
from caseapp.statistics.facts.people import counted_children, lived_in
from caseapp.statistics.facts.seen import Seen

_IMPACTS: FromClause = Impact.__table__
_SETTINGS: FromClause = Setting.__table__

__all__ = ["DEFAULT_RELIEF_DAYS", "RELIEF_DAYS", "read_hits", "read_relief_days", "statement"]


def statement(period: Period, seen: Seen | None = None) -> Select[Any]:
    """Return the select; it starts from the impacts of the period."""
    impact, children = _IMPACTS.c, counted_children(seen)
    return (
        select(
            impact.child_id,
            children.c.sex,
            children.c.date_of_birth,
            children.c.ethnicity,
            lived_in(impact.child_id, impact.affected_on).label("unit"),
            impact.affected_on,
            impact.listed_on,
            impact.relieved_on,
        )
        .join_from(_IMPACTS, children, children.c.id == impact.child_id)
        .where(
            impact.deleted_at.is_(None),
            impact.affected_on.between(period.start, period.end),
        )
        .order_by(impact.id)
    )


def read_hits(session: Session, period: Period, kin: Kin, seen: Seen | None = None) -> list[Hit]:
    """Return every impact of the period, also those on a day when the child lived elsewhere."""
    rows = session.execute(statement(period, seen))
    return [hit for row in rows for hit in _as_it_counts(row, kin)]


def _as_it_counts(row: Row[Any], kin: Kin) -> Iterator[Hit]:
    hit = Hit._make(row)
    if not kin.knows(hit.child):
        yield hit
    elif (person := kin.person(hit.child)) is not None:
        unit = kin.unit(person.id, hit.affected)
        yield Hit(*person, unit, hit.affected, hit.listed, hit.relieved)


def read_relief_days(session: Session, period: Period) -> int:
    """Return within how many days relief is in time: the city's setting on the last day, or 2."""
    setting = _SETTINGS.c
    value = session.scalar(
        select(setting.value)
        .where(
            setting.name == RELIEF_DAYS,
            setting.valid_from <= period.end,
            or_(setting.valid_until.is_(None), setting.valid_until > period.end),
        )
        .order_by(setting.valid_from.desc())
        .limit(1)
    )
    return DEFAULT_RELIEF_DAYS if value is None else int(value)
