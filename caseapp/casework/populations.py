"""How many children a unit has: entered with the source, corrected without loss, asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.notices import Subject, settle, tell
from caseapp.casework.staff import name_of
from caseapp.records.notices import Notice
from caseapp.records.populations import PastPopulation, Population
from caseapp.rules.access import Act, Actor, Role, may
from caseapp.rules.outcomes import Missing, Stale
from caseapp.rules.populations import ALL, CELLS, Cell, check_figures, shortfalls
from caseapp.rules.units import CITY_ID, ELSEWHERE, territory
from caseapp.rules.values import RuleBroken, local_day

ASKED = "population_asked"


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
        unit = _unit(door, code, day)
        rows = door.session.scalars(_of(unit).order_by(Population.id)).all()
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
        unit = _unit(door, code, day)
        rows = door.session.scalars(_of(unit, day).order_by(Population.id)).all()
        door.log(f"population:{unit}", unit, day=str(day))
        return Stored(
            {(row.sex, row.age_band): row.children for row in rows},
            rows[0].source if rows else "",
            _version(door, unit, day),
        )


def enter_figures(
    actor: Actor,
    code: str,
    *,
    reference_date: date,
    figures: Mapping[Cell, int],
    source: str,
    version: int | None,
    now: datetime,
    post: str = "",
) -> None:
    """Let these be the unit's figures of the day: new, corrected, or taken back where left out.

    What a figure said before is kept with who changed it. Where the whole is given, what asked
    the unit for it ends. `version` is that of the day which the form was filled from, None for a
    form that knew of none. RuleBroken for figures that cannot be, Stale when somebody else
    entered others for the day meanwhile.
    """
    with desk.writing(actor, Act.POPULATION_ENTER, now=now, post=post) as door:
        check_figures(figures, reference_date, source, today=local_day(now))
        if not figures:
            raise RuleBroken("Enter at least how many children there are in all", field="children")
        unit = _unit(door, code, reference_date)
        if version is not None and version != _version(door, unit, reference_date):
            raise Stale(f"population:{unit}")
        stored = {(r.sex, r.age_band): r for r in door.session.scalars(_of(unit, reference_date))}
        if version is None and stored:
            raise RuleBroken(
                "Figures of this day are there already: look at them, then correct them",
                field="reference_date",
            )
        changed = _write(door, unit, reference_date, stored, figures, source.strip())
        door.log(f"population:{unit}", unit, day=str(reference_date), changed=changed)
        if ALL in figures:
            settle(door, code)
        door.made = f"{code} {reference_date}"


def _write(
    door: desk.Door,
    unit: int,
    day: date,
    stored: Mapping[Cell, Population],
    figures: Mapping[Cell, int],
    source: str,
) -> int:
    """Write what differs from what is stored; return how many cells that are."""
    gone = [row for cell, row in stored.items() if cell not in figures]
    other = [
        row
        for cell, row in stored.items()
        if cell in figures and (row.children, row.source) != (figures[cell], source)
    ]
    keep_past(door, [*gone, *other])
    for row in gone:
        door.session.delete(row)
    for row in other:
        row.children, row.source = figures[row.sex, row.age_band], source
    new = [cell for cell in CELLS if cell in figures and cell not in stored]
    for sex, band in new:
        door.session.add(
            Population(
                unit_id=unit,
                reference_date=day,
                sex=sex,
                age_band=band,
                children=figures[sex, band],
                source=source,
                entered_at=door.now,
                entered_by=door.actor.user_id,
            )
        )
    door.session.flush()
    return len(gone) + len(other) + len(new)


def keep_past(door: desk.Door, rows: Iterable[Population]) -> None:
    """Keep what figures say now, before another act changes them or takes them back."""
    for row in rows:
        door.session.add(
            PastPopulation(
                unit_id=row.unit_id,
                reference_date=row.reference_date,
                sex=row.sex,
                age_band=row.age_band,
                children=row.children,
                source=row.source,
                entered_at=row.entered_at,
                entered_by=row.entered_by,
                replaced_at=door.now,
                replaced_by=door.actor.user_id,
            )
        )
    door.session.flush()


def ask_units(actor: Actor, units: Iterable[int], day: date, *, now: datetime) -> int:
    """Ask these units for their figure of a day: their officers and their chair are told.

    An old unit's heir is asked; one that was split has none. Once for each unit and day; return
    how many were asked now. Units outside the asker's own are left out.
    """
    told = 0
    with desk.writing(actor, Act.POPULATION_ASK, now=now) as door:
        for unit in units:
            heir = territory().keeper(unit)
            if heir == CITY_ID or not door.scope.covers(heir):
                continue
            about = Subject(areas.code_of(heir), heir)
            made = [tell(door, ASKED, about, to=to, cause=day) for to in (Role.OFFICER, Role.CHAIR)]
            told += any(made)
        door.log("population:asked", None, told=told, day=str(day))
    return told


def asked_units(actor: Actor, *, now: datetime) -> dict[int, datetime]:
    """Return the units that were asked and have not answered, with since when."""
    with desk.reading(actor, Act.FIGURES_READ, now=now) as door:
        found = _asked(door, None)
        door.log("population:asked", None, rows=len(found))
        return {unit: at for unit, at in found.items() if _covers(door.scope.units, unit)}


def _asked(door: desk.Door, units: Collection[int] | None) -> dict[int, datetime]:
    waiting = select(Notice.area_id, func.min(Notice.entered_at)).where(
        Notice.kind == ASKED, Notice.ended_at.is_(None)
    )
    if units is not None:
        waiting = waiting.where(Notice.area_id.in_(sorted(units)))
    rows = door.session.execute(waiting.group_by(Notice.area_id)).all()
    return {row[0]: row[1] for row in rows}


def _unit(door: desk.Door, code: str, day: date) -> int:
    unit = areas.at(code, day)
    if unit is None or unit in ELSEWHERE.values() or not _covers(door.scope.units, unit):
        raise Missing(f"areas:{code[:10]}")
    return unit


def _covers(units: Collection[int] | None, unit: int) -> bool:
    return units is None or territory().keeper(unit) in units


def _of(unit: int, day: date | None = None) -> Select[tuple[Population]]:
    rows = select(Population).where(Population.unit_id == unit)
    return rows if day is None else rows.where(Population.reference_date == day)


def _version(door: desk.Door, unit: int, day: date) -> int:
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
