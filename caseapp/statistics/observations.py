"""A sheet as single observations for other systems, and its period as they write it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal, NamedTuple

from caseapp.rules.values import Period
from caseapp.statistics.sheet import Row, Sheet
from caseapp.statistics.territory import UNASSIGNED_CODE

_SUSPECTED: Final = "suspected"
_IN_MONTHS: Final[Mapping[int, Literal["A", "S", "Q", "M"]]] = {12: "A", 6: "S", 3: "Q", 1: "M"}


class FreeRange(ValueError):
    """A period between two free days, which other systems have no name for."""


class Span(NamedTuple):
    """A year, half-year, quarter or month: its frequency by SDMX, its year and its number in it."""

    frequency: Literal["A", "S", "Q", "M"]
    year: int
    number: int


class Observation(NamedTuple):
    """One number of a row, and what it measures; without one, `status` says why.

    `suspected` are children who have suspicions only: they are in no other number.
    """

    indicator: str
    area: str
    by: Mapping[str, str]
    measure: str
    value: int | Decimal | None
    status: str


def span_of(period: Period) -> Span:
    """Return the period as a whole part of a year; FreeRange says why another cannot be."""
    start, end = period.start, period.end
    months = 1 + end.month - start.month if start.year == end.year else 0
    whole = start.day == 1 and end == date(end.year, end.month, monthrange(end.year, end.month)[1])
    if not whole or months not in _IN_MONTHS or (start.month - 1) % months:
        raise FreeRange(
            f"{period.id}: other systems take a year, a half-year, a quarter or a month; "
            "a range of free days has no name there"
        )
    return Span(_IN_MONTHS[months], start.year, (start.month - 1) // months + 1)


def observations(sheet: Sheet) -> Iterator[Observation]:
    """Yield every number of the sheet, in the order of its rows.

    Suspicions stand apart, after the undivided row of indicator 9, where they were counted.
    """
    first: dict[str, str] = {}
    rates = {each.id for each in sheet.indicators if each.per_10000}
    for row in sheet.make_rows():
        asked = first.setdefault(row.indicator, row.area)
        yield from _numbers(row, rated=row.indicator in rates)
        if row.indicator in rates and not row.by:
            suspected = _suspected(sheet, row.area, asked).get(_SUSPECTED)
            if suspected is not None:
                yield Observation(row.indicator, row.area, {}, _SUSPECTED, suspected, "ok")


def _numbers(row: Row, *, rated: bool) -> Iterator[Observation]:
    yield Observation(row.indicator, row.area, row.by, "numerator", row.numerator, "ok")
    lacking = row.status if row.denominator is None else "ok"
    yield Observation(row.indicator, row.area, row.by, "denominator", row.denominator, lacking)
    yield Observation(row.indicator, row.area, row.by, "value", row.value, row.status)
    if rated:
        yield Observation(row.indicator, row.area, row.by, "per_10000", row.per_10000, row.status)


def _suspected(sheet: Sheet, area: str, asked: str) -> Mapping[str, Any]:
    """Return the notes of an area: of the one asked for those of the sheet itself."""
    if area == asked:
        return sheet.notes
    return {} if area == UNASSIGNED_CODE else sheet.notes_of(area)
