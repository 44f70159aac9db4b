"""Chooses what an export of a period or an area holds: all that its indicators count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from caseapp.exchange.queries import COUNTS_AS
from caseapp.records.children import Assistance, Child, Circumstance, Residence
from caseapp.records.disasters import Impact
from caseapp.records.populations import Population
from caseapp.records.referrals import Referral
from caseapp.records.reports import Incident, Report
from caseapp.rules.units import CITY_ID, territory
from caseapp.rules.values import LOCAL, Period

Condition = ColumnElement[bool]


class WrongChoice(Exception):
    """The period or the area that was asked for does not exist; the message says what to write."""


@dataclass(frozen=True)
class Choice:
    """What is exported: a period (None: all days) and units (None: the city); `day` is its last."""

    day: date
    period: Period | None = None
    units: frozenset[int] | None = None


def choose(period: str | None, area: str | None, today: date) -> Choice:
    """Return the choice that the options name; WrongChoice when one of them names nothing.

    The area is the unit that bears the code on the last day of the period, or today, with the
    old units that passed to it as a whole.
    """
    try:
        span = Period.parse(period) if period else None
    except ValueError as error:
        raise WrongChoice(str(error)) from error
    day = span.end if span else today
    if area is None:
        return Choice(day, span)
    land = territory()
    unit = land.at(area, day)
    if unit is None:
        raise WrongChoice(f"no unit of the city bears the code '{area}' on {day}")
    if unit.id == CITY_ID:
        return Choice(day, span)
    heirs = {old for old in land.units if land.successor(old) == unit.id}
    return Choice(day, span, frozenset({unit.id} | heirs))


def conditions(choice: Choice) -> Mapping[str, tuple[Condition, ...]]:
    """Return for each sheet which recorded rows are exported; deleted ones never are.

    Disasters are public and all exported. A child comes with all its stays.
    """
    child = _child_counts(choice)
    whole = (*child, Child.merged_into_id.is_(None))
    return {
        "population": _population(choice),
        "children": whole,
        "residences": whole,
        "circumstances": (*child, Circumstance.deleted_at.is_(None), *_covering(choice)),
        "assistance": (*child, Assistance.deleted_at.is_(None), *_helped(choice)),
        "reports": _reports(choice, child),
        "disasters": (),
        "impacts": (*child, Impact.deleted_at.is_(None), *_within(choice, Impact.affected_on)),
        "referrals": (*child, Referral.sent_on.is_not(None), *_within(choice, Referral.sent_on)),
    }


def _child_counts(choice: Choice) -> tuple[Condition, ...]:
    """The child that a row counts for is not deleted, and lives or lived in the units."""
    other = aliased(Child)
    deleted = select(other.id).where(other.deleted_at.is_not(None))
    kept = (Child.deleted_at.is_(None), COUNTS_AS.not_in(deleted))
    if choice.units is None:
        return kept
    return (*kept, COUNTS_AS.in_(_residents(choice, choice.units)))


def _residents(choice: Choice, units: frozenset[int]) -> Select[Any]:
    """Select the children with a stay in the units within the period, or their last one there."""
    start = choice.period.start if choice.period else choice.day
    other = aliased(Residence)
    last = (
        select(func.max(other.valid_from))
        .where(other.child_id == Residence.child_id, other.valid_from <= choice.day)
        .correlate(Residence)
        .scalar_subquery()
    )
    meets = and_(
        Residence.valid_from <= choice.day,
        or_(Residence.valid_until.is_(None), Residence.valid_until > start),
    )
    return select(Residence.child_id).where(
        Residence.unit_id.in_(sorted(units)), or_(meets, Residence.valid_from == last)
    )


def _population(choice: Choice) -> tuple[Condition, ...]:
    """Every figure up to the last day: the newest of them is the denominator."""
    until = (Population.reference_date <= choice.day,) if choice.period else ()
    if choice.units is None:
        return until
    return (*until, Population.unit_id.in_(sorted(choice.units)))


def _covering(choice: Choice) -> tuple[Condition, ...]:
    if choice.period is None:
        return ()
    return (
        Circumstance.valid_from <= choice.period.end,
        or_(Circumstance.valid_until.is_(None), Circumstance.valid_until > choice.period.start),
    )


def _helped(choice: Choice) -> tuple[Condition, ...]:
    if choice.period is None:
        return ()
    last = func.coalesce(Assistance.given_until, Assistance.given_on)
    return (
        Assistance.given_on <= choice.period.end,
        or_(Assistance.open_ended, last >= choice.period.start),
    )


def _within(choice: Choice, day: Any) -> tuple[Condition, ...]:  # noqa: ANN401 - any mapped day
    return () if choice.period is None else (day.between(choice.period.start, choice.period.end),)


def _reports(choice: Choice, child: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """Reports received in the period or telling of it, of the children, or of no child, there."""
    alone: list[Condition] = [Report.child_id.is_(None)]
    if choice.units is not None:
        alone.append(Report.event_unit_id.in_(sorted(choice.units)))
    found = (Report.deleted_at.is_(None), or_(and_(*child), and_(*alone)))
    if choice.period is None:
        return found
    start = datetime.combine(choice.period.start, time(), LOCAL)
    end = datetime.combine(choice.period.end + timedelta(days=1), time(), LOCAL)
    told = select(Incident.report_id).where(
        Incident.deleted_at.is_(None),
        Incident.occurred_on.between(choice.period.start, choice.period.end),
    )
    received = and_(Report.received_at >= start, Report.received_at < end)
    return (*found, or_(received, Report.id.in_(told)))
