"""A unit needs a child that lives there, lived there, or of which a file lies there."""

from __future__ import annotations

from datetime import date

from caseapp import desk
from caseapp.casework.child_units import units_needed
from caseapp.casework.children import move_child
from caseapp.records.children import Child
from caseapp.rules.access import Act
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.rows import CAI_KHE, NINH_KIEU


def test_where_it_lived_counts_only_when_asked_for(house: House) -> None:
    officer = officer_of(house)
    code = enter_child(house, officer)
    with house.app.app_context():
        move_child(officer, code, area_code=str(CAI_KHE), since=date(2026, 11, 1), now=NOW)
        with desk.reading(SYSTEM, Act.CHILD_READ, now=NOW) as door:
            child = door.find(Child, code=code)
            assert units_needed(door, child, ever=True) == {NINH_KIEU, CAI_KHE}
            assert units_needed(door, child, ever=False) == {CAI_KHE}
            door.log("test")
