"""Where the marks of a chart stand: points, bars, lines and tiles worked out from numbers.

Nothing here knows what is drawn: the template draws (templates/_parts/chart.html), the page says.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10
from typing import Final

Point = tuple[float, float]
_MOST_STEPS: Final = 5
_LINE: Final = 13
"""So far apart stand two lines of small text."""
_ABOVE: Final = 8
_BELOW: Final = 17
"""So far from its dot stands what it says."""


@dataclass(frozen=True)
class Box:
    """The paper of a chart, and how much of each side is kept for words."""

    width: float
    height: float
    left: float = 0
    right: float = 0
    top: float = 0
    bottom: float = 0

    @property
    def inner_width(self) -> float:
        """The width that is left for marks."""
        return self.width - self.left - self.right

    @property
    def inner_height(self) -> float:
        """The height that is left for marks."""
        return self.height - self.top - self.bottom

    @property
    def floor(self) -> float:
        """Where nought stands."""
        return self.height - self.bottom

    @property
    def end(self) -> float:
        """Where the marks end on the right."""
        return self.width - self.right


def top_of(values: Iterable[float | None], least: float = 0, most: float | None = None) -> float:
    """Return a round number that no value passes, at least `least`, at most `most` where given."""
    highest = max((least, *(value for value in values if value is not None)))
    if highest <= 0:
        return 1
    step = _step(highest)
    top = step * -(-highest // step)
    top = round(top if top >= highest else top + step, 6)
    return top if most is None else min(top, most)


def _step(top: float) -> float:
    """Return the round step, 1, 2 or 5 of a power of ten, that needs no more than five of it."""
    power: float = 10.0 ** floor(log10(top))
    for size in (0.1, 0.2, 0.5, 1.0, 2.0, 5.0):
        if top / (power * size) <= _MOST_STEPS:
            return power * size
    return power * 10


def steps(top: float) -> tuple[float, ...]:
    """Return the values at which an axis up to `top` is marked, 0 and the top among them."""
    step = _step(top)
    found = [round(step * number, 6) for number in range(int(top / step + 1e-9) + 1)]
    return tuple(found if found[-1] == top else [*found, top])


def spread(places: Sequence[float], gap: float = _LINE) -> tuple[float, ...]:
    """Move places that lie too close together apart, each as little as the order allows."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = list(places)
    for before, after in pairwise(order):
        moved[after] = max(moved[after], moved[before] + gap)
    return tuple(moved)


@dataclass(frozen=True)
class Dot:
    """A value of a series: where it stands, which it is in its series.

    `words_y`: where its words stand, above it, or below where a target line runs above.
    """

    x: float
    y: float
    index: int
    value: float
    words_y: float


@dataclass(frozen=True)
class Plot:
    """Lines over steps of time. `runs`: for each series its unbroken stretches, as paths.

    `lasts`: of each series the stretch that leads to its last step, drawn apart while that one
    is not over. `goals`: the height of each target line, and of its words.
    """

    box: Box
    xs: tuple[float, ...]
    grid: tuple[tuple[float, float], ...]
    runs: tuple[tuple[str, ...], ...]
    lasts: tuple[str, ...]
    dots: tuple[tuple[Dot, ...], ...]
    goals: tuple[tuple[float, float], ...]


def plot(
    series: Sequence[Sequence[float | None]],
    box: Box,
    top: float,
    goals: Sequence[float] = (),
    *,
    running: bool = False,
) -> Plot:
    """Lay out lines of equal length; a value that is missing breaks its line.

    `running`: the last step is not over, so what leads to it stands apart.
    """
    count = max((len(values) for values in series), default=0)
    xs = tuple(_across(box, index, count) for index in range(count))
    lines = [height(goal, box, top) for goal in goals]
    dots = tuple(
        tuple(
            _dot(xs[index], height(value, box, top), index, value, lines)
            for index, value in enumerate(values)
            if value is not None
        )
        for values in series
    )
    solid = count - 1 if running else count
    return Plot(
        box=box,
        xs=xs,
        grid=tuple((height(value, box, top), value) for value in steps(top)),
        runs=tuple(_runs([dot for dot in found if dot.index < solid]) for found in dots),
        lasts=tuple(_last(found, count) if running else "" for found in dots),
        dots=dots,
        goals=tuple(zip(lines, spread(lines), strict=True)),
    )


def _dot(x: float, y: float, index: int, value: float, lines: Sequence[float]) -> Dot:
    crossed = any(y - _ABOVE - _LINE <= line <= y for line in lines)
    return Dot(x, y, index, value, y + _BELOW if crossed else y - _ABOVE)


def _across(box: Box, index: int, count: int) -> float:
    share = 0.5 if count == 1 else index / (count - 1)
    return round(box.left + box.inner_width * share, 1)


def height(value: float, box: Box, top: float) -> float:
    """Return where a value stands, the top of the box for what passes it."""
    return round(box.floor - box.inner_height * min(value, top) / top, 1)


def _runs(dots: Sequence[Dot]) -> tuple[str, ...]:
    runs: list[list[Dot]] = []
    for dot in dots:
        if runs and runs[-1][-1].index == dot.index - 1:
            runs[-1].append(dot)
        else:
            runs.append([dot])
    return tuple(path((dot.x, dot.y) for dot in run) for run in runs if len(run) > 1)


def _last(dots: Sequence[Dot], count: int) -> str:
    ends = [dot for dot in dots if dot.index >= count - 2]
    return path((dot.x, dot.y) for dot in ends) if len(ends) > 1 else ""


def path(points: Iterable[Point]) -> str:
    """Write points as the path of an SVG line."""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


@dataclass(frozen=True)
class Bar:
    """A bar that lies, with the places of its targets; `words` are where their words stand."""

    width: float
    length: float
    goals: tuple[float, ...]
    words: tuple[float, ...]


def bar(
    value: float | None, width: float, top: float, goals: Sequence[float] = (), *, gap: float = 0
) -> Bar:
    """Lay out a bar of so much of the width; None has no length."""
    places = tuple(round(width * min(goal, top) / top, 1) for goal in goals)
    length = 0 if value is None else round(width * min(value, top) / top, 1)
    return Bar(width, length, places, _before(places, width, gap))


def _before(places: Sequence[float], width: float, gap: float) -> tuple[float, ...]:
    """Spread the places, and move them back as far as what stands beyond the width."""
    moved = spread(places, gap)
    order = sorted(range(len(moved)), key=lambda index: moved[index], reverse=True)
    ends = {index: width - gap * number for number, index in enumerate(order)}
    return tuple(round(min(place, ends[index]), 1) for index, place in enumerate(moved))


@dataclass(frozen=True)
class Tile:
    """A square of the map: its corner, its middle, and how dark it is (None: no value)."""

    code: str
    x: float
    y: float
    middle: float
    shade: int | None


def lay_tiles(
    places: Mapping[str, tuple[int, int]],
    values: Mapping[str, float | None],
    edges: Sequence[float],
    side: float,
) -> tuple[Tile, ...]:
    """Lay out one tile a unit, row by row; a unit without a value has no shade."""
    order = sorted(places.items(), key=lambda item: (item[1][1], item[1][0]))
    return tuple(
        Tile(
            code,
            column * side,
            row * side,
            column * side + side / 2,
            shade(values.get(code), edges),
        )
        for code, (column, row) in order
    )


def shade(value: float | None, edges: Sequence[float]) -> int | None:
    """Return how many edges the value has reached: 0 is the lightest; None without a value."""
    return None if value is None else bisect_right(edges, value)
