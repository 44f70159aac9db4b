from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from caseapp.exchange.importing import import_path
from caseapp.rules.access import Denied, Role
from tests.exchange.contents import contents, first, rows_of
from tests.exchange.folders import (
    AN,
    BINH,
    CIRCUMSTANCE,
    DISASTER,
    FIGURE,
    HELP,
    IMPACT,
    REFERRAL,
    REPORT,
    a_folder,
    a_workbook,
    everything,
    faults_of,
    imported,
    places_of,
)
from tests.factories.house import NOW, SYSTEM, House, an_actor


@pytest.fixture(autouse=True)
def _inside(house: House) -> object:
    with house.app.app_context():
        yield


def test_every_sheet_is_stored(tmp_path: Path) -> None:
    result = imported(a_folder(tmp_path / "in", **everything()))
    assert result.faults == ()
    assert {name: counts["new"] for name, counts in result.sheets.items()} == {
        name: len(rows) for name, rows in everything().items()
    }
    child = first("children")
    assert (child["ref"], child["full_name"], child["folded_name"]) == (
        "TE-1",
        "Nguyễn Thị Bé An",
        "nguyen thi be an",
    )
    assert child["date_of_birth"] == date(2015, 3, 2)
    report = first("reports")
    assert report["received_at"] == datetime(2026, 2, 3, 1, 30, tzinfo=UTC)  # 08:30 here
    assert first("incidents")["abuse_types"] == "violence;neglect"
    assert first("incidents")["settings"] == "family;online"
    assert rows_of("assistance")[0]["open_ended"] is True
    assert rows_of("assistance")[1]["given_until"] == date(2026, 1, 31)
    assert [row["children"] for row in rows_of("populations")] == [4200, 4200]


@pytest.mark.parametrize("kind", ["folder", "workbook"])
def test_importing_twice_changes_nothing_the_second_time(tmp_path: Path, kind: str) -> None:
    path = (
        a_folder(tmp_path / "in", **everything())
        if kind == "folder"
        else a_workbook(tmp_path / "in.xlsx", **everything())
    )
    assert imported(path).faults == ()
    before = contents()
    again = imported(path)
    assert again.faults == ()
    assert contents() == before
    assert all(counts["new"] == counts["changed"] == 0 for counts in again.sheets.values())
    assert imported(path, update=True).changes == ()
    assert contents() == before


def test_a_workbook_and_a_folder_bring_the_same(tmp_path: Path) -> None:
    imported(a_folder(tmp_path / "in", **everything()))
    again = imported(a_workbook(tmp_path / "in.xlsx", **everything()))
    assert again.faults == ()
    assert sum(counts["same"] for counts in again.sheets.values()) == 18


def test_a_workbook_may_hold_real_dates(tmp_path: Path) -> None:
    rows = [AN | {"date_of_birth": date(2015, 3, 2), "resident_from": date(2025, 8, 1)}]
    moment = datetime.fromisoformat("2026-02-03T08:30")
    path = a_workbook(
        tmp_path / "in.xlsx", children=rows, reports=[REPORT | {"received_at": moment}]
    )
    assert faults_of(path) == []
    assert faults_of(a_folder(tmp_path / "in", children=[AN], reports=[REPORT])) == []


