"""The map of tiles: every ward and commune of today with one indicator, darker where it is more."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import floor
from typing import Final

from flask_babel import gettext

from caseapp.casework import areas
from caseapp.rules.matching import name_order
from caseapp.rules.tiles import COLUMNS, tiles
from caseapp.rules.units import territory
from caseapp.statistics.sheet import Row, Sheet
from caseapp.statistics.territory import UNASSIGNED_CODE
from caseapp.web.charts import Tile, lay_tiles
from caseapp.web.filters import decimal
from caseapp.web.statistics import page
from caseapp.web.statistics.doors import Doors, Of
from caseapp.web.statistics.drawn import COUNTS, drawn, made_of, words

SIDE: Final = 46
_LONGEST: Final = 10
EDGES: Final[dict[str, tuple[float, ...]]] = {
    "8a": (0.1, 0.5, 1, 1.5),
    "8b": (50, 80, 93, 96),
    "9": (1, 3, 6, 10),
    "12": (50, 80, 95, 100),
}
"""From where on a tile is darker; the targets are among them where a share can meet them."""
_WHOLE: Final = frozenset({"8b", "12"})
"""Shares of the counted, which lie between 0 and 100."""


@dataclass(frozen=True)
class Square:
    """A tile with its words: the short name and value on it, the whole of both for readers."""

    tile: Tile
    short: str
    name: str
    value: str
    said: str


@dataclass(frozen=True)
class Place:
    """A line of the table under the map."""

    name: str
    said: str
    made_of: Of | None
    per_10000: str
    to: str = ""


@dataclass(frozen=True)
class Map:
    """The map of one indicator, its key, the table, and what stands on no tile.

    `without`: why a tile may have no value.
    """

    title: str
    unit: str
    width: int
    height: int
    side: int
    squares: tuple[Square, ...]
    key: tuple[str, ...]
    without: str
    places: tuple[Place, ...]
    apart: tuple[Place, ...]


def short(name: str) -> str:
    """Shorten a name that no tile holds: Lịch Hội Thượng becomes L.H.Thượng."""
    if len(name) < _LONGEST:
        return name
    *first, last = name.split()
    return "".join(f"{word[0]}." for word in first) + last


def map_of(sheet: Sheet, indicator: str, to: Doors | None = None) -> Map:
    """Lay the rows of an indicator out on the map; the sheet stands on the units of today."""
    rows = {row.area: row for row in sheet.make_rows() if row.indicator == indicator}
    places = tiles()
    values = {code: drawn(rows[code]) for code in places}
    laid = lay_tiles(places, values, EDGES[indicator], SIDE)
    listed = [_place(rows[code], areas.label(int(code)), to) for code in places]
    away = rows[UNASSIGNED_CODE]
    return Map(
        title=str(page.TITLES[indicator]),
        unit=str(
            gettext("children, number") if indicator in COUNTS else gettext("share in percent")
        ),
        width=COLUMNS * SIDE,
        height=(1 + max(row for _, row in places.values())) * SIDE,
        side=SIDE,
        squares=tuple(_square(tile, rows[tile.code]) for tile in laid),
        key=key_of(indicator),
        without=_without(indicator),
        places=tuple(sorted(listed, key=lambda place: name_order(place.name))),
        apart=(_place(away, page.unassigned()[UNASSIGNED_CODE], to),),
    )


def _without(indicator: str) -> str:
    """Say what a tile without a value lacks; a count never does."""
    if indicator in COUNTS:
        return ""
    return str(gettext("did not occur") if indicator in _WHOLE else gettext("no denominator yet"))


def _square(tile: Tile, row: Row) -> Square:
    name = areas.label(int(tile.code))
    value = drawn(row)
    on_it = "–" if value is None else _shown(value, row.indicator)
    said = f"{name}: {words(row)}"
    return Square(tile, short(territory().units[int(tile.code)].name), name, on_it, said)


def _shown(value: float, indicator: str) -> str:
    """Write a value as briefly as a tile needs; cut, not rounded, so that it fits its shade."""
    return str(decimal(floor(value * 10) / 10 if indicator in _WHOLE else value))


def _place(row: Row, name: str, to: Doors | None) -> Place:
    opens = to.of(row).numerator if to else ""
    return Place(name, words(row), made_of(row, to), decimal(row.per_10000, 2), opens)


def key_of(indicator: str) -> tuple[str, ...]:
    """Say from where to where each shade goes, the lightest first."""
    edges = EDGES[indicator]
    if indicator in COUNTS:
        ends = [*(edge - 1 for edge in edges[1:]), None]
        return ("0", *(_from_to(low, high) for low, high in zip(edges, ends, strict=True)))
    inner = [f"{decimal(low)} – < {decimal(high)}" for low, high in pairwise(edges)]
    last = f"≥ {decimal(edges[-1])}" if edges[-1] != 100 else "100"  # noqa: PLR2004 - the whole
    return (f"< {decimal(edges[0])}", *inner, last)


def _from_to(low: float, high: float | None) -> str:
    if high is None:
        return f"≥ {decimal(low)}"
    return f"{decimal(low)}–{decimal(high)}"
