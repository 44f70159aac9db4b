"""Merges: chains, circles, and how few statements they take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp import desk
from caseapp.rules.access import Act
from caseapp.rules.values import Period
from caseapp.statistics.facts.kin import read_kin, roots
from tests.factories.house import NOW, SYSTEM
from tests.factories.register import Register


def test_a_chain_leads_to_its_last_record() -> None:
    assert roots({1: 2, 2: 3, 4: 3}) == {1: 3, 2: 3, 3: 3, 4: 3}
    assert roots({}) == {}


@given(st.dictionaries(st.integers(1, 6), st.integers(1, 6)))
def test_whatever_the_pairs_are_it_ends_and_every_record_is_known(pairs: dict[int, int]) -> None:
    found = roots(pairs)
    assert set(pairs) <= set(found)
    assert set(found.values()) <= set(found)


@pytest.mark.usefixtures("records")
def test_merged_records_are_read_with_what_the_last_one_is_counted_by() -> None:
    town = Register()
    kept = town.child(31135, sex="male")
    double = town.child(31120, into=kept)
    outside = town.child(1, into=kept)
    town.child(31135)
    town.assistance(outside, "2026-01-01")
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, dry_run=True) as door:
        town.write(door.session)
        kin = read_kin(door.session, Period.parse("2026"))
    assert kin.root_of == {kept: kept, double: kept, outside: kept}
    assert sorted(kin.members[kept]) == [double, outside]
    person = kin.person(double)
    assert person is not None
    assert (person.id, person.sex) == (kept, "male")
    assert set(kin.stays) == {kept, double}  # a stay outside the city is none
    assert kin.was_helped(kept)
    assert not kin.knows(4)
