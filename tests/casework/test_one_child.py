"""The record that a code leads to, and the key of each row of a merged child."""

from __future__ import annotations

from caseapp import desk
from caseapp.casework.one_child import find_child, record_of, records_of
from caseapp.records.children import Child
from caseapp.rules.access import Act
from tests.factories.house import NOW, House
from tests.factories.merges import two_wards


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
