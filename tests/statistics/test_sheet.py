"""A row's value, rounded half up, and the reason when there is none."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.rules.values import Period
from caseapp.statistics.indicators.i08 import IN_CIRCUMSTANCES
from caseapp.statistics.indicators.i09 import ABUSED
from caseapp.statistics.sheet import Sheet, rated, share


@pytest.mark.parametrize(
    ("numerator", "denominator", "value"),
    [
        (1, 800, "0.13"),  # 0.125: half goes up, where banker's rounding would give 0.12
        (3, 800, "0.38"),  # 0.375
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (199_999, 200_000, "100.00"),  # 99.9995
        (0, 7, "0.00"),
    ],
)
def test_a_share_is_rounded_half_up(numerator: int, denominator: int, value: str) -> None:
    assert str(share(numerator, denominator, 100)) == value


@given(st.integers(0, 10**7), st.integers(1, 10**7), st.sampled_from([100, 10_000]))
def test_a_share_is_what_decimal_says(numerator: int, denominator: int, of: int) -> None:
    exact = Decimal(of * numerator) / Decimal(denominator)
    assert share(numerator, denominator, of) == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_only_9_has_a_rate_for_ten_thousand() -> None:
    assert str(rated(ABUSED, "92", {}, 3, 7000, overlapping=False).per_10000) == "4.29"
    assert rated(IN_CIRCUMSTANCES, "92", {}, 3, 7000, overlapping=False).per_10000 is None


def test_targets_stand_on_undivided_rows_alone() -> None:
    whole = rated(ABUSED, "92", {}, 0, 1, overlapping=False)
    part = rated(ABUSED, "92", {"sex": "male"}, 0, 1, overlapping=False)
    assert (whole.target_2025, whole.target_2030) == (4.5, 4)
    assert (part.target_2025, part.target_2030) == (None, None)


def test_a_row_that_a_sheet_lacks_is_a_key_error() -> None:
    row = rated(ABUSED, "92", {}, 0, 1, overlapping=False)
    sheet = Sheet(Period.parse("2026"), "", (ABUSED,), (), {}, lambda: iter([row]))
    assert sheet.row("9") == row
    with pytest.raises(KeyError):
        sheet.row("9", "31135")
