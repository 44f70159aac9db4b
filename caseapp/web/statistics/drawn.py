"""What the charts of the indicators say: the value drawn, its words, its targets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext

from caseapp.statistics.indicator import Indicator
from caseapp.statistics.sheet import Row, Sheet
from caseapp.web.charts import Bar, bar, top_of
from caseapp.web.filters import decimal
from caseapp.web.statistics import doors, page
from caseapp.web.statistics.doors import CLOSED, Doors, Of

COUNTS: Final = frozenset({"9"})
"""Indicators of which the count is drawn: its target cannot be met or missed by counting."""
_WIDTH: Final = 340
_GAP: Final = 92
_LEAST: Final = 5
"""Up to here at least reaches the axis of a count, so that it is marked by whole children."""
_HUNDRED: Final = frozenset({"8b", "12"})


def drawn(row: Row | None) -> float | None:
    """Return the value that is drawn of a row: the share, or the count where that is drawn."""
    if row is None:
        return None
    if row.indicator in COUNTS:
        return float(row.numerator)
    return None if row.value is None else float(row.value)


def words(row: Row | None) -> str:
    """Say the value that is drawn, or why there is none."""
    if row is None:
        return "–"
    if row.indicator in COUNTS:
        return str(decimal(row.numerator))
    return page.share(row) or page.why(row)


def made_of(row: Row | None, to: Doors | None = None) -> Of | None:
    """Say what a share is made of; nothing where nothing arose."""
    if row is None or row.status == "none":
        return None
    return doors.made_of(row, to.of(row) if to else CLOSED)


@dataclass(frozen=True)
class Goal:
    """A target line: its value, the years it is for, and both in words."""

    value: float
    years: str
    words: str


def goals(indicator: Indicator) -> tuple[Goal, ...]:
    """Return the targets to draw; none where counting cannot meet one."""
    if indicator.id in COUNTS:
        return ()
    found: dict[float, list[str]] = {}
    for year, value in (("2025", indicator.target_2025), ("2030", indicator.target_2030)):
        found.setdefault(value, []).append(year)
    return tuple(
        Goal(value, ", ".join(years), f"{', '.join(years)}: {decimal(value)}\u00a0%")
        for value, years in found.items()
    )


def top(indicator: str, values: Iterable[float | None], targets: Iterable[Goal] = ()) -> float:
    """Return where the axis ends: at 100 for shares of the counted, else above all that stands."""
    if indicator in _HUNDRED:
        return 100
    return top_of(values, max((goal.value for goal in targets), default=_LEAST))


@dataclass(frozen=True)
class Measured:
    """An indicator against its targets: a bar, its lines, and the same in words."""

    id: str
    title: str
    said: str
    bar: Bar
    goals: tuple[Goal, ...]
    text: str


def measured(sheet: Sheet, area: str) -> tuple[Measured, ...]:
    """Lay out every indicator of the area that can meet its targets."""
    by_id = {each.id: each for each in sheet.indicators}
    rows = [row for row in sheet.make_rows() if row.area == area and not row.by]
    return tuple(
        _measured(by_id[row.indicator], row) for row in rows if row.indicator not in COUNTS
    )


def _measured(indicator: Indicator, row: Row) -> Measured:
    targets, value = goals(indicator), drawn(row)
    end = top(indicator.id, [value], targets)
    told = "; ".join(goal.words for goal in targets)
    return Measured(
        id=indicator.id,
        title=str(page.TITLES[indicator.id]),
        said=words(row),
        bar=bar(value, _WIDTH, end, [goal.value for goal in targets], gap=_GAP),
        goals=targets,
        text=str(gettext("%(value)s; targets %(targets)s", value=words(row), targets=told)),
    )
