"""The day's edges give every birth the age band that the rule gives."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from caseapp.rules.values import age_band, is_child
from caseapp.statistics.ages import Ages, ages_on

BIRTHS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@given(BIRTHS, st.dates(date(2005, 1, 1), date(2030, 12, 31)))
@example(date(2008, 2, 29), date(2025, 2, 28))
@example(date(2008, 2, 29), date(2024, 2, 28))
@example(date(2008, 2, 29), date(2024, 2, 29))
@example(date(2020, 2, 29), date(2023, 2, 28))
@example(date(2020, 2, 29), date(2023, 3, 1))
def test_the_edges_agree_with_the_rule(born: date, day: date) -> None:
    expected = age_band(born, day) if is_child(born, day) else None
    assert Ages(day).band(born) == expected


def test_an_unknown_birth_is_a_child_of_unknown_age() -> None:
    assert ages_on(date(2026, 1, 1)).band(None) == "unknown"


@pytest.mark.parametrize("day", [date(10, 2, 28), date.max])
def test_the_ends_of_the_calendar_are_days_too(day: date) -> None:
    assert Ages(day).band(day) == "0-2"
