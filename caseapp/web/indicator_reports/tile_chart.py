"""The map of tiles of a report: every ward and commune of today, a grey and its number on each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from caseapp.rules.tiles import COLUMNS, tiles
from caseapp.rules.units import REFORM, territory
from caseapp.web.charts import Tile, lay_tiles
from caseapp.web.indicator_reports.state import Figure, State
from caseapp.web.indicator_reports.words import HIDDEN, NO_DENOMINATOR, NONE_AROSE, SHORT, plain

SIDE: Final = 44
_EDGES: Final[dict[str, tuple[float, ...]]] = {"8b": (50, 80, 93), "9": (1, 5, 10)}
"""From where on a tile is darker. The targets of 8b lie beyond the last edge or on it."""
_KEYS: Final = {
    "8b": ("dưới 50 %", "từ 50 %", "từ 80 %", "từ 93 % (mục tiêu 2025)"),
    "9": ("0", "1–4", "5–9", "từ 10"),
}
_UNITS: Final = {"8b": "%", "9": "số trẻ em"}
_HIDDEN, _NONE = "BM", "–"
_LONGEST: Final = 10


@dataclass(frozen=True)
class Square:
    """A tile with the short name of its unit and what is written on it."""

    tile: Tile
    name: str
    value: str


@dataclass(frozen=True)
class TileChart:
    """The map with its key: words for each shade, and for the signs of tiles without a number."""

    title: str
    text: str
    width: int
    height: int
    side: int
    squares: tuple[Square, ...]
    key: tuple[str, ...]
    signs: tuple[str, ...]
    shape: str = "tiles"


def maps(state: State) -> Iterator[TileChart]:
    """Yield the maps of 8b and 9, where the units are those of today; a hidden figure has none."""
    if state.period.end < REFORM:  # the tiles are those of today's units
        return
    for indicator in _EDGES:
        figures = {code: state.of(indicator, code) for code in tiles()}
        if any(figure is not None for figure in figures.values()) and len(state.units) > 1:
            yield _map(indicator, figures)


def _map(indicator: str, figures: dict[str, Figure | None]) -> TileChart:
    values = {code: _value(indicator, figure) for code, figure in figures.items()}
    laid = lay_tiles(tiles(), values, _EDGES[indicator], SIDE)
    squares = tuple(_square(tile, indicator, figures[tile.code]) for tile in laid)
    signs = {square.value for square in squares}
    words = {_HIDDEN: f"{_HIDDEN}: {HIDDEN.lower()}", _NONE: f"{_NONE}: {_lacking(indicator)}"}
    return TileChart(
        title=f"{indicator}. {SHORT[indicator]} ({_UNITS[indicator]})",
        text="số của từng xã, phường có trong bảng của phụ lục này",
        width=COLUMNS * SIDE,
        height=(1 + max(row for _, row in tiles().values())) * SIDE,
        side=SIDE,
        squares=squares,
        key=_KEYS[indicator],
        signs=tuple(said for sign, said in words.items() if sign in signs),
    )


def _lacking(indicator: str) -> str:
    return NONE_AROSE if indicator == "8b" else NO_DENOMINATOR


def _value(indicator: str, figure: Figure | None) -> float | None:
    if figure is None or figure.hidden:
        return None
    if indicator == "9":
        return None if figure.count is None else float(figure.count)
    return None if figure.share is None else float(figure.share)


def _square(tile: Tile, indicator: str, figure: Figure | None) -> Square:
    unit = territory().units[int(tile.code)]
    if figure is not None and figure.hidden:
        return Square(tile, short(unit.name), _HIDDEN)
    value = _value(indicator, figure)
    said = _NONE if value is None else plain(Decimal(str(int(value))))
    return Square(tile, short(unit.name), said)


def short(name: str) -> str:
    """Shorten a name that no tile holds: Lịch Hội Thượng becomes L.H.Thượng."""
    if len(name) < _LONGEST:
        return name
    *first, last = name.split()
    return "".join(f"{word[0]}." for word in first) + last
