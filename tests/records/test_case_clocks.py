"""A clock belongs to a case of its unit."""

from __future__ import annotations

from typing import Any

from caseapp.records.case_clocks import CaseClock
from caseapp.records.cases import Case
from tests.factories.house import NOW
from tests.factories.rows import NINH_KIEU
from tests.factories.wards import Wards, unkept


def test_no_clock_of_a_case_elsewhere(books: Wards) -> None:
    on: dict[str, Any] = {"case_id": books.other[Case], "area_id": NINH_KIEU}
    times = dict.fromkeys(("started_at", "due_at"), NOW)
    unkept(books.session, CaseClock(**on, **times, clock="plan_submission", edition="2017"))
