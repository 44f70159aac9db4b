from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseapp.exchange.matching import OTHER
from tests.exchange.contents import contents, rows_of
from tests.exchange.folders import AN, Row, a_folder, faults_of, imported
from tests.factories.house import House

# AN lives in 31135 from 1 August 2025 on.
FIRST: Row = {"child_ref": "TE-1", "area_code": "31135", "from": "2025-08-01"}
MOVE: Row = {"child_ref": "TE-1", "area_code": "31120", "from": "2026-03-01"}


@pytest.fixture(autouse=True)
def _inside(house: House) -> object:
    with house.app.app_context():
        yield


def stays() -> list[tuple[Any, ...]]:
    found = sorted(rows_of("residences"), key=lambda row: row["valid_from"])
    return [(r["unit_id"], r["valid_from"], r["valid_until"], r["first"]) for r in found]


def openers() -> set[int]:
    return {row["area_id"] for row in rows_of("child_units")}


def test_a_stay_without_end_ends_when_the_next_begins(tmp_path: Path) -> None:
    assert faults_of(a_folder(tmp_path / "in", children=[AN], residences=[MOVE])) == []
    assert stays() == [
        (31135, date(2025, 8, 1), date(2026, 3, 1), True),
        (31120, date(2026, 3, 1), None, False),
    ]
    assert openers() == {31120}


def test_a_row_with_the_first_unit_and_day_gives_the_first_stays_end(tmp_path: Path) -> None:
    ended = FIRST | {"to": "2026-02-01"}
    assert faults_of(a_folder(tmp_path / "in", children=[AN], residences=[MOVE, ended])) == []
    assert stays()[0] == (31135, date(2025, 8, 1), date(2026, 2, 1), True)
    assert len(stays()) == 2


def test_another_unit_on_the_first_day_overlaps(tmp_path: Path) -> None:
    other = FIRST | {"area_code": "31120"}
    path = a_folder(tmp_path / "in", children=[AN], residences=[other])
    assert faults_of(path) == ["residences:2:from: overlaps the stay from 2025-08-01"]
    imported(a_folder(tmp_path / "first", children=[AN]))
    assert faults_of(path) == faults_of(path, update=True)
    assert faults_of(path) == ["residences:2:from: overlaps the stay from 2025-08-01"]


def test_a_move_may_come_with_a_later_import(tmp_path: Path) -> None:
    imported(a_folder(tmp_path / "1", children=[AN]))
    assert openers() == {31135}
    assert faults_of(a_folder(tmp_path / "2", residences=[MOVE])) == []
    both = stays()
    assert both[0][2] == date(2026, 3, 1)
    before = contents()
    assert faults_of(a_folder(tmp_path / "1", children=[AN])) == []
    assert faults_of(a_folder(tmp_path / "3", children=[AN], residences=[MOVE])) == []
    assert contents() == before
    assert openers() == {31135, 31120}  # the unit before keeps the file


def test_a_nearer_move_fits_between(tmp_path: Path) -> None:
    imported(a_folder(tmp_path / "1", children=[AN], residences=[MOVE]))
    nearer = MOVE | {"area_code": "31123", "from": "2026-01-01"}
    assert faults_of(a_folder(tmp_path / "2", residences=[nearer])) == [
        "residences:2:area_code: the unit '31123' did not exist on this day, only until 2025-06-30"
    ]
    nearer = nearer | {"area_code": "31147"}
    assert faults_of(a_folder(tmp_path / "3", residences=[nearer])) == []
    assert [(s[0], s[2]) for s in stays()] == [
        (31135, date(2026, 1, 1)),
        (31147, date(2026, 3, 1)),
        (31120, None),
    ]


