"""Counts a sheet from facts in memory: no database, no clock, the same answer every time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from caseapp.rules.units import CITY_CODE, CITY_ID, Territory
from caseapp.rules.values import Period
from caseapp.statistics.denominators import Denominators, Key, population_cell
from caseapp.statistics.dimensions import DIMENSIONS
from caseapp.statistics.facts.kinds import Facts
from caseapp.statistics.indicator import Basis, Indicator
from caseapp.statistics.indicators import INDICATORS
from caseapp.statistics.indicators.i09 import APART
from caseapp.statistics.rollup import Frame, Tally, tally
from caseapp.statistics.sheet import Sheet
from caseapp.statistics.territory import UNASSIGNED, Ground


class NothingLeft(ValueError):
    """No indicator can be divided by all the dimensions asked for."""


@dataclass(frozen=True)
class Ask:
    """What is asked: a period, an area by its code on the last day, divisions, the basis of 9.

    `each_ward` adds every unit in force on the last day and the row `unassigned`. An unknown
    name in `by` raises ValueError; a name twice counts once. `borders`: the day whose units have
    the rows and whose codes name them, the last day of the period unless said.
    """

    period: Period
    area: str = CITY_CODE
    each_ward: bool = False
    by: tuple[str, ...] = ()
    basis: Basis = "received"
    borders: date | None = None

    def __post_init__(self) -> None:
        for name in self.by:
            if name not in DIMENSIONS:
                raise ValueError(f"{name!r} is no dimension: {', '.join(DIMENSIONS)}")
        object.__setattr__(self, "by", tuple(dict.fromkeys(self.by)))

    def ground(self, land: Territory) -> Ground:
        """The territory that the rows stand on."""
        return Ground(land, self.period.end, self.borders)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators that can be divided as asked; NothingLeft when there is none."""
        left = tuple(each for each in INDICATORS if each.divides_by(self.by))
        if not left:
            raise NothingLeft(f"no indicator can be divided by {' and '.join(self.by)} at once")
        return left

    @property
    def sources(self) -> frozenset[str]:
        """The kinds of facts that these indicators are counted from."""
        return frozenset(each.source for each in self.indicators)


def count_sheet(ask: Ask, facts: Facts, land: Territory) -> Sheet:
    """Count the sheet; UnknownArea when no unit bears the code on the last day, NothingLeft."""
    ground = ask.ground(land)
    area = ground.area(ask.area)
    areas = (area, *(each for each in (*ground.units, UNASSIGNED) if each != area))
    frame = Frame(
        ground,
        areas if ask.each_ward else (area,),
        ask.by,
        Denominators(facts.figures, ground),
    )
    tallies: dict[str, Tally] = {}
    for each in ask.indicators:
        if each.source not in tallies:
            children = each.count(facts, ask.period, ask.by, ask.basis)
            tallies[each.source] = tally(children, ground, divided=bool(ask.by))
    return Sheet(
        period=ask.period,
        definition=_definition(ask, facts),
        indicators=ask.indicators,
        by=ask.by,
        notes={**_reports(ask, facts, ground, area), **_populations(frame)},
        notes_of=lambda code: _reports(ask, facts, ground, ground.area(code)),
        make_rows=lambda: (
            row for each in ask.indicators for row in frame.rows(each, tallies[each.source])
        ),
    )


def _definition(ask: Ask, facts: Facts) -> str:
    """Name the version of each definition, and what was chosen where the definition lets choose."""
    parts = [f"{each.id} version {each.version}" for each in ask.indicators]
    if "9" in ask.sources:
        parts.append(f"basis of 9: {ask.basis}")
    if "12" in ask.sources:
        parts.append(f"relief of 12 in time within {facts.relief_days} days")
    return "; ".join(parts)


def _reports(ask: Ask, facts: Facts, ground: Ground, area: int) -> dict[str, Any]:
    """Return the notes on reports that stand apart, of the area asked for."""
    if "9" not in ask.sources:
        return {}
    return {
        name: sum(ground.lies_in(each.unit, area) for each in find(facts, ask.period, ask.basis))
        for name, find in APART.items()
    }


def _populations(frame: Frame) -> dict[str, Any]:
    """Return the notes on denominators: who lacks a figure, and what the units sum up to."""
    ground, denominators = frame.ground, frame.denominators
    lacking = denominators.lacking(frame.areas)
    notes: dict[str, Any] = {"no_denominator": [ground.code(unit) for unit in lacking]}
    divided = _cells(frame.by)
    if divided:
        short = {
            unit for key in divided.values() for unit in denominators.lacking(frame.areas, key)
        }
        notes["no_denominator_divided"] = [ground.code(u) for u in ground.units if u in short]
    if CITY_ID not in frame.areas:
        return notes
    if denominators.city_figure() is not None:
        notes["sum_of_units"] = denominators.sum_of_units()
    sums = [
        {"by": dict(zip(_population_names(frame.by), names, strict=True)), "children": total}
        for names, key in divided.items()
        if denominators.city_figure(key) is not None
        for total in (denominators.sum_of_units(key),)
    ]
    return notes | ({"sums_of_units_divided": sums} if sums else {})


def _population_names(by: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in by if name in {"sex", "age_band"})


def _cells(by: tuple[str, ...]) -> dict[tuple[str, ...], Key]:
    """Return the population cells that divided rows need, by the codes that name them."""
    names = _population_names(by)
    if "ethnicity" in by or not names:
        return {}
    crossed = product(*(DIMENSIONS[name].codes for name in names))
    keys = {codes: population_cell(dict(zip(names, codes, strict=True))) for codes in crossed}
    return {codes: key for codes, key in keys.items() if key is not None}