def test_text_in_any_unicode_form_is_kept_composed(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", str(AN["full_name"]))
    imported(a_folder(tmp_path / "in", children=[AN | {"full_name": name}]))
    assert first("children")["full_name"] == AN["full_name"]
    assert faults_of(a_folder(tmp_path / "again", children=[AN])) == []


# --- all or nothing


def test_a_fault_on_the_last_row_writes_nothing(tmp_path: Path) -> None:
    before = contents()
    sheets = everything()
    sheets["referrals"].append(REFERRAL | {"referral_ref": "GT-9", "state": "lost"})
    assert places_of(a_folder(tmp_path / "in", **sheets)) == ["referrals:4:state"]
    assert contents() == before


def test_all_faults_are_listed_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = a_folder(
        tmp_path / "in",
        children=[
            AN | {"sex": "girl", "area_code": "99999"},
            AN,
            BINH | {"date_of_birth": "2026-13-01", "colour": "red"},
        ],
        residences=[
            {"child_ref": "TE-2", "area_code": "31135", "from": "2019-01-01"},
            {"child_ref": "TE-9", "area_code": "31120", "from": "2026-01-01"},
            {"child_ref": "TE-2", "area_code": "31123", "from": "2024-01-01", "to": "2026-01-01"},
            {"child_ref": "TE-2", "area_code": "31120", "from": "2025-12-01"},
        ],
        circumstances=[CIRCUMSTANCE | {"child_ref": "", "to": "2025-08-31"}],
        notes=[{"a": "b"}],
    )
    assert places_of(path) == [
        "children:1:colour",
        "children:2:sex",
        "children:2:area_code",
        "children:3:child_ref",  # repeats row 2
        "children:4:date_of_birth",
        "residences:3:child_ref",  # no such child
        "residences:5:from",  # overlaps the stay of row 4
        "circumstances:2:child_ref",
        "circumstances:2:to",
        "notes:1:",
    ]
    assert rows_of("children") == []


@pytest.mark.parametrize(
    ("sheet", "row", "place"),
    [
        ("circumstances", CIRCUMSTANCE, "circumstances:2:child_ref"),
        ("assistance", HELP, "assistance:2:child_ref"),
        ("reports", REPORT, "reports:2:child_ref"),
        ("impacts", IMPACT | {"child_ref": "TE-2"}, "impacts:2:disaster_ref"),
        (
            "referrals",
            REFERRAL | {"child_ref": "TE-2", "report_ref": "BC-1"},
            "referrals:2:report_ref",
        ),
    ],
)
def test_a_reference_to_nothing_is_a_fault(
    tmp_path: Path, sheet: str, row: dict[str, object], place: str
) -> None:
    assert places_of(a_folder(tmp_path / "in", children=[BINH], **{sheet: [row]})) == [place]


def test_a_reference_may_name_what_an_earlier_import_brought(tmp_path: Path) -> None:
    imported(a_folder(tmp_path / "1", children=[AN], disasters=[DISASTER], reports=[REPORT]))
    later = a_folder(
        tmp_path / "2",
        circumstances=[CIRCUMSTANCE],
        impacts=[IMPACT],
        referrals=[REFERRAL | {"report_ref": "BC-1"}],
    )
    assert faults_of(later) == []
    assert first("referrals")["report_id"] == first("reports")["id"]


def test_a_reference_may_be_the_mark_that_the_application_gave(tmp_path: Path) -> None:
    imported(a_folder(tmp_path / "1", children=[AN]))
    mark = first("children")["code"]
    rows = [CIRCUMSTANCE | {"child_ref": mark}, CIRCUMSTANCE]
    path = a_folder(tmp_path / "2", circumstances=rows[:1])
    assert faults_of(path) == []
    assert imported(path).sheets["circumstances"]["same"] == 1
    twice = a_folder(tmp_path / "3", circumstances=rows)
    assert faults_of(twice) == ["circumstances:3:: names the same recorded row as row 2"]


def test_a_sheet_may_be_left_out_and_a_sheet_of_headings_alone_holds_nothing(
    tmp_path: Path,
) -> None:
    folder = a_folder(tmp_path / "in", children=[AN])
    (folder / "reports.csv").write_text("report_ref,received_at,event_area_code,certainty\n")
    assert faults_of(folder) == []


# --- dry run, agencies, recent reports


def test_a_dry_run_tells_all_and_writes_nothing(tmp_path: Path) -> None:
    before = contents()
    path = a_folder(tmp_path / "in", **everything())
    told = imported(path, dry_run=True)
    assert told.dry_run
    assert told.sheets["children"] == {"new": 2, "changed": 0, "same": 0}
    assert told.new_agencies == ("Bệnh viện Nhi đồng",)
    assert told.new_services == (("Bệnh viện Nhi đồng", "Trị liệu tâm lý"),)
    assert contents() == before
    assert faults_of(a_folder(tmp_path / "bad", children=[AN | {"sex": ""}]), dry_run=True)


def test_agencies_are_compared_folded_and_added_unverified(tmp_path: Path) -> None:
    other = REFERRAL | {
        "referral_ref": "GT-2",
        "agency": "BENH VIEN  NHI DONG",
        "service": "tri lieu tam ly",
    }
    result = imported(a_folder(tmp_path / "in", children=[AN], referrals=[REFERRAL, other]))
    assert len(result.new_agencies) == len(result.new_services) == 1
    (agency,), (service,) = rows_of("agencies"), rows_of("services")
    assert (agency["name"], agency["verified_on"]) == ("Bệnh viện Nhi đồng", None)
    assert service["verified_on"] is None
    assert {row["agency_id"] for row in rows_of("referrals")} == {agency["id"]}
    again = imported(
        a_folder(tmp_path / "again", referrals=[REFERRAL | {"agency": other["agency"]}])
    )
    assert again.faults == ()
    assert again.new_agencies == ()


# --- who may


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CHAIR, Role.STATISTICIAN])
def test_who_may_not_import_writes_nothing(tmp_path: Path, role: Role) -> None:
    path = a_folder(tmp_path / "in", children=[AN])
    with pytest.raises(Denied):
        import_path(an_actor(role, user_id=None), path, now=NOW)
    assert rows_of("children") == []


def test_an_import_leaves_one_entry_with_its_counts(tmp_path: Path) -> None:
    imported(a_folder(tmp_path / "in", children=[AN], population=[FIGURE]))
    entry = [row for row in rows_of("audit_entries") if row["subject"] == "import:0"]
    assert len(entry) == 1
    assert '"children": {"changed": 0, "new": 1, "same": 0}' in entry[0]["detail"]
    assert entry[0]["actor"] == "system"


def test_progress_is_told_step_by_step(tmp_path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    path = a_folder(tmp_path / "in", children=[AN])
    import_path(SYSTEM, path, now=NOW, progress=lambda *step: steps.append(step))
    assert [step[1:] for step in steps] == [(1, 4), (2, 4), (3, 4), (4, 4)]
