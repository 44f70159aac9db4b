"""A unit's population figures as they stand and as they were, and whether it was asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Select, func, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.staff import name_of
from caseapp.records.notices import Notice
from caseapp.records.populations import PastPopulation, Population
from caseapp.rules.access import Act, Actor, may
from caseapp.rules.outcomes import Missing
from caseapp.rules.populations import CELLS, Cell, shortfalls
from caseapp.rules.units import ELSEWHERE, territory
from caseapp.rules.values import local_day

ASKED: Final = "population_asked"
"""The kind of the notice that asks a unit."""


@dataclass(frozen=True)
class DayView:
    """The figures of one day by cell; `short` are cells whose parts make less than they do."""

    reference_date: date
    figures: Mapping[Cell, int]
    sources: tuple[str, ...]
    entered_at: datetime
    entered_by: str
    short: tuple[tuple[Cell, int], ...]


@dataclass(frozen=True)
class PastView:
    """What a figure said before, and who replaced it or took it back."""

    reference_date: date
    cell: Cell
    children: int
    source: str
    entered_by: str
    replaced_at: datetime
    replaced_by: str


@dataclass(frozen=True)
class UnitView:
    """A unit with its figures, the newest day first, and all that was corrected."""

    code: str
    name: str
    days: tuple[DayView, ...]
    past: tuple[PastView, ...]
    may_enter: bool
    asked_at: datetime | None


@dataclass(frozen=True)
class Stored:
    """The figures of one day as a form is filled from them; `version` grows with each change."""

    figures: Mapping[Cell, int]
    source: str
    version: int


def read_unit(actor: Actor, code: str, day: date, *, now: datetime) -> UnitView:
    """Return the figures of the unit that bore the code on the day.

    Missing when there is none, or it lies outside the reader's units.
    """
    with desk.reading(actor, Act.FIGURES_READ, now=now) as door:
        unit = find_unit(door, code, day)
        rows = door.session.scalars(rows_of(unit).order_by(Population.id)).all()
        past = door.session.scalars(
            select(PastPopulation)
            .where(PastPopulation.unit_id == unit)
            .order_by(PastPopulation.replaced_at.desc(), PastPopulation.id.desc())
        ).all()
        door.log(f"population:{unit}", unit, rows=len(rows))
        days = sorted({row.reference_date for row in rows}, reverse=True)
        return UnitView(
            code=code,
            name=areas.label(unit),
            days=tuple(
                _day(door, [r for r in rows if r.reference_date == each], past) for each in days
            ),
            past=tuple(_past(door, row) for row in past),
            may_enter=may(actor, Act.POPULATION_ENTER, local_day(now), territory().keeper(unit)),
            asked_at=_asked(door, [unit]).get(unit),
        )


def read_day(actor: Actor, code: str, day: date, *, now: datetime) -> Stored:
    """Return what stands for the unit of the code and day, to be filled in or corrected."""
    with desk.reading(actor, Act.POPULATION_ENTER, now=now) as door:
        unit = find_unit(door, code, day)
        rows = door.session.scalars(rows_of(unit, day).order_by(Population.id)).all()
        door.log(f"population:{unit}", unit, day=str(day))
        return Stored(
            {(row.sex, row.age_band): row.children for row in rows},
            rows[0].source if rows else "",
            version_of(door, unit, day),
        )


def asked_units(actor: Actor, *, now: datetime) -> dict[int, datetime]:
    """Return the units that were asked and have not answered, with since when."""
    with desk.reading(actor, Act.FIGURES_READ, now=now) as door:
        found = _asked(door, None)
        door.log("population:asked", None, rows=len(found))
        return {unit: at for unit, at in found.items() if covers(door.scope.units, unit)}


def _asked(door: desk.Door, units: Collection[int] | None) -> dict[int, datetime]:
    waiting = select(Notice.area_id, func.min(Notice.entered_at)).where(
        Notice.kind == ASKED, Notice.ended_at.is_(None)
    )
    if units is not None:
        waiting = waiting.where(Notice.area_id.in_(sorted(units)))
    rows = door.session.execute(waiting.group_by(Notice.area_id)).all()
    return {row[0]: row[1] for row in rows}


def find_unit(door: desk.Door, code: str, day: date) -> int:
    """Return the unit that bore the code on the day; Missing for none within the door's units."""
    unit = areas.at(code, day)
    if unit is None or unit in ELSEWHERE.values() or not covers(door.scope.units, unit):
        raise Missing(f"areas:{code[:10]}")
    return unit


def covers(units: Collection[int] | None, unit: int) -> bool:
    """Tell whether who has these units today answers for a unit of any time."""
    return units is None or territory().keeper(unit) in units


def rows_of(unit: int, day: date | None = None) -> Select[tuple[Population]]:
    """Select the figures of a unit, of one day or of all."""
    rows = select(Population).where(Population.unit_id == unit)
    return rows if day is None else rows.where(Population.reference_date == day)


def version_of(door: desk.Door, unit: int, day: date) -> int:
    """Return a number that grows with whatever changes the figures of a day."""
    counts = [
        door.session.scalar(
            select(func.count()).where(kept.unit_id == unit, kept.reference_date == day)
        )
        or 0
        for kept in (Population, PastPopulation)
    ]
    return counts[0] + 2 * counts[1]


def _day(door: desk.Door, rows: list[Population], past: Collection[PastPopulation]) -> DayView:
    """Return a day's figures; who entered them is who changed them last."""
    day = rows[0].reference_date
    moments = [(row.entered_at, row.entered_by) for row in rows]
    moments += [(p.replaced_at, p.replaced_by) for p in past if p.reference_date == day]
    at, by = max(moments, key=lambda each: each[0])
    figures = {(row.sex, row.age_band): row.children for row in rows}
    return DayView(
        reference_date=day,
        figures={cell: figures[cell] for cell in CELLS if cell in figures},
        sources=tuple(dict.fromkeys(row.source for row in rows if row.source)),
        entered_at=at,
        entered_by=name_of(door, by),
        short=tuple(shortfalls(figures)),
    )


def _past(door: desk.Door, row: PastPopulation) -> PastView:
    return PastView(
        row.reference_date,
        (row.sex, row.age_band),
        row.children,
        row.source,
        name_of(door, row.entered_by),
        row.replaced_at,
        name_of(door, row.replaced_by),
    )
