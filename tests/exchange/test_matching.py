from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from caseapp import desk
from caseapp.exchange.matching import OTHER
from caseapp.records.children import Child, Circumstance
from caseapp.records.reports import Incident, Report
from caseapp.rules.access import Act
from tests.exchange.contents import contents, first, rows_of
from tests.exchange.folders import (
    AN,
    CIRCUMSTANCE,
    DISASTER,
    FIGURE,
    HELP,
    IMPACT,
    REFERRAL,
    REPORT,
    Row,
    a_folder,
    everything,
    faults_of,
    imported,
)
from tests.factories.house import NOW, SYSTEM, House


@pytest.fixture(autouse=True)
def _inside(house: House) -> object:
    with house.app.app_context():
        yield


# Each sheet, a row of `everything()`, what is changed in it, and where that then stands.
CHANGES: list[tuple[str, int, Row]] = [
    ("population", 0, {"children": "4201"}),
    ("population", 1, {"source": "Điều tra"}),
    ("children", 0, {"full_name": "Nguyễn Thị Bé Ánh"}),
    ("children", 0, {"personal_id": "092315009999"}),
    ("children", 1, {"personal_id": "092218001234"}),
    ("children", 1, {"date_of_birth": "2018-11-21", "birth_precision": "estimated"}),
    ("children", 0, {"area_code": "31120"}),
    ("circumstances", 0, {"to": ""}),
    ("circumstances", 1, {"subgroup": "10.1"}),
    ("assistance", 0, {"until": "2026-05-01"}),
    ("assistance", 0, {"note": ""}),
    ("assistance", 1, {"note": "thêm"}),
    ("reports", 0, {"certainty": "confirmed", "abuse_types": "sexual_abuse"}),
    ("reports", 0, {"child_ref": ""}),
    ("reports", 0, {"child_ref": "TE-2"}),
    ("reports", 1, {"child_ref": "TE-1"}),
    ("reports", 1, {"narrative": "Khác", "received_at": "2026-02-03T08:31"}),
    ("reports", 1, {"event_area_code": "31120"}),
    ("reports", 0, {"occurred_on": "", "setting": "unknown"}),
    ("disasters", 0, {"kind": "storm"}),
    ("impacts", 1, {"relieved_on": "2025-10-09", "harm": "injury"}),
    ("referrals", 0, {"agency": "Trung tâm Công tác xã hội"}),
    ("referrals", 0, {"reason": "Khác", "report_ref": ""}),
    ("referrals", 1, {"state": "in_service"}),
]


@pytest.mark.parametrize(("sheet", "position", "change"), CHANGES)
def test_other_values_are_a_fault_unless_update_which_lists_each_field(
    tmp_path: Path, sheet: str, position: int, change: Row
) -> None:
    sheets = everything()
    if sheet == "children" and "area_code" in change:
        sheets["residences"] = sheets["residences"][1:]
    assert faults_of(a_folder(tmp_path / "1", **sheets)) == []
    before = contents()
    sheets[sheet][position] = sheets[sheet][position] | change
    changed = a_folder(tmp_path / "2", **sheets)
    row = position + 2
    order = [name for name in sheets[sheet][position] if name in change]
    assert sorted(faults_of(changed)) == sorted(f"{sheet}:{row}:{name}: {OTHER}" for name in order)
    assert contents() == before
    told = imported(changed, update=True)
    assert told.faults == ()
    assert {(c.sheet, c.row, c.column) for c in told.changes} == {(sheet, row, n) for n in change}
    # and now the file says what is recorded
    after = contents()
    again = imported(changed)
    assert again.faults == ()
    assert contents() == after != before


def test_a_population_figure_that_is_updated_keeps_what_it_said(tmp_path: Path) -> None:
    imported(a_folder(tmp_path / "1", population=[FIGURE]))
    other = FIGURE | {"children": "4201"}
    imported(a_folder(tmp_path / "2", population=[other]), update=True)
    (past,) = rows_of("past_populations")
    assert (past["children"], past["unit_id"]) == (4200, first("populations")["unit_id"])
    assert first("populations")["children"] == 4201


def test_a_hidden_name_stays_hidden_whatever_the_file_says(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "1", children=[AN])
    imported(folder)
    code = first("children")["code"]
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        door.session.execute(update(Child).values(full_name=code))
    told = imported(folder, update=True)
    assert (told.faults, told.changes) == ((), ())
    moved = a_folder(tmp_path / "2", children=[AN | {"address": "Số 5"}])
    assert [change.column for change in imported(moved, update=True).changes] == ["address"]
    assert (first("children")["full_name"], first("children")["address"]) == (code, "Số 5")


def test_nothing_is_said_of_columns_that_the_file_leaves_out(tmp_path: Path) -> None:
    imported(a_folder(tmp_path / "1", children=[AN | {"address": "Số 1", "ethnicity": "Kinh"}]))
    assert faults_of(a_folder(tmp_path / "2", children=[AN])) == []
    empty = a_folder(tmp_path / "3", children=[AN | {"address": ""}])
    assert faults_of(empty) == [f"children:2:address: {OTHER}"]
    imported(empty, update=True)
    assert (first("children")["address"], first("children")["ethnicity"]) == ("", "Kinh")


