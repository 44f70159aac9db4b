from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.exchange.queries import REGISTERS, listed
from caseapp.exchange.sheets import SHEETS
from caseapp.records.areas import Area
from caseapp.rules.access import Act
from tests.factories.house import NOW, SYSTEM, House

# What a select cannot say and the reading adds: from the incidents, or in another form.
ADDED = {"reports": {"certainty", "abuse_types", "setting", "occurred_on"}}


@pytest.mark.parametrize("name", SHEETS)
def test_each_select_gives_the_columns_of_its_sheet(name: str) -> None:
    columns = {column.name for column in SHEETS[name].columns} - ADDED.get(name, set())
    selected = {column.key for column in REGISTERS[name].statement().selected_columns}
    assert columns | {"id"} <= selected


def test_what_is_sealed_is_read_from_its_own_cell() -> None:
    sealed = {
        name: dict(register.sealed) for name, register in REGISTERS.items() if register.sealed
    }
    assert sealed == {
        "children": {"personal_id": "children.personal_id"},
        "assistance": {"note": "assistance.note"},
        "reports": {"narrative": "reports.narrative"},
        "referrals": {"reason": "referrals.reason"},
    }


def test_a_list_of_any_length_is_one_value(house: House) -> None:
    many = [*range(50_000, 150_000), 31135]  # more than SQLite takes parameters
    with house.app.app_context(), desk.figures(SYSTEM, Act.FIGURES_READ, now=NOW) as door:
        found = door.session.scalars(select(Area.id).where(Area.id.in_(listed(many))))
        assert found.all() == [31135]
        names = listed(["31135", "916", "x'; --"])
        codes = door.session.scalars(select(Area.code).where(Area.code.in_(names)).distinct())
        assert sorted(codes) == ["31135", "916"]
        assert door.session.scalars(select(Area.id).where(Area.id.in_(listed([])))).all() == []