def test_other_values_of_a_known_stay_need_update(tmp_path: Path) -> None:
    imported(a_folder(tmp_path / "1", children=[AN], residences=[MOVE]))
    ended = a_folder(tmp_path / "2", residences=[MOVE | {"to": "2026-06-01"}])
    assert faults_of(ended) == [f"residences:2:to: {OTHER}"]
    told = imported(ended, update=True)
    assert [(c.sheet, c.row, c.column) for c in told.changes] == [("residences", 2, "to")]
    assert stays()[1][2] == date(2026, 6, 1)
    assert faults_of(ended) == []
    # a file without the column says nothing of it; one with an empty cell reopens the stay
    assert faults_of(a_folder(tmp_path / "3", residences=[MOVE])) == []
    reopened = a_folder(tmp_path / "4", residences=[MOVE | {"to": ""}])
    assert faults_of(reopened) == [f"residences:2:to: {OTHER}"]
    elsewhere = a_folder(tmp_path / "5", residences=[MOVE | {"area_code": "outside"}])
    assert faults_of(elsewhere) == [f"residences:2:area_code: {OTHER}"]
    imported(elsewhere, update=True)
    assert stays()[1][0] == 1


def test_an_update_may_move_the_first_stay(tmp_path: Path) -> None:
    imported(a_folder(tmp_path / "1", children=[AN], residences=[MOVE]))
    earlier = AN | {"resident_from": "2025-07-15", "area_code": "31147"}
    path = a_folder(tmp_path / "2", children=[earlier], residences=[MOVE])
    assert [fault.split(":")[2] for fault in faults_of(path)] == ["area_code", "resident_from"]
    imported(path, update=True)
    assert stays()[0] == (31147, date(2025, 7, 15), date(2026, 3, 1), True)
    late = a_folder(tmp_path / "3", children=[AN | {"resident_from": "2026-03-01"}])
    assert any("overlaps another stay" in fault for fault in faults_of(late, update=True))


def test_a_move_of_a_known_child_may_not_precede_its_first_stay(tmp_path: Path) -> None:
    imported(a_folder(tmp_path / "1", children=[AN]))
    early = MOVE | {"from": "2025-07-20"}
    assert faults_of(a_folder(tmp_path / "2", residences=[early])) == [
        "residences:2:from: lies before the child's first stay"
    ]


@pytest.mark.parametrize(
    ("code", "day", "opener"),
    [
        ("31117", "2024-01-01", 31120),  # passed whole to Cái Khế
        ("31178", "2024-01-01", 92),  # split: until someone chooses, the city
        ("outside", "2024-01-01", 92),
        ("unknown", "2024-01-01", 92),
        ("31135", "2026-01-01", 31135),
    ],
)
def test_the_unit_that_answers_today_may_open_the_child(
    tmp_path: Path, code: str, day: str, opener: int
) -> None:
    imported(a_folder(tmp_path / "in", children=[AN | {"area_code": code, "resident_from": day}]))
    assert openers() == {opener}


def test_an_update_cannot_move_the_first_stay_behind_the_next_or_its_own_end(
    tmp_path: Path,
) -> None:
    again = MOVE | {"area_code": "31168", "from": "2026-06-01"}
    ended = FIRST | {"to": "2026-02-01"}
    imported(a_folder(tmp_path / "1", children=[AN], residences=[ended, MOVE, again]))
    before = stays()
    for late, limit in (("2026-04-01", "the child's stay from 2026-03-01"),
                        ("2026-02-15", "the end of that stay on 2026-02-01")):  # fmt: skip
        moved = a_folder(tmp_path / late, children=[AN | {"resident_from": late}])
        assert faults_of(moved, update=True) == [f"children:2:resident_from: lies after {limit}"]
        assert stays() == before
    # With its new end in the same file it may.
    both = a_folder(
        tmp_path / "both",
        children=[AN | {"resident_from": "2026-02-10"}],
        residences=[FIRST | {"from": "2026-02-10", "to": "2026-02-20"}, MOVE, again],
    )
    assert faults_of(both, update=True) == []
    assert stays()[0] == (31135, date(2026, 2, 10), date(2026, 2, 20), True)
    assert faults_of(both) == []
