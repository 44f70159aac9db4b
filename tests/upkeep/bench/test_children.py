"""The register of children: as many as asked, over the wards, some of the name looked for."""

from __future__ import annotations

from sqlalchemy import func, select

from caseapp.casework.child_search import Search, find_children
from caseapp.records.children import Child
from caseapp.records.db import db
from caseapp.records.reach import Reach, reaching
from caseapp.rules.access import Role
from caseapp.upkeep.bench.children import LOOKED_FOR, fill_children
from tests.factories.house import NOW, House, an_actor


def test_one_ward_has_many_and_some_bear_the_name(house: House) -> None:
    with house.app.app_context():
        ward = int(fill_children(2000, NOW))
        with reaching(Reach(None, "bulk")):
            assert db.session.scalar(select(func.count()).select_from(Child)) == 2000
        db.session.rollback()
        officer = an_actor(Role.OFFICER, ward)
        found = find_children(officer, Search(LOOKED_FOR), now=NOW)
        assert 0 < len(found.lines) < 50
