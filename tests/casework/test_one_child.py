"""The record that a code leads to, and the key of each row of a merged child."""

from __future__ import annotations

from datetime import datetime, timedelta

from caseapp import desk
from caseapp.casework.one_child import find_child, kin, kin_of, record_of, records_of, records_then
from caseapp.records.children import Child
from caseapp.records.own_reach import at_the_tables
from caseapp.rules.access import Act
from tests.factories.house import NOW, House
from tests.factories.merges import LATER, two_wards, undo
from tests.factories.reports import SUPERVISOR


def test_every_code_leads_to_the_record_that_stays(house: House) -> None:
    two = two_wards(house)
    two.record(two.other, two.second, "02")
    two.merge()
    with house.app.app_context(), desk.reading(two.own, Act.CHILD_READ, now=NOW) as door:
        child = find_child(door, two.second)
        assert child.code == two.first
        assert [record.code for record in records_of(door, child)] == [two.first, two.second]
        merged = door.find(Child, code=two.second)
        assert record_of(door, child, merged.id) is merged
        assert record_of(door, child, child.id) is child
        assert merged.key_id not in {None, child.key_id}


def test_all_records_of_one_child_are_asked_for_from_any_of_them(house: House) -> None:
    two = two_wards(house)

    def numbers(moment: datetime | None = None) -> list[set[int]]:
        """From either record: by both ways of asking, and by what was one at a moment."""
        with house.app.app_context(), desk.reading(SUPERVISOR, Act.CHILD_READ, now=NOW) as door:
            first, second = (door.find(Child, code=code) for code in (two.first, two.second))
            found = []
            for child in (first, second):
                with at_the_tables(door.session):
                    asked = set(door.session.scalars(kin(child.id)))
                assert asked == set(kin_of(door, [child.id]))
                found += [asked, records_then(door, child, moment)]
            return found

    apart = numbers(LATER)
    assert [len(each) for each in apart] == [1, 1, 1, 1]
    both = apart[0] | apart[2]
    number = two.merge()
    assert numbers(NOW) == [both] * 4
    assert numbers(NOW - timedelta(seconds=1))[1] == apart[1]
    undo(two, number)
    assert numbers(NOW) == [apart[0], both, apart[2], both]
    assert numbers(LATER) == apart
    assert numbers(None)[1] == both
