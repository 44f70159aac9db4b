"""A disaster hits a child once a day."""

from __future__ import annotations

from datetime import timedelta

from caseapp.records.children import Child
from caseapp.records.disasters import Impact
from tests.factories.house import NOW
from tests.factories.rows import DAY, stored
from tests.factories.wards import Wards, unkept


def test_an_impact_is_one_row_for_a_child_a_disaster_and_a_day(books: Wards) -> None:
    known = books.session.get_one(Impact, books.own[Impact])
    same = {
        "disaster_id": known.disaster_id, "child_id": books.own[Child],
        "affected_on": DAY, "entered_at": NOW,
    }  # fmt: skip
    unkept(books.session, Impact(**same))
    stored(books.session, Impact(**same | {"affected_on": DAY + timedelta(days=1)}))


def test_an_impact_needs_its_disaster(books: Wards) -> None:
    lost = Impact(disaster_id=999, child_id=books.own[Child], affected_on=DAY, entered_at=NOW)
    unkept(books.session, lost)
