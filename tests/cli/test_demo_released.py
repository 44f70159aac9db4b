"""Made-up data show a release that everybody reads and another that waits, or none of too few."""

from __future__ import annotations

from caseapp.cli.demo_released import release_last_year
from caseapp.exchange.released import list_released
from caseapp.exchange.releasing import list_proposals
from caseapp.statistics.freezing import freeze
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.register import Register
from tests.factories.released import YEAR, an_office, hit_children


def test_one_is_released_and_another_waits(house: House) -> None:
    an_office(house)
    with house.app.app_context():
        town = Register()
        for number in range(40):
            unit = (31135, 31120, 31147)[number % 3]
            town.report(town.child(unit, "2025-07-01"), "2025-09-01")
        hit_children(town=town)
        freeze(SYSTEM, YEAR, "received", reason="", seen=0, now=NOW)
        release_last_year(NOW)
        assert [each.layout for each in list_released()] == ["abuse-clusters"]
        found = list_proposals(SYSTEM, now=NOW)
        assert [(each.layout, each.state, each.stale) for each in found] == [
            ("relief-clusters", "proposed", False), ("abuse-clusters", "signed", False),
        ]  # fmt: skip
        assert all(each.note for each in found)


def test_of_too_few_children_nothing_is_released(house: House) -> None:
    an_office(house)
    with house.app.app_context():
        freeze(SYSTEM, YEAR, "received", reason="", seen=0, now=NOW)
        release_last_year(NOW)
        assert list_released() == []
        assert list_proposals(SYSTEM, now=NOW) == []
