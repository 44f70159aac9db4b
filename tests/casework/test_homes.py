"""Where a child lives now, by any of its records; None outside the city."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.children import move_child
from caseapp.casework.homes import home_unit, newest_stay
from caseapp.records.children import Child
from caseapp.rules.access import Act
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.merges import two_wards


def test_the_stay_that_began_last_counts_on_whichever_record_it_was_entered(house: House) -> None:
    two = two_wards(house)
    two.merge()
    with house.app.app_context():
        move_child(two.own, two.first, area_code="31150", since=date(2026, 10, 1), now=NOW)
        with desk.reading(SYSTEM, Act.CHILD_READ, now=NOW) as door:
            by = select(Child.id).where(Child.code.in_((two.first, two.second)))
            ids = door.session.scalars(by).all()
            assert len(ids) == 2
            assert {home_unit(door, number) for number in ids} == {31150}
            stay = newest_stay(door, ids[1])
            assert stay is not None
            assert stay.valid_from == date(2026, 10, 1)
            door.log("test")
