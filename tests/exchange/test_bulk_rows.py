from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.exchange.bulk_rows import insert_columns, next_id, table_of, update_rows
from caseapp.records.children import Child
from caseapp.records.disasters import Disaster
from caseapp.records.reports import Report
from caseapp.rules.access import Act
from tests.factories.house import NOW, SYSTEM, House


@pytest.fixture
def door(house: House) -> object:
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, dry_run=True) as door:
        yield door


def test_rows_come_back_as_they_were_given(door: desk.Door) -> None:
    assert next_id(door, Disaster) == 1
    days = [date(2025, 10, 1), date(2025, 10, 1), date(2026, 1, 2)]
    columns = {
        "id": [1, 2, 5],
        "name": ["a", "b", "c"],
        "started_on": days,
        "ref": ["x", None, "y"],
    }
    insert_columns(door, Disaster, columns, kind="flood", entered_at=NOW, entered_by=None)
    rows = door.session.scalars(select(Disaster).order_by(Disaster.id)).all()
    assert [(r.id, r.name, r.started_on, r.ref, r.kind, r.entered_at) for r in rows] == [
        (1, "a", days[0], "x", "flood", NOW),
        (2, "b", days[1], None, "flood", NOW),
        (5, "c", days[2], "y", "flood", NOW),
    ]
    assert next_id(door, Disaster) == 6


def test_columns_left_out_take_their_defaults(door: desk.Door) -> None:
    columns = {
        "id": [1],
        "code": ["TE-1"],
        "full_name": ["A"],
        "folded_name": ["a"],
        "sex": ["male"],
    }
    insert_columns(door, Child, columns, entered_at=NOW, entered_by=None)
    child = door.session.get_one(Child, 1)
    assert (child.address, child.counted, child.version) == ("", False, 1)


def test_no_rows_are_no_statement(door: desk.Door) -> None:
    insert_columns(door, Disaster, {"id": [], "name": []}, kind="flood")
    update_rows(door, Disaster, ("name",), [])
    assert next_id(door, Disaster) == 1


def test_updates_touch_the_named_columns_of_the_named_rows(door: desk.Door) -> None:
    columns = {"id": [1, 2], "name": ["a", "b"], "started_on": [date(2025, 1, 1)] * 2}
    insert_columns(door, Disaster, columns, kind="flood", entered_at=NOW, entered_by=None)
    update_rows(door, Disaster, ("name",), [{"row": 2, "name": "z", "kind": "storm"}])
    rows = door.session.scalars(select(Disaster).order_by(Disaster.id)).all()
    assert [(row.name, row.kind) for row in rows] == [("a", "flood"), ("z", "flood")]


def test_a_mapped_class_has_a_table() -> None:
    assert table_of(Report).name == "reports"