def test_an_update_changes_nothing_else_of_the_row(tmp_path: Path) -> None:
    sheets = everything()
    imported(a_folder(tmp_path / "1", **sheets))
    before = first("children")
    sheets["children"][0] = sheets["children"][0] | {"sex": "unknown"}
    imported(a_folder(tmp_path / "2", **sheets), update=True)
    after = first("children")
    assert {k for k in before if before[k] != after[k]} == {"sex", "version"}
    assert after["version"] == before["version"] + 1


@pytest.mark.parametrize(
    ("sheet", "one", "other"),
    [
        ("circumstances", CIRCUMSTANCE, {"from": "2025-09-02"}),
        ("circumstances", CIRCUMSTANCE, {"group": "05"}),
        ("circumstances", CIRCUMSTANCE, {"status": "at_risk"}),
        ("assistance", HELP, {"provider": "Hội Phụ nữ"}),
        ("assistance", HELP, {"date": "2026-01-06"}),
        ("impacts", IMPACT, {"affected_on": "2025-10-03"}),
        ("population", FIGURE, {"sex": "female"}),
        ("population", FIGURE, {"reference_date": "2024-12-31"}),
    ],
)
def test_another_key_is_another_row(tmp_path: Path, sheet: str, one: Row, other: Row) -> None:
    sheets: dict[str, list[Row]] = {"children": [AN], "disasters": [DISASTER]}
    sheets[sheet] = [one]
    imported(a_folder(tmp_path / "1", **sheets))
    sheets[sheet] = [one | other]
    again = imported(a_folder(tmp_path / "2", **sheets))
    assert again.faults == ()
    assert again.sheets[sheet] == {"new": 1, "changed": 0, "same": 0}


def test_a_report_recorded_further_in_the_application_is_changed_there(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "1", children=[AN], reports=[REPORT])
    imported(folder)
    report = first("reports")
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        door.session.add(
            Incident(
                report_id=report["id"],
                area_id=report["area_id"],
                certainty="confirmed",
                abuse_types="neglect",
                settings="school;family",
                occurred_on=date(2026, 1, 9),
                entered_at=NOW,
            )
        )
    # the report now counts with its strongest incident (contracts §4), so the file differs
    named = {fault.split(":")[2] for fault in faults_of(folder)}
    assert named == {"certainty"}
    assert "several incidents" in faults_of(folder, update=True)[0]
    row = REPORT | {
        "certainty": "confirmed",
        "abuse_types": "neglect",
        "setting": "family;school",
        "occurred_on": "2026-01-09",
    }
    assert faults_of(a_folder(tmp_path / "2", children=[AN], reports=[row])) == []


def test_a_report_of_the_application_is_not_changed_from_a_file(tmp_path: Path) -> None:
    imported(a_folder(tmp_path / "1", children=[AN], reports=[REPORT]))
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        door.session.execute(update(Report).values(imported=False))
    other = a_folder(tmp_path / "2", children=[AN], reports=[REPORT | {"channel": "police"}])
    assert faults_of(other, update=True) == [
        "reports:2:channel: was recorded in the application; change it there"
    ]


def test_what_was_deleted_does_not_come_back(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "1", children=[AN], circumstances=[CIRCUMSTANCE])
    imported(folder)
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        door.session.execute(update(Circumstance).values(deleted_at=NOW))
    assert faults_of(folder) == ["circumstances:2:: was deleted here; take the row out of the file"]
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        door.session.execute(update(Child).values(deleted_at=NOW))
    assert faults_of(folder)[:2] == [
        "children:2:child_ref: was deleted here; take the row out of the file",
        "circumstances:2:child_ref: 'TE-1' was deleted here",
    ]


def test_rows_of_a_merged_child_are_known_as_the_other_childs(tmp_path: Path) -> None:
    twin = AN | {"child_ref": "TE-7"}
    rows = [CIRCUMSTANCE | {"child_ref": "TE-7"}]
    imported(a_folder(tmp_path / "1", children=[AN, twin], circumstances=rows))
    kept, merged = rows_of("children")
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        door.session.execute(
            update(Child).where(Child.id == merged["id"]).values(merged_into_id=kept["id"])
        )
    again = imported(a_folder(tmp_path / "2", circumstances=[CIRCUMSTANCE]))
    assert again.sheets["circumstances"] == {"new": 0, "changed": 0, "same": 1}
    fresh = CIRCUMSTANCE | {"child_ref": "TE-7", "group": "05"}
    imported(a_folder(tmp_path / "3", circumstances=[fresh]))
    assert [row["child_id"] for row in rows_of("circumstances")] == [merged["id"], kept["id"]]


def test_an_update_of_what_is_sealed_can_be_read_again(tmp_path: Path) -> None:
    sheets: dict[str, list[Row]] = {"children": [AN], "assistance": [HELP], "referrals": [REFERRAL]}
    imported(a_folder(tmp_path / "1", **sheets))
    assert rows_of("subject_keys") == []  # nothing to seal, so no key
    sheets["assistance"] = [HELP | {"note": "Sách vở"}]
    sheets["referrals"] = [REFERRAL | {"reason": "Lý do"}]
    imported(a_folder(tmp_path / "2", **sheets), update=True)
    assert len(rows_of("subject_keys")) == 1
    key, note = first("children")["key_id"], first("assistance")
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, dry_run=True) as door:
        assert door.unseal(key, "assistance.note", note["id"], note["note"]) == "Sách vở"
