"""Made-up data hold what a report is compared with: the year before last, two half-years."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.cli.demo_reports import freeze_for_reports
from caseapp.rules.access import Role
from caseapp.statistics.frozen_reading import list_frozen
from tests.factories.house import NOW, House, an_actor
from tests.factories.web import make_user


@pytest.mark.parametrize(
    ("until", "periods"),
    [
        (None, ["2026H1", "2025H2", "2024"]),
        (date(2026, 6, 30), ["2025H2", "2025H1", "2024"]),
        (date(2027, 5, 1), ["2026H1", "2025H2", "2024"]),  # what is to come is not over
    ],
)
def test_what_is_frozen_beside_last_year(
    house: House, until: date | None, periods: list[str]
) -> None:
    make_user(house, "statistician", username="thongke")
    with house.app.app_context():
        freeze_for_reports(NOW, until)
        found = list_frozen(an_actor(Role.STATISTICIAN), now=NOW)
    assert [each.period.id for each in found] == periods
