"""The sheet of figures that a count ends in: its rows, its period and definitions, its notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, NamedTuple

from caseapp.rules.values import Period
from caseapp.statistics.indicator import Indicator

NOTHING: Final = Decimal("0.00")


class Row(NamedTuple):
    """One figure. `value` is in percent; without one, `status` says why it cannot be given.

    `by` is empty on the undivided rows, the only ones with targets.
    """

    indicator: str
    area: str
    by: Mapping[str, str]
    numerator: int
    denominator: int | None
    value: Decimal | None
    unit: str
    per_10000: Decimal | None
    status: str
    overlapping: bool
    target_2025: float | None
    target_2030: float | None


def share(numerator: int, denominator: int, of: int) -> Decimal:
    """Return how many of so many it is, rounded half up to two decimals (contracts §5)."""
    if numerator == 0:
        return NOTHING
    hundredths = (2 * 100 * of * numerator + denominator) // (2 * denominator)
    return Decimal(hundredths).scaleb(-2)


def rated(
    indicator: Indicator,
    area: str,
    by: Mapping[str, str],
    numerator: int,
    denominator: int | None,
    *,
    overlapping: bool,
) -> Row:
    """Make the row of a count: its share, or the reason why there is none."""
    value = per_10000 = None
    if denominator is None:
        status = "no_denominator"
    elif denominator == 0:
        status = "none"
    else:
        status = "ok"
        value = share(numerator, denominator, 100)
        per_10000 = share(numerator, denominator, 10_000) if indicator.per_10000 else None
    return Row(
        indicator.id,
        area,
        by,
        numerator,
        denominator,
        value,
        "percent",
        per_10000,
        status,
        overlapping,
        None if by else indicator.target_2025,
        None if by else indicator.target_2030,
    )


@dataclass(frozen=True)
class Sheet:
    """The figures of a period; `make_rows` yields them, so that only who prints them pays.

    `notes` are of the area asked for; `notes_of` counts what stands apart in any other, by code.
    """

    period: Period
    definition: str
    indicators: tuple[Indicator, ...]
    by: tuple[str, ...]
    notes: Mapping[str, Any]
    make_rows: Callable[[], Iterator[Row]]
    notes_of: Callable[[str], Mapping[str, Any]] = lambda _code: {}

    @property
    def rows(self) -> list[Row]:
        """Every row: by indicator, by area, the undivided one first."""
        return list(self.make_rows())

    def row(self, indicator: str, area: str = "92", **by: str) -> Row:
        """Return one row; KeyError when the sheet has none like it."""
        for row in self.make_rows():
            if (row.indicator, row.area, dict(row.by)) == (indicator, area, by):
                return row
        raise KeyError((indicator, area, by))
