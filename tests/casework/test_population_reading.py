"""A unit's figures are read day by day, with their version; another unit's are as missing as none."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.casework.outcomes import Missing
from caseapp.casework.population_reading import read_day, read_unit
from caseapp.casework.populations import PopulationEntry, enter_figures
from caseapp.rules.populations import ALL, Cell
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE, NINH_KIEU, make_user

DAYS = (date(2026, 1, 1), date(2026, 7, 1))


def test_the_newest_day_stands_first_and_each_change_is_another_version(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    far = actor_of(house, make_user(house, "officer", CAI_KHE))
    figures: dict[Cell, int] = {ALL: 9, ("male", ""): 5, ("female", ""): 3}
    with house.app.app_context():
        for day in DAYS:
            entry = PopulationEntry(day, figures, "Công an")
            enter_figures(officer, NINH_KIEU, entry, on=day, now=NOW)
        unit = read_unit(officer, NINH_KIEU, DAYS[0], now=NOW)
        assert [each.reference_date for each in unit.days] == [*reversed(DAYS)]
        assert (unit.may_enter, unit.days[0].short) == (True, ((ALL, 1),))
        seen, versions = read_day(officer, NINH_KIEU, DAYS[0], now=NOW), set[int]()
        for children in (10, 9, 10):  # there and back again are three changes
            versions.add(seen.version)
            entry = PopulationEntry(DAYS[0], {ALL: children}, "Công an", seen.version)
            enter_figures(officer, NINH_KIEU, entry, on=DAYS[0], now=NOW)
            seen = read_day(officer, NINH_KIEU, DAYS[0], now=NOW)
        assert len({*versions, seen.version}) == 4
        with pytest.raises(Missing):
            read_unit(far, NINH_KIEU, DAYS[0], now=NOW)
