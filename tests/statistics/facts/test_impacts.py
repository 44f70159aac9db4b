"""What is read of impacts, and within how many days relief is in time."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp import desk
from caseapp.rules.access import Act
from caseapp.rules.values import Period
from caseapp.statistics.facts.impacts import read_hits, read_relief_days
from caseapp.statistics.facts.kin import Kin
from caseapp.statistics.facts.kinds import Hit
from tests.factories.house import NOW, SYSTEM
from tests.factories.register import Register

pytestmark = pytest.mark.usefixtures("records")


def test_an_impact_knows_where_the_child_lived_that_day() -> None:
    town = Register()
    child = town.child()
    town.stay(child, 231123, "2020-01-01", "2025-03-01")
    town.stay(child, 1, "2025-03-01")
    town.impact(child, "2025-02-28", "2025-03-01", listed="2025-03-01")
    town.impact(child, "2025-03-01")
    town.impact(child, "2026-01-01")
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, dry_run=True) as door:
        town.write(door.session)
        found = read_hits(door.session, Period.parse("2025"), Kin())
    person, first = (child, "female", date(2015, 6, 15), "Kinh"), date(2025, 3, 1)
    assert found == [
        Hit(*person, 231123, date(2025, 2, 28), first, first),
        Hit(*person, None, first, None, None),  # outside the city
    ]


def test_the_setting_in_force_on_the_last_day_holds_and_two_days_without_one() -> None:
    town = Register()
    town.relief_days(3, "2025-01-01", "2026-01-01")
    town.relief_days(7, "2027-01-01")
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, dry_run=True) as door:
        town.write(door.session)
        days = [
            read_relief_days(door.session, Period.parse(p))
            for p in ("2024", "2025", "2026", "2027")
        ]
    assert days == [2, 3, 2, 7]
