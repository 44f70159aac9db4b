"""Rows go to the database in bundles, parents before children, numbered on."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp import desk
from caseapp.records.agencies import Agency, Service
from caseapp.records.scope import BY_AREA, BY_CHILD
from caseapp.rules.access import Act
from caseapp.upkeep.demo.rows import ORDER, Rows
from tests.factories.house import NOW, SYSTEM, House


def agency(rows: Rows, name: str) -> int:
    number = rows.new_id(Agency)
    rows.add(
        Agency,
        id=number,
        name=name,
        folded=name,
        phone="",
        verified_on=date(2026, 1, 1),
        entered_at=NOW,
        entered_by=None,
    )
    return number


def test_a_child_row_may_be_added_right_after_its_parent(house: House) -> None:
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        rows = Rows(door)
        for name in ("a", "b"):
            number = agency(rows, name)
            rows.add(
                Service,
                id=rows.new_id(Service),
                agency_id=number,
                name="s",
                folded="s",
                verified_on=None,
                entered_at=NOW,
                entered_by=None,
            )
        rows.flush()
        assert rows.counts["agencies"] == rows.counts["services"] == 2
        # A second writer in the same instance numbers on from the rows that are there.
        assert Rows(door).new_id(Agency) == 3


def test_a_full_bundle_is_written_by_itself(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caseapp.upkeep.demo.rows._BUNDLE", 3)
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        rows = Rows(door)
        for name in "abcd":
            agency(rows, name)
        assert rows.counts["agencies"] == 3
        rows.flush()
        assert rows.counts["agencies"] == 4


def test_nothing_is_sealed_without_a_key(house: House) -> None:
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        rows = Rows(door)
        [key] = door.new_keys(1)
        assert rows.seal(None, "reports.narrative", 1, "kín") is None
        sealed = rows.seal(key, "reports.narrative", 1, "kín")
        assert door.unseal(key, "reports.narrative", 1, sealed) == "kín"


def test_every_table_with_case_content_has_its_place_in_the_order() -> None:
    assert set(ORDER) >= {*BY_AREA, *BY_CHILD}
