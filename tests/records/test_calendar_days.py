"""Days of the city's calendar: of one kind, and not ending before they begin."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.records.calendar_days import CalendarDays
from tests.factories.house import NOW
from tests.factories.wards import Wards, unkept


@pytest.mark.parametrize(
    "other", [{"kind": "half"}, {"last_day": date(2026, 11, 26)}], ids=["kind", "order"]
)
def test_what_is_not_kept(books: Wards, other: dict[str, object]) -> None:
    day = date(2026, 11, 27)
    fields = {"kind": "free", "first_day": day, "last_day": day, "name": "x", "decision": "1"}
    unkept(books.session, CalendarDays(**fields | other, entered_at=NOW))
