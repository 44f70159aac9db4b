"""Which reports on indicators 8, 9 and 12 there are: their periods, their kinds, their targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from caseapp.rules.values import Period, RuleBroken, msgid

FIRST_YEAR: Final = 2021
"""The first year of the programme: Decision 608/QĐ-UBND of 18 March 2021, 2021 to 2030."""
MIDTERM_YEAR: Final = 2025
LAST_YEAR: Final = 2030
_BACK: Final = 4
"""So many earlier periods of the same length stand beside the one that is reported."""
_HALVES: Final = (((1, 1), (6, 30)), ((7, 1), (12, 31)))
LONGEST_WORDS: Final = 6000
"""Letters of each part of a report that its writer types; they are printed and kept nowhere."""
LONGEST_PERIOD: Final = 40

NO_SPAN: Final = msgid(
    "Write a period as 2026, 2026H1 or 2026-01-01..2026-06-30, or 2021-2025 or 2021-2030 for the "
    "whole programme"
)
TOO_EARLY: Final = msgid("The programme begins with %(year)d: choose a later period")


class ReportKind(StrEnum):
    """Exact figures for the office alone, or only what was released to all."""

    INTERNAL = "internal"
    PUBLIC = "public"


class Length(StrEnum):
    """What a report is over; the mid-term and the final one are asked for by 608, IV.10d."""

    HALF = "half"
    YEAR = "year"
    OTHER = "other"
    MIDTERM = "midterm"
    FINAL = "final"


@dataclass(frozen=True)
class Span:
    """What a report is over; `periods` are those it tells of, the oldest first.

    The last one is reported, those before it are compared with; of a programme's report each is
    one of its years.
    """

    id: str
    length: Length
    periods: tuple[Period, ...]

    @property
    def whole_programme(self) -> bool:
        """Whether it is the mid-term or the final report."""
        return self.length in {Length.MIDTERM, Length.FINAL}

    @property
    def year(self) -> int:
        """The year in which it ends."""
        return self.periods[-1].end.year


def read_span(text: str) -> Span:
    """Return what a text names: a period as contracts §3 writes it, 2021-2025 or 2021-2030.

    RuleBroken, about the field `period`, for anything else and for what lies before the programme.
    """
    text = text.strip()
    for length, last in ((Length.MIDTERM, MIDTERM_YEAR), (Length.FINAL, LAST_YEAR)):
        if text in {f"{FIRST_YEAR}-{last}", str(length)}:
            return Span(f"{FIRST_YEAR}-{last}", length, _years(FIRST_YEAR, last))
    try:
        period = Period.parse(text[:LONGEST_PERIOD])
    except ValueError:
        raise RuleBroken(NO_SPAN, field="period") from None
    if period.start.year < FIRST_YEAR and period.end.year < FIRST_YEAR:
        raise RuleBroken(TOO_EARLY, field="period", params={"year": FIRST_YEAR})
    return span_of(period)


def span_of(period: Period) -> Span:
    """Return the report over a period with the earlier ones that it is compared with."""
    first, last = period.start, period.end
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        years = _years(max(FIRST_YEAR, first.year - _BACK), first.year)
        return Span(str(first.year), Length.YEAR, years or (period,))
    for half, ((month, day), (end_month, end_day)) in enumerate(_HALVES, start=1):
        year = first.year
        if (first, last) == (date(year, month, day), date(year, end_month, end_day)):
            return Span(f"{year}H{half}", Length.HALF, _half_years(year, half))
    return Span(period.id, Length.OTHER, (period,))


def _years(first: int, last: int) -> tuple[Period, ...]:
    return tuple(Period.parse(str(year)) for year in range(first, last + 1))


def _half_years(year: int, half: int) -> tuple[Period, ...]:
    last = 2 * year + half - 1
    numbers = range(max(2 * FIRST_YEAR, last - _BACK), last + 1)
    return tuple(Period.parse(f"{number // 2}H{number % 2 + 1}") for number in numbers)


def offered(today: date) -> tuple[Span, ...]:
    """Return the reports that can be asked for: the last periods that are over, the programme's.

    Half-years and years of the programme, the newest first, then mid-term and final report.
    """
    found = []
    for year in range(today.year, FIRST_YEAR - 1, -1):
        for text in (f"{year}", f"{year}H2", f"{year}H1"):
            span = read_span(text)
            if span.periods[-1].end < today:
                found.append(span)
    return (*found, read_span(Length.MIDTERM), read_span(Length.FINAL))
