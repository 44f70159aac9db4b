"""The units that the golden tests speak of, and short ways to read a sheet."""

from __future__ import annotations

from caseapp.statistics.sheet import Sheet
from tests.factories.register import Register

OLD = 200_000
NINH_KIEU, CAI_KHE = 31135, 31120
OLD_TAN_AN = OLD + 31135  # code 31135 before the reform
OLD_HUNG_LOI = OLD + 31147  # became Tân An, which now bears its code
OLD_THOI_BINH = OLD + 31123  # passed whole to Ninh Kiều
SPLIT = (OLD + 31178, OLD + 31183, OLD + 31207)  # Bùi Hữu Nghĩa, Long Tuyền, Thốt Nốt
TAN_LOC = 31213  # one of the eight that the reform left unchanged
OUTSIDE, UNKNOWN = 1, 2


def counts(sheet: Sheet, indicator: str) -> dict[str, int]:
    """The undivided numerators of an indicator that are not zero, by area."""
    return {
        row.area: row.numerator
        for row in sheet.make_rows()
        if row.indicator == indicator and not row.by and row.numerator
    }


def ratio(sheet: Sheet, indicator: str, area: str = "92", **by: str) -> tuple[int, int | None]:
    row = sheet.row(indicator, area, **by)
    return row.numerator, row.denominator


def numerator(town: Register, period: str, indicator: str = "8a") -> int:
    return town.count(period).row(indicator).numerator
