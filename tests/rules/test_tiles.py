"""Each ward and commune of today has one tile, and no two the same."""

from __future__ import annotations

from caseapp.rules.tiles import COLUMNS, tiles
from caseapp.rules.units import CITY_ID, territory


def test_every_unit_of_today_has_a_tile_of_its_own() -> None:
    found = tiles()
    units = territory().units.values()
    today = {unit.code for unit in units if unit.until is None and unit.parent == CITY_ID}
    assert set(found) == today
    assert len(set(found.values())) == len(found) == 103
    assert {column for column, _ in found.values()} == set(range(COLUMNS))
    assert min(row for _, row in found.values()) == 0
