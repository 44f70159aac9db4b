"""Single observations, suspicions apart, and periods that other systems have a name for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from caseapp.rules.values import Period
from caseapp.statistics.dhis2 import period_of as of_dhis2
from caseapp.statistics.observations import FreeRange, observations, span_of
from caseapp.statistics.sdmx_csv import period_of as of_sdmx
from tests.statistics.handed import a_sheet


@pytest.mark.parametrize(
    ("period", "dhis2", "sdmx"),
    [
        ("2026", "2026", "2026"),
        ("2026H1", "2026S1", "2026-S1"),
        ("2026H2", "2026S2", "2026-S2"),
        ("2026Q3", "2026Q3", "2026-Q3"),
        ("2026M07", "202607", "2026-07"),
        ("2024M02", "202402", "2024-02"),
        ("2026-01-01..2026-06-30", "2026S1", "2026-S1"),
    ],
)
def test_a_whole_part_of_a_year_has_a_name(period: str, dhis2: str, sdmx: str) -> None:
    parsed = Period.parse(period)
    assert (of_dhis2(parsed), of_sdmx(parsed)) == (dhis2, sdmx)


@pytest.mark.parametrize(
    "period",
    [
        "2026-01-01..2026-06-29", "2026-01-02..2026-06-30", "2026-02-01..2026-04-30",
        "2026-04-01..2026-09-30", "2025-07-01..2026-06-30", "2026-01-01..2026-02-28",
        "2025-01-01..2026-12-31",
    ],
)  # fmt: skip
def test_a_free_range_has_none(period: str) -> None:
    with pytest.raises(FreeRange, match="a range of free days"):
        span_of(Period.parse(period))


def test_every_number_of_a_row_is_one_observation_and_suspicions_are_none_of_them() -> None:
    found = [(o.indicator, o.measure, o.value, o.status) for o in observations(a_sheet())]
    assert found == [
        ("8a", "numerator", 1, "ok"), ("8a", "denominator", 800, "ok"),
        ("8a", "value", Decimal("0.13"), "ok"),
        ("8b", "numerator", 1, "ok"), ("8b", "denominator", 1, "ok"),
        ("8b", "value", Decimal("100.00"), "ok"),
        ("9", "numerator", 0, "ok"), ("9", "denominator", 800, "ok"),
        ("9", "value", Decimal("0.00"), "ok"), ("9", "per_10000", Decimal("0.00"), "ok"),
        ("9", "suspected", 0, "ok"),
        ("12", "numerator", 0, "ok"), ("12", "denominator", 0, "ok"), ("12", "value", None, "none"),
    ]  # fmt: skip
    city = [o for o in observations(a_sheet(area="92", wards=True)) if o.measure == "suspected"]
    assert len(city) == 1 + 103  # whose unit was split is nowhere counted apart
    lacking = next(o for o in observations(a_sheet(area="92")) if o.measure == "denominator")
    assert (lacking.value, lacking.status) == (None, "no_denominator")
