"""What every count asks of a child: sex, birth, ethnicity, and where it lived on a day."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    ScalarSelect,
    func,
    or_,
    select,
    true,
)

from caseapp.records.children import Assistance, Child, Residence
from caseapp.rules.units import ELSEWHERE
from caseapp.rules.values import LOCAL, Period
from caseapp.statistics.facts.seen import Seen

CHILDREN: Final[FromClause] = Child.__table__
RESIDENCES: Final[FromClause] = Residence.__table__
ASSISTANCE: Final[FromClause] = Assistance.__table__

_EARLIEST: Final = date(1900, 1, 1)


def moments(period: Period) -> tuple[datetime, datetime]:
    """Return the first and last moment of the period's local days, both ends included."""
    start = max(period.start, _EARLIEST)
    return (
        datetime.combine(start, time.min, LOCAL),
        datetime.combine(max(period.end, start), time.max, LOCAL),
    )


def counts() -> ColumnElement[bool]:
    """Return the condition that a child's rows may count: not deleted, or merged into another.

    A merged child's rows count as the other's (facts.kin), whatever became of its own record.
    """
    return or_(CHILDREN.c.deleted_at.is_(None), CHILDREN.c.merged_into_id.is_not(None))


def counted(seen: Seen | None = None) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on a child who may count: in circumstances, reported or hit, ever.

    `counted` holds for each of them (triggers see to it), who are few among all; a covering index
    of their own has them. `seen` leaves those that a reader opens.
    """
    opened = seen.children(CHILDREN.c.id) if seen else ()
    return (CHILDREN.c.counted == true(), counts(), *opened)


def counted_children(seen: Seen | None = None) -> CTE:
    """Return the children who may count, to be joined to few rows of another kind.

    Materialized, so that their own index answers also before SQLite has statistics; by itself it
    would look up each one among all children.
    """
    child = CHILDREN.c
    few = select(child.id, child.sex, child.date_of_birth, child.ethnicity).where(*counted(seen))
    return few.cte("counted").prefix_with("MATERIALIZED")


def lived_in(
    child: ColumnElement[int],
    day: Any,  # noqa: ANN401 - a date or a column
    *,
    or_last: bool = False,
) -> ScalarSelect[int]:
    """Return the unit of the stay that covers the day, or NULL; stays outside the city are none.

    `or_last`: if no stay covers it, that of the last stay before. Only for counted children, whose
    stays have a covering index of their own.
    """
    stay = RESIDENCES.c
    begun = [
        stay.child_id == child,
        stay.counted == true(),
        stay.valid_from <= day,
        stay.unit_id.not_in(sorted(ELSEWHERE.values())),
    ]
    if not or_last:  # stays never overlap, so the last one begun is also the one that covers
        begun.append(or_(stay.valid_until.is_(None), stay.valid_until > day))
    newest = select(stay.unit_id).where(*begun).order_by(stay.valid_from.desc()).limit(1)
    return newest.correlate_except(RESIDENCES).scalar_subquery()


def helped_in(
    period: Period,
    help_given: Any = ASSISTANCE.c,  # noqa: ANN401 - the class, or its table's columns
) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on an assistance whose days meet the period (contracts §4).

    Its days end on `given_until`, never while it runs, or on the day it was given.
    """
    last = func.coalesce(help_given.given_until, help_given.given_on)
    return (
        help_given.deleted_at.is_(None),
        help_given.given_on <= period.end,
        or_(help_given.open_ended, last >= period.start),
    )
