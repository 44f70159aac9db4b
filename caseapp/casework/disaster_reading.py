"""Disasters in a list and one by one: whom they hit, who was relieved, who still waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, case, func, literal, or_, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.disasters import find_disaster, mark_of
from caseapp.casework.one_child import COUNTS_AS
from caseapp.casework.relief_days import relief_days_on
from caseapp.records.children import Child, ChildUnit
from caseapp.records.disasters import Disaster, DisasterUnit, Impact
from caseapp.rules.access import Act, Actor, may, scope_for
from caseapp.rules.matching import name_order
from caseapp.rules.units import CITY_ID
from caseapp.rules.values import local_day

PAGE = 50
"""So many disasters stand on one page."""


@dataclass(frozen=True)
class Counts:
    """Distinct children: hit, still waiting for relief, and of these over the city's limit."""

    hit: int = 0
    waiting: int = 0
    late: int = 0

    @property
    def relieved(self) -> int:
        """How many were relieved of all the harm that stands there."""
        return self.hit - self.waiting


@dataclass(frozen=True)
class DisasterLine:
    """A disaster in the list; `units` in words, those hit.

    `counts` is None where it hit only units in which the reader counts nobody.
    """

    number: int
    name: str
    kind: str
    started_on: date
    ended_on: date | None
    units: tuple[str, ...]
    counts: Counts | None


@dataclass(frozen=True)
class DisasterList:
    """A page of the list; `days` is within how many days relief is in time today.

    `whole` says that the whole city is counted, not only what lies within reach.
    """

    lines: list[DisasterLine]
    page: int
    more: bool
    days: int
    whole: bool


@dataclass(frozen=True)
class UnitLine:
    """A unit in a disaster's table; `opens` when the reader may see its children.

    `counts` is None where the reader counts no child of the unit: that is not zero.
    """

    unit_id: int
    code: str
    name: str
    listed: bool
    counts: Counts | None
    opens: bool


@dataclass(frozen=True)
class DisasterView:
    """One disaster; `mark` as disasters.mark_of, for a form that corrects it; `whole` as above."""

    number: int
    name: str
    kind: str
    started_on: date
    ended_on: date | None
    units: tuple[str, ...]
    lines: tuple[UnitLine, ...]
    counts: Counts
    days: int
    mark: str
    may_correct: bool
    whole: bool

    @property
    def adds_up(self) -> bool:
        """Whether the units' children are those of the whole: none has files in two units."""
        return sum(line.counts.hit for line in self.lines if line.counts) == self.counts.hit


def list_disasters(actor: Actor, page: int = 1, *, now: datetime) -> DisasterList:
    """Return disasters with their counts, those with children waiting over the limit first.

    Who opens files counts what lies within reach; a statistician counts the whole city's.
    """
    with _counting(actor, now) as door:
        today = local_day(now)
        days = relief_days_on(door, today)
        counted = counts_by(door, Impact.disaster_id, today, days)
        units: dict[int, list[int]] = {}
        for disaster, unit in door.session.execute(
            select(DisasterUnit.disaster_id, DisasterUnit.unit_id)
        ).tuples():
            units.setdefault(disaster, []).append(unit)
        rows = list(door.session.scalars(select(Disaster)))
        rows.sort(key=lambda row: _urgency(row, counted.get(row.id, Counts())))
        door.log("disasters:list", None, rows=len(rows))
        first = PAGE * (page - 1)
        lines = [
            DisasterLine(
                row.id,
                row.name,
                row.kind,
                row.started_on,
                row.ended_on,
                _names(units.get(row.id, [])),
                _told(door, units.get(row.id, []), counted.get(row.id)),
            )
            for row in rows[first : first + PAGE]
        ]
        return DisasterList(lines, page, len(rows) > first + PAGE, days, _counts_all(actor, today))


def _told(door: desk.Door, units: list[int], counts: Counts | None) -> Counts | None:
    """Return what was counted; nobody, only where somebody would have been counted."""
    if counts is None and units and not any(map(door.scope.covers, units)):
        return None
    return counts or Counts()


def _urgency(row: Disaster, counts: Counts) -> tuple[int, int, int, int]:
    return -counts.late, -counts.waiting, -row.started_on.toordinal(), -row.id


