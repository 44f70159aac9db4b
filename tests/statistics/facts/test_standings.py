"""What is read of a circumstance on the last day."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp import desk
from caseapp.rules.access import Act
from caseapp.rules.values import Period
from caseapp.statistics.facts.kin import Kin
from caseapp.statistics.facts.kinds import Standing
from caseapp.statistics.facts.standings import read_standings
from tests.factories.house import NOW, SYSTEM
from tests.factories.register import Register


@pytest.mark.usefixtures("records")
def test_one_fact_for_each_circumstance_with_codes_dates_and_ids_alone() -> None:
    town = Register()
    child = town.child(31135, born="2015-06-15", ethnicity="Khmer")
    town.circumstance(child, "04")
    town.circumstance(child, "13")
    town.circumstance(child, "01", "2027-01-01")
    town.circumstance(town.child(), "04")  # lives nowhere
    town.assistance(child, "2026-03-03")
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, dry_run=True) as door:
        town.write(door.session)
        found = read_standings(door.session, Period.parse("2026"), Kin())
    person = ("female", date(2015, 6, 15), "Khmer", 31135, True)
    assert sorted(found) == [Standing(child, "04", *person), Standing(child, "13", *person)]
