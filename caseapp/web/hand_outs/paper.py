"""A sheet of figures on paper, as it is handed to somebody; prints are Vietnamese, always."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from caseapp.casework import areas
from caseapp.rules.codes import LISTS
from caseapp.rules.matching import name_order
from caseapp.rules.units import CITY_CODE, CITY_ID, territory
from caseapp.rules.values import Period
from caseapp.statistics.ages import UNKNOWN
from caseapp.statistics.sheet import Row, Sheet
from caseapp.statistics.territory import UNASSIGNED_CODE
from caseapp.web.filters import day
from caseapp.web.pdf_answer import heading_of
from caseapp.web.printing import Sheet as Paper
from caseapp.web.printing import figures_html

TITLES: Final = {
    "8a": "Trẻ em có hoàn cảnh đặc biệt",
    "8b": "Trong đó được chăm sóc, trợ giúp",
    "9": "Trẻ em bị xâm hại",
    "12": "Trẻ em bị ảnh hưởng bởi thiên tai được cứu trợ kịp thời",
}
_LISTS: Final = {"sex": "sex", "age_band": "age_bands"}
_UNKNOWN: Final = {"sex": "chưa rõ giới tính", "age_band": "chưa rõ tuổi"}
_WHY: Final = {"no_denominator": "chưa có mẫu số", "none": "không phát sinh"}
_SPLIT: Final = "Đơn vị cũ đã chia tách: chưa rõ đơn vị mới"


@dataclass(frozen=True)
class Cell:
    """A figure: its share or why there is none, and what it is made of."""

    share: str
    of: str


@dataclass(frozen=True)
class Line:
    """An area, or a part of the one area there is, with its figure of each indicator."""

    name: str
    cells: tuple[Cell, ...]


def paper_html(
    sheet: Sheet, code: str, mark: str, paper: Paper, *, basis: str, edition: int | None
) -> str:
    """Draw the document; the mark stands across each page and in its margin."""
    return figures_html(
        paper,
        title=f"Số liệu nội bộ {code}",
        heading=heading_of(CITY_ID, paper.created.date()),
        code=code,
        mark=mark,
        period=_days(sheet.period),
        basis="ngày xảy ra" if basis == "occurred" else "ngày tiếp nhận",
        edition=edition,
        definition=_definition(sheet),
        columns=[(each.id, TITLES[each.id]) for each in sheet.indicators],
        lines=lines_of(sheet),
        suspected=sheet.notes.get("suspected"),
    )


def _days(period: Period) -> str:
    return f"{day(period.start)} – {day(period.end)}"


def _definition(sheet: Sheet) -> str:
    return "; ".join(f"{each.id} phiên bản {each.version}" for each in sheet.indicators)


def lines_of(sheet: Sheet) -> list[Line]:
    """Lay the sheet out: one line an area and cell of its division, one column an indicator."""
    found: dict[tuple[str, tuple[tuple[str, str], ...]], dict[str, Cell]] = {}
    for row in sheet.make_rows():
        place = (row.area, tuple(row.by.items()))
        found.setdefault(place, {})[row.indicator] = _cell(row)
    ids = [each.id for each in sheet.indicators]
    names = {area: _name(area, sheet.period.end) for area, _ in found}
    order = {place: number for number, place in enumerate(found)}
    places = sorted(found, key=lambda place: (_rank(place[0], names), order[place]))
    return [
        Line(
            _said(names[area], by), tuple(found[area, by].get(each, Cell("0", "")) for each in ids)
        )
        for area, by in places
    ]


def _rank(area: str, names: dict[str, str]) -> tuple[int, object]:
    """The city first, units by their names, what belongs to none last."""
    first = {CITY_CODE: 0, UNASSIGNED_CODE: 2}.get(area, 1)
    return first, name_order(names[area])


def _name(area: str, last: date) -> str:
    if area == UNASSIGNED_CODE:
        return _SPLIT
    unit = territory().at(area, last)
    return areas.label(unit.id) if unit is not None else area


def _said(name: str, by: Iterable[tuple[str, str]]) -> str:
    return " · ".join(_code(dimension, code) for dimension, code in by) or name


def _code(dimension: str, code: str) -> str:
    if code == UNKNOWN:
        return _UNKNOWN[dimension]
    return LISTS[_LISTS[dimension]].label(code, "vi").lower()


def _cell(row: Row) -> Cell:
    share = _WHY[row.status] if row.value is None else f"{_decimal(row.value)} %"
    if row.per_10000 is not None:
        share += f" ({_decimal(row.per_10000)} trên 10.000)"
    of = "–" if row.denominator is None else _whole(row.denominator)
    return Cell(share, f"{_whole(row.numerator)} / {of}")


def _whole(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _decimal(number: Decimal) -> str:
    return f"{number}".replace(".", ",")