def _names(units: list[int]) -> tuple[str, ...]:
    return tuple(sorted(map(areas.label, units), key=name_order))


def _counting(actor: Actor, now: datetime) -> AbstractContextManager[desk.Door]:
    """Open what the person counts over: files in reach, or all for who sees figures alone."""
    if may(actor, Act.IMPACT_LIST, local_day(now)):
        return desk.reading(actor, Act.DISASTER_LIST, now=now)
    return desk.figures(actor, Act.DISASTER_LIST, now=now)


def _counts_all(actor: Actor, today: date) -> bool:
    """Whether the person counts the whole city: figures alone, or files of every unit."""
    if not may(actor, Act.IMPACT_LIST, today):
        return True
    return scope_for(actor, Act.IMPACT_LIST, today).units is None


def counts_by(
    door: desk.Door,
    by: Any,  # noqa: ANN401 - a column
    today: date,
    days: int,
    number: int | None = None,
) -> dict[int, Counts]:
    """Count children by a column, of one disaster or all: one that waits for one relief waits."""
    since = func.coalesce(Impact.listed_on, Impact.affected_on)
    waits = Impact.relieved_on.is_(None)
    late = and_(waits, since < literal(today - timedelta(days=days), Date))
    asked: Select[Any] = select(
        by,
        func.count(COUNTS_AS.distinct()),
        func.count(case((waits, COUNTS_AS)).distinct()),
        func.count(case((late, COUNTS_AS)).distinct()),
    ).join_from(Impact, Child, Child.id == Impact.child_id)
    if by is ChildUnit.area_id:
        asked = asked.join(ChildUnit, ChildUnit.child_id == Child.id)
    if number is not None:
        asked = asked.where(Impact.disaster_id == number)
    asked = asked.where(*stands()).group_by(by)
    return {row[0]: Counts(*row[1:]) for row in door.session.execute(asked).tuples()}


def stands() -> Iterator[ColumnElement[bool]]:
    """Yield what tells harm that counts: neither it nor the child was entered by mistake."""
    yield Impact.deleted_at.is_(None)
    yield or_(Child.deleted_at.is_(None), Child.merged_into_id.is_not(None))


def read_disaster(actor: Actor, number: int, *, now: datetime) -> DisasterView:
    """Return a disaster with the counts of each unit that it hit, as far as the reader counts."""
    with _counting(actor, now) as door:
        row, today = find_disaster(door, number), local_day(now)
        days = relief_days_on(door, today)
        asked = select(DisasterUnit.unit_id).where(DisasterUnit.disaster_id == number)
        units = list(door.session.scalars(asked.order_by(DisasterUnit.unit_id)))
        counted = counts_by(door, ChildUnit.area_id, today, days, number)
        total = counts_by(door, Impact.disaster_id, today, days, number)
        door.log(f"disaster:{number}", None, units=len(units))
        return DisasterView(
            number,
            row.name,
            row.kind,
            row.started_on,
            row.ended_on,
            tuple(areas.code_of(unit) for unit in units),
            tuple(_unit_lines(door, units, counted, now)),
            total.get(number, Counts()),
            days,
            mark_of(row, units),
            _may_correct(actor, units, today),
            _counts_all(actor, today),
        )


def _unit_lines(
    door: desk.Door, units: list[int], counted: dict[int, Counts], now: datetime
) -> Iterator[UnitLine]:
    """Yield the units that were hit, and others that may open a child who was."""
    today = local_day(now)
    known = {int(code) for code, _ in areas.choices_now(now)}
    for unit in sorted({*units, *counted} & known, key=lambda each: name_order(areas.label(each))):
        yield UnitLine(
            unit,
            areas.code_of(unit),
            areas.label(unit),
            unit in units,
            counted.get(unit, Counts()) if door.scope.covers(unit) else None,
            unit != CITY_ID and may(door.actor, Act.IMPACT_LIST, today, unit),
        )


def _may_correct(actor: Actor, units: list[int], today: date) -> bool:
    if not may(actor, Act.DISASTER_ENTER, today):
        return False
    scope = scope_for(actor, Act.DISASTER_ENTER, today)
    return all(map(scope.covers, units)) if units else scope.units is None
