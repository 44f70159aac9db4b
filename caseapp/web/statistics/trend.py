"""The trend by half-year in words and lines, for an area and for every ward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext

from caseapp.casework import areas
from caseapp.rules.matching import name_order
from caseapp.rules.units import CITY_ID, REFORM, territory
from caseapp.rules.values import Period
from caseapp.statistics.indicator import Indicator
from caseapp.statistics.indicators import INDICATORS
from caseapp.statistics.sheet import Row
from caseapp.statistics.territory import UNASSIGNED
from caseapp.statistics.trend import Series, Trend
from caseapp.web.charts import Box, Plot, plot, spread
from caseapp.web.filters import decimal
from caseapp.web.statistics import page
from caseapp.web.statistics.doors import Doors, Of
from caseapp.web.statistics.drawn import COUNTS, Goal, drawn, goals, made_of, top, words

_BOX: Final = Box(380, 210, left=50, right=52, top=20, bottom=38)
_LITTLE: Final = Box(150, 44, left=5, right=58, top=6, bottom=6)
_BESIDE: Final = 12
"""So far from the dot stands the letter of a line."""


@dataclass(frozen=True)
class Step:
    """A half-year: how the axis names it, how the table does, whether it still runs."""

    label: str
    name: str
    period: Period
    running: bool


def steps_of(periods: Sequence[Period], today: date) -> tuple[Step, ...]:
    """Name the half-years by their months: 1–6/24."""
    return tuple(
        Step(
            f"{period.start.month}–{period.end.month}/{period.start.year % 100:02}",
            f"{period.start.month}–{period.end.month}/{period.start.year}",
            period,
            running=period.end > today,
        )
        for period in periods
    )


@dataclass(frozen=True)
class Line:
    """A unit of a chart: its letter where there are several, its cells by half-year.

    `suspected`: how many stand apart in each, and where that count leads.
    """

    letter: str
    name: str
    rows: tuple[Row | None, ...]
    suspected: tuple[tuple[str, str], ...]

    @property
    def held(self) -> list[int]:
        """The half-years in which the unit has figures."""
        return [number for number, row in enumerate(self.rows) if row is not None]


@dataclass(frozen=True)
class Chart:
    """The lines of one indicator, and the same as text."""

    id: str
    title: str
    unit: str
    plot: Plot
    steps: tuple[Step, ...]
    goals: tuple[Goal, ...]
    lines: tuple[Line, ...]
    letters: tuple[tuple[float, float, str], ...]
    reform: float | None
    text: str


def charts_of(trend: Trend, today: date, first: int, to: Doors) -> tuple[Chart, ...]:
    """Draw each indicator of the area asked for, and of the units that came before it."""
    shown = list(trend.series.values())
    if first in (CITY_ID, UNASSIGNED):
        shown = shown[:1]
    return tuple(_chart(each, shown, trend, today, to) for each in INDICATORS)


def _chart(
    indicator: Indicator, shown: list[Series], trend: Trend, today: date, to: Doors
) -> Chart:
    steps = steps_of(trend.periods, today)
    rows = [tuple(series.of(indicator.id, trend.periods)) for series in shown]
    values = [[drawn(row) for row in found] for found in rows]
    targets = goals(indicator)
    flat = [value for found in values for value in found]
    plotted = plot(
        values,
        _BOX,
        top(indicator.id, flat, targets),
        [goal.value for goal in targets],
        running=steps[-1].running,
    )
    lines = tuple(
        Line(
            chr(ord("a") + number) if len(shown) > 1 else "",
            name_of(series),
            found,
            _suspected(series, steps, found, to) if indicator.id in COUNTS else (),
        )
        for number, (series, found) in enumerate(zip(shown, rows, strict=True))
    )
    return Chart(
        id=indicator.id,
        title=str(page.TITLES[indicator.id]),
        unit=str(
            gettext("children, number") if indicator.id in COUNTS else gettext("share in percent")
        ),
        plot=plotted,
        steps=steps,
        goals=targets,
        lines=lines,
        letters=_letters(plotted) if len(shown) > 1 else (),
        reform=_reform(plotted, steps),
        text="; ".join(told(line, steps) for line in lines),
    )


def _suspected(
    series: Series, steps: Sequence[Step], rows: Sequence[Row | None], to: Doors
) -> tuple[tuple[str, str], ...]:
    """Say how many are only suspected in each half-year, and where that leads."""
    found = []
    for step, row in zip(steps, rows, strict=True):
        notes = series.notes.get(step.period.id)
        if notes is None or row is None:
            found.append(("–", ""))
            continue
        number = notes["suspected"]
        address = to.at(step.period).count("suspected", "numerator", number, row.area)
        found.append((str(decimal(number)), address))
    return tuple(found)


def _letters(plotted: Plot) -> tuple[tuple[float, float, str], ...]:
    """Name each line before its first dot and after its last; words of one side stand apart."""
    sides: dict[float, dict[float, str]] = {}
    for number, dots in enumerate(plotted.dots):
        letter = chr(ord("a") + number)
        ends = [(dots[0], -_BESIDE)] if dots else []
        ends += [(dots[-1], _BESIDE)] if len(dots) > 1 else []
        for dot, away in ends:
            side = sides.setdefault(dot.x + away, {})
            side[dot.y] = side.get(dot.y, "") + letter
    return tuple(
        (x, y, letters)
        for x, side in sides.items()
        for letters, y in zip(side.values(), spread(list(side)), strict=True)
    )


def _reform(plotted: Plot, steps: Sequence[Step]) -> float | None:
    """Return where 1 July 2025 lies: between the last half-year before it and the next."""
    after = next((n for n, step in enumerate(steps) if step.period.start >= REFORM), 0)
    return None if not after else round((plotted.xs[after - 1] + plotted.xs[after]) / 2, 1)


def told(line: Line, steps: Sequence[Step]) -> str:
    """Say a line as text: each half-year with its value."""
    parts = [
        f"{step.label} {words(row)}"
        for step, row in zip(steps, line.rows, strict=True)
        if row is not None
    ]
    return f"{line.name}: {', '.join(parts)}"


def name_of(series: Series) -> str:
    """Name the unit of a series; an old one of which only a part lies here says so."""
    if series.unit == UNASSIGNED:
        return next(iter(page.unassigned().values()))
    name = areas.label(series.unit)
    return str(gettext("%(unit)s – a part of it", unit=name)) if series.part else name


@dataclass(frozen=True)
class Little:
    """A ward among many: its small line, its last value, the words of all."""

    name: str
    plot: Plot
    last: str
    text: str
    cells: tuple[tuple[str, Of | None], ...]


@dataclass(frozen=True)
class Wards:
    """Every ward with one indicator, on one scale; `before`: units that are no more."""

    indicator: str
    title: str
    top: str
    steps: tuple[Step, ...]
    now: tuple[Little, ...]
    apart: tuple[Little, ...]
    before: tuple[Little, ...]


def wards_of(trend: Trend, indicator_id: str, today: date, to: Doors) -> Wards:
    """Draw one indicator of every unit, all on the same scale."""
    indicator = next(each for each in INDICATORS if each.id == indicator_id)
    steps, targets = steps_of(trend.periods, today), goals(indicator)
    units = [series for series in trend.series.values() if series.unit != CITY_ID]
    flat = [drawn(row) for each in units for row in each.of(indicator_id, trend.periods)]
    end = top(indicator_id, flat, targets)
    kinds: dict[str, list[Little]] = {"now": [], "apart": [], "before": []}
    for series in units:
        kinds[_kind(series.unit)].append(_little(series, indicator_id, steps, end, targets, to))
    for found in kinds.values():
        found.sort(key=lambda little: name_order(little.name))
    said = decimal(end) if indicator_id in COUNTS else f"{decimal(end)}\u00a0%"
    return Wards(
        indicator_id,
        str(page.TITLES[indicator_id]),
        said,
        steps,
        tuple(kinds["now"]),
        tuple(kinds["apart"]),
        tuple(kinds["before"]),
    )


def _last_words(value: float, indicator: str) -> str:
    """Say the last value in little room: no noughts behind the comma."""
    return decimal(value) if indicator in COUNTS else f"{decimal(value)}\u00a0%"


def _kind(unit: int) -> str:
    if unit == UNASSIGNED:
        return "apart"
    return "before" if territory().units[unit].until else "now"


def _little(
    series: Series,
    indicator: str,
    steps: Sequence[Step],
    end: float,
    targets: Sequence[Goal],
    to: Doors,
) -> Little:
    rows = series.of(indicator, [step.period for step in steps])
    line = Line("", name_of(series), tuple(rows), ())
    plotted = plot(
        [[drawn(row) for row in rows]],
        _LITTLE,
        end,
        [goal.value for goal in targets[:1]],
        running=steps[-1].running,
    )
    dots = plotted.dots[0]
    return Little(
        line.name,
        plotted,
        _last_words(dots[-1].value, indicator) if dots else words(rows[-1]),
        told(line, steps),
        tuple(
            (words(row), made_of(row, to.at(step.period)))
            for step, row in zip(steps, rows, strict=True)
        ),
    )
