"""The charts of a report, laid out for grey paper: every value is written, no meaning by colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from caseapp.rules.codes.statistics import AGE_BANDS
from caseapp.rules.indicator_reports import LAST_YEAR, MIDTERM_YEAR
from caseapp.rules.values import Period
from caseapp.web.charts import Bar, Box, Plot, bar, plot, top_of
from caseapp.web.indicator_reports.state import State
from caseapp.web.indicator_reports.tile_chart import TileChart
from caseapp.web.indicator_reports.words import SHORT, plain, short_period, target_value, whole

_COUNTS: Final = frozenset({"9"})
"""An indicator of which the count is drawn, without a target: none can be met by counting."""
_SHARES: Final = ("8a", "8b", "12")
_HUNDRED: Final = frozenset({"8b", "12"})
_WIDTH: Final = 330.0
_NEAR: Final = 76.0
"""So far apart stand the words of two targets."""
_BOX: Final = Box(320, 150, left=50, right=58, top=20, bottom=24)
_BROAD: Final = Box(640, 150, left=50, right=58, top=20, bottom=24)
_MANY: Final = 6
"""More steps than these need the whole width of the paper."""
_LEAST: Final = 5
_LENGTH: Final = 170.0
_ENOUGH: Final = 2
"""A line needs so many dots."""
_SEXES: Final = (("male", "Nam"), ("female", "Nữ"))


@dataclass(frozen=True)
class Goal:
    """A target: what stands at its line, its year where there are two, and all of it in words."""

    year: str
    words: str


@dataclass(frozen=True)
class TargetBar:
    """An indicator against its targets."""

    label: str
    said: str
    bar: Bar
    goals: tuple[Goal, ...]


@dataclass(frozen=True)
class TargetChart:
    """Bars with the lines of their targets, one below the other."""

    title: str
    text: str
    bars: tuple[TargetBar, ...]
    shape: str = "targets"


@dataclass(frozen=True)
class LineChart:
    """An indicator over the periods; `labels` at the dots; `broad`: it needs the whole width."""

    title: str
    text: str
    plot: Plot
    steps: tuple[str, ...]
    labels: tuple[str, ...]
    goals: tuple[Goal, ...]
    broad: bool
    shape: str = "lines"


@dataclass(frozen=True)
class Pair:
    """A band of age with a bar for each sex; the words of a bar, '' for the length of none."""

    label: str
    bars: tuple[tuple[Bar, str], ...]


@dataclass(frozen=True)
class PairChart:
    """Bars by age, one for each sex: hatched and plain."""

    title: str
    text: str
    pairs: tuple[Pair, ...]
    shape: str = "pairs"


Chart = TargetChart | LineChart | PairChart | TileChart


def against_targets(state: State) -> Iterator[TargetChart]:
    """Yield the chart of the shares that can meet their targets; none without such a share."""
    bars = []
    for indicator in _SHARES:
        figure = state.of(indicator)
        if figure is not None and figure.share is not None:
            bars.append(_against(indicator, figure.share))
    if bars:
        text = "; ".join(f"{one.label}: {one.said} ({_told(one.goals)})" for one in bars)
        yield TargetChart("Kết quả so với mục tiêu", text, tuple(bars))


def _against(indicator: str, value: Decimal) -> TargetBar:
    values = [target_value(indicator, year) for year in (MIDTERM_YEAR, LAST_YEAR)]
    same = values[0] == values[1]
    end = _top(indicator, [float(value)], values)
    places = values[:1] if same else values
    label = f"{indicator}. {SHORT[indicator]}"
    drawn = bar(float(value), _WIDTH, end, places, gap=_NEAR)
    return TargetBar(label, f"{plain(value)} %", drawn, _goals(values))


def _goals(values: Sequence[float]) -> tuple[Goal, ...]:
    years = (str(MIDTERM_YEAR), str(LAST_YEAR))
    if values[0] == values[1]:
        return (Goal("mục tiêu", f"{years[0]}, {years[1]}: {plain(values[0])} %"),)
    pairs = zip(years, values, strict=True)
    return tuple(Goal(year, f"{year}: {plain(value)} %") for year, value in pairs)


def _told(goals: Sequence[Goal]) -> str:
    return "mục tiêu " + "; ".join(goal.words for goal in goals)


def _top(indicator: str, values: Sequence[float | None], goals: Sequence[float]) -> float:
    if indicator in _HUNDRED:
        return 100
    return top_of(values, max(goals, default=_LEAST))


def over_time(periods: Sequence[Period], states: Mapping[Period, State]) -> Iterator[LineChart]:
    """Yield a line for each indicator that at least two periods tell; what is not told is a gap."""
    for indicator, name in SHORT.items():
        values = [_value(indicator, states.get(period)) for period in periods]
        if sum(value is not None for value in values) >= _ENOUGH:
            yield _line(indicator, name, periods, values)


def _value(indicator: str, state: State | None) -> float | None:
    figure = state.of(indicator) if state is not None else None
    if figure is None:
        return None
    if indicator in _COUNTS:
        return None if figure.count is None else float(figure.count)
    return None if figure.share is None else float(figure.share)


def _line(
    indicator: str, name: str, periods: Sequence[Period], values: Sequence[float | None]
) -> LineChart:
    targets: list[float] = []
    if indicator not in _COUNTS:
        targets = [target_value(indicator, year) for year in (MIDTERM_YEAR, LAST_YEAR)]
    end = _top(indicator, values, targets)
    lines = targets[:1] if len(set(targets)) == 1 else targets
    unit, broad = "số trẻ em" if indicator in _COUNTS else "%", len(periods) > _MANY
    steps = tuple(short_period(period) for period in periods)
    said = [NO if value is None else plain(value) for value in values]
    text = "; ".join(f"{step}: {words}" for step, words in zip(steps, said, strict=True))
    return LineChart(
        f"{indicator}. {name} ({unit})",
        text,
        plot([values], _BROAD if broad else _BOX, end, lines),
        steps,
        tuple(said),
        _goals(targets) if targets else (),
        broad,
    )


NO: Final = "không có"


def by_age(state: State) -> Iterator[PairChart]:
    """Yield for 8a and 9 the counts of boys and girls by age; a hidden one has no length."""
    for indicator in ("8a", "9"):
        counts = {
            (sex, band): state.divided.get((indicator, sex, band))
            for sex, _ in _SEXES
            for band in AGE_BANDS.codes
        }
        numbers = [one.count for one in counts.values() if one is not None]
        if not any(numbers):
            continue
        end = top_of([None if number is None else float(number) for number in numbers], _LEAST)
        pairs = []
        for band in AGE_BANDS.codes:
            drawn = []
            for sex, _ in _SEXES:
                one = counts[sex, band]
                count = one.count if one is not None else None
                words = whole(count) if count is not None else (one.why if one else NO)
                drawn.append((bar(None if count is None else float(count), _LENGTH, end), words))
            pairs.append(Pair(AGE_BANDS.label(band, "vi"), tuple(drawn)))
        text = "; ".join(
            f"{pair.label}: nam {pair.bars[0][1]}, nữ {pair.bars[1][1]}" for pair in pairs
        )
        yield PairChart(f"{indicator}. {SHORT[indicator]} (số trẻ em)", text, tuple(pairs))
