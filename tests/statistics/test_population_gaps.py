"""The list of population figures tells the same denominators and gaps as the indicators do."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp import desk
from caseapp.records.populations import Population
from caseapp.rules.access import Denied, Role
from caseapp.rules.values import Period
from caseapp.statistics.counting import Ask
from caseapp.statistics.figures import read_indicators
from caseapp.statistics.population_gaps import read_populations
from tests.factories.house import NOW, House, an_actor

NINH_KIEU, TAN_LOC, OLD_TAN_LOC = 31135, 31213, 231213
JANUARY, MAY = date(2026, 1, 1), date(2026, 5, 1)


@pytest.fixture
def figured(house: House) -> House:
    rows = [
        (NINH_KIEU, JANUARY, "", 300, "Công an"),
        (NINH_KIEU, MAY, "male", 170, "Trường học"),
        (OLD_TAN_LOC, date(2025, 1, 1), "", 80, "Xã"),
    ]
    with house.app.app_context(), desk.ledger(write=True) as session:
        for unit, day, sex, children, source in rows:
            session.add(
                Population(
                    unit_id=unit, reference_date=day, sex=sex, children=children, source=source,
                    entered_at=NOW,
                )
            )  # fmt: skip
    return house


def test_gaps_are_those_of_the_indicators(figured: House) -> None:
    statistician = an_actor(Role.STATISTICIAN)
    with figured.app.app_context():
        found = read_populations(statistician, MAY, now=NOW)
        until = Ask(Period("x", date(2026, 1, 1), MAY), each_ward=True)
        sheet = read_indicators(statistician, until, now=NOW)
    rows = {row.unit: row for row in found.units}
    assert {f"{unit}" for unit in found.gaps} == set(sheet.notes["no_denominator"])
    assert len(found.gaps) == 101
    own = rows[NINH_KIEU]
    assert (own.children, own.reference_date, own.source) == (300, JANUARY, "Công an")
    carried = rows[TAN_LOC]
    assert (carried.children, carried.source, carried.carried) == (80, "Xã", True)
    assert (found.of_city, found.city, found.city_given) == (True, None, False)


def test_a_unit_s_reader_sees_that_unit_alone(figured: House) -> None:
    with figured.app.app_context():
        found = read_populations(an_actor(Role.OFFICER, NINH_KIEU), MAY, now=NOW)
        with pytest.raises(Denied):
            read_populations(an_actor(Role.AUDITOR), MAY, now=NOW)
    assert [row.unit for row in found.units] == [NINH_KIEU]
    assert not found.of_city
