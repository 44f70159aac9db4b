"""The newest population figure of each unit on a day, and the units that lack one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import FromClause, select
from sqlalchemy.orm import Session

from caseapp import desk
from caseapp.records.populations import Population
from caseapp.rules.access import Act, Actor
from caseapp.rules.units import CITY_ID, territory
from caseapp.rules.values import Period
from caseapp.statistics.denominators import Denominators
from caseapp.statistics.facts.kinds import Figure
from caseapp.statistics.facts.populations import read_figures
from caseapp.statistics.territory import Ground

_POPULATIONS: FromClause = Population.__table__


@dataclass(frozen=True)
class UnitFigure:
    """What counts as the children of a unit on the day; None where no figure reaches it.

    `heir` is who answers for it today, the city where it was split. `carried`: the figure is that
    of the unit's form before the reform, which left it unchanged.
    """

    unit: int
    heir: int
    children: int | None
    reference_date: date | None
    source: str
    carried: bool


@dataclass(frozen=True)
class Populations:
    """The units in force on a day, and for who reaches all of it the city.

    The city's children are its own figure (`city_given`), or what the units make.
    """

    day: date
    units: tuple[UnitFigure, ...]
    of_city: bool
    city: int | None
    city_given: bool

    @property
    def gaps(self) -> tuple[int, ...]:
        """The units without which the city's shares of the children cannot be given."""
        return tuple(each.unit for each in self.units if each.children is None)


def read_populations(actor: Actor, day: date, *, now: datetime) -> Populations:
    """Return the figures by which shares are worked out on the day, of the reader's units.

    The same denominators as the indicators' (contracts §5): what is a gap here is one there.
    """
    with desk.reading(actor, Act.FIGURES_READ, now=now) as door:
        ground = Ground(territory(), day)
        figures = read_figures(door.session, Period(f"{day}..{day}", day, day), ())
        counted = Denominators(figures, ground)
        sources = _sources(door.session)
        found = [
            _figure(unit, ground, figures, counted, sources)
            for unit in ground.units
            if door.scope.covers(ground.heir(unit))
        ]
        door.log("population:list", None, rows=len(found))
        whole = door.scope.units is None
        return Populations(
            day,
            tuple(found),
            whole,
            counted.children(CITY_ID) if whole else None,
            city_given=whole and counted.city_figure() is not None,
        )


def _figure(
    unit: int,
    ground: Ground,
    figures: Sequence[Figure],
    counted: Denominators,
    sources: Mapping[tuple[int, date], str],
) -> UnitFigure:
    own = [figure for figure in figures if figure.unit in {unit, ground.unchanged_before(unit)}]
    newest = max(own, key=lambda figure: figure.day, default=None)
    return UnitFigure(
        unit,
        ground.heir(unit),
        counted.children(unit),
        newest.day if newest else None,
        sources.get((newest.unit, newest.day), "") if newest else "",
        carried=newest is not None and newest.unit != unit,
    )


def _sources(session: Session) -> dict[tuple[int, date], str]:
    """Return where each unit's whole comes from, by unit and day."""
    cell = _POPULATIONS.c
    asked = select(cell.unit_id, cell.reference_date, cell.source)
    rows = session.execute(asked.where(cell.sex == "", cell.age_band == ""))
    return {(row[0], row[1]): row[2] for row in rows}
