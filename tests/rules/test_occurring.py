"""The day of an event: as well as it is known, and never after its report."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.rules.occurring import UNKNOWN, Known, Occurred, occurred
from caseapp.rules.values import RuleBroken

TOLD = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "known", "kept"),
    [
        (None, "", UNKNOWN),
        (None, "unknown", UNKNOWN),
        (TOLD, "", Occurred(TOLD, "day")),
        (TOLD, "unknown", Occurred(TOLD, "day")),
        (date(2026, 11, 5), "about", Occurred(date(2026, 11, 5), "about")),
        (date(2026, 10, 1), "month", Occurred(date(2026, 10, 31), "month")),
        (date(2024, 2, 1), "month", Occurred(date(2024, 2, 29), "month")),
        (date(2025, 1, 1), "year", Occurred(date(2025, 12, 31), "year")),
        # The month and year of the report itself: counted on its day, not after it.
        (date(2026, 11, 1), "month", Occurred(TOLD, "month")),
        (date(2026, 1, 1), "year", Occurred(TOLD, "year")),
    ],
)
def test_what_is_kept(day: date | None, known: Known, kept: Occurred) -> None:
    assert occurred(day, known, TOLD) == kept


@pytest.mark.parametrize(
    ("day", "known"),
    [
        (date(2026, 11, 24), "day"),
        (date(2026, 11, 24), "about"),
        (date(2026, 12, 1), "month"),
        (date(2027, 1, 1), "year"),
        (None, "month"),
    ],
)
def test_an_event_after_its_report_is_refused_at_its_field(day: date | None, known: Known) -> None:
    with pytest.raises(RuleBroken) as broken:
        occurred(day, known, TOLD)
    assert broken.value.field == "occurred_on"
