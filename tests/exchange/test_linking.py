from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from caseapp import desk
from caseapp.exchange.cells import BAD
from caseapp.exchange.exporting import export_path
from caseapp.exchange.faults import Faults
from caseapp.exchange.linking import Links, Names, link
from caseapp.exchange.reading import RawSheet
from caseapp.exchange.tables import Table, read_tables
from caseapp.records.children import Child
from caseapp.records.disasters import Disaster
from caseapp.rules.access import Act
from tests.exchange.contents import first, rows_of
from tests.exchange.folders import (
    AN,
    BINH,
    CIRCUMSTANCE,
    DISASTER,
    IMPACT,
    REPORT,
    Row,
    a_folder,
    columns_of,
    faults_of,
    imported,
)
from tests.factories.children import enter_child
from tests.factories.erasures import a_bare_child, a_finished_file, city_people, erase
from tests.factories.house import NOW, SYSTEM, House


@pytest.fixture(autouse=True)
def _inside(house: House) -> object:
    with house.app.app_context():
        yield


def linked(**sheets: list[Row]) -> tuple[dict[str, Table], Links, list[str]]:
    faults = Faults()
    raw = []
    for name, rows in sheets.items():
        columns = columns_of(name, rows)
        cells: list[list[Any]] = [columns, *([row.get(c, "") for c in columns] for row in rows)]
        raw.append(RawSheet(name, cells))
        faults.follow(name)
    tables = read_tables(raw, faults)
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, dry_run=True) as door:
        links = link(door, tables, faults)
    return tables, links, [str(fault) for fault in faults.listed()]


def test_new_rows_get_the_next_ids_and_references_follow_them(tmp_path: Path) -> None:
    imported(a_folder(tmp_path / "in", children=[AN]))
    known = first("children")["id"]
    tables, links, faults = linked(
        children=[BINH, AN],
        reports=[REPORT | {"child_ref": "TE-2"}, REPORT | {"report_ref": "BC-2", "child_ref": ""}],
    )
    assert faults == []
    assert tables["children"].values["id"] == [known + 1, known]
    assert tables["reports"].values["child_id"] == [known + 1, None]
    assert links.children.recorded == {known}


def test_what_names_nothing_is_named() -> None:
    tables, _, faults = linked(
        children=[BINH], circumstances=[CIRCUMSTANCE, CIRCUMSTANCE | {"child_ref": ""}]
    )
    assert faults == [
        "circumstances:2:child_ref: 'TE-1' is neither in the sheet children nor recorded",
        "circumstances:3:child_ref: is required",
    ]
    assert tables["circumstances"].values["child_id"] == [BAD, BAD]


def test_the_files_own_key_weighs_more_than_a_mark(tmp_path: Path) -> None:
    imported(a_folder(tmp_path / "1", children=[AN]))
    mark = first("children")["code"]
    # another register happens to use An's mark as its own key for Bình
    imported(a_folder(tmp_path / "2", children=[BINH]))
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        door.session.execute(update(Child).where(Child.ref == "TE-2").values(ref=mark))
    tables, _, _ = linked(circumstances=[CIRCUMSTANCE | {"child_ref": mark}])
    assert tables["circumstances"].values["child_id"] == [rows_of("children")[1]["id"]]


def test_a_disaster_without_a_files_key_goes_by_its_number(tmp_path: Path) -> None:
    imported(a_folder(tmp_path / "1", children=[AN], disasters=[DISASTER]))
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        door.session.execute(update(Disaster).values(ref=None))
    name = f"disaster:{first('disasters')['id']}"
    assert faults_of(a_folder(tmp_path / "2", impacts=[IMPACT | {"disaster_ref": name}])) == []
    assert faults_of(a_folder(tmp_path / "3", impacts=[IMPACT])) == [
        "impacts:2:disaster_ref: 'TT-1' is neither in the sheet disasters nor recorded"
    ]


def test_ids_run_on() -> None:
    names = Names(ids={"A": 2}, next_id=4)
    names.name_new(["B", "A", "C"])
    names.name_new(["D", "B"])
    assert (names.ids, names.next_id) == ({"A": 2, "B": 4, "C": 5, "D": 6}, 7)


def test_an_older_export_brings_no_erased_file_back(house: House, tmp_path: Path) -> None:
    code, told = a_finished_file(house)
    enter_child(house, told.officer, full_name="Danh Văn Còn Lại")
    export_path(SYSTEM, tmp_path / "old", now=NOW)
    erase(house, code, *city_people(house))
    before = [rows_of(name) for name in ("children", "reports", "circumstances")]
    for over in (False, True):
        made = imported(tmp_path / "old", update=over)
        assert {(fault.sheet, str(fault.reason)) for fault in made.faults} == {
            ("children", "was erased here; take the row out of the file"),
            ("reports", "was erased here; take the row out of the file"),
            ("reports", f"'{code}' was erased here"),
            ("circumstances", f"'{code}' was erased here"),
        }
    assert [rows_of(name) for name in ("children", "reports", "circumstances")] == before


def test_nothing_new_is_taken_in_for_an_erased_child(house: House, tmp_path: Path) -> None:
    made = a_bare_child(house)
    made.decide(made.propose())
    rows = [CIRCUMSTANCE | {"child_ref": made.child}]
    assert faults_of(a_folder(tmp_path / "in", circumstances=rows)) == [
        f"circumstances:2:child_ref: '{made.child}' was erased here"
    ]
    assert rows_of("circumstances") == []
