from __future__ import annotations

import json
from pathlib import Path

import pytest

from caseapp.exchange import loading
from tests.exchange.contents import contents, first, rows_of
from tests.exchange.folders import (
    AN,
    BINH,
    CIRCUMSTANCE,
    DISASTER,
    IMPACT,
    REFERRAL,
    REPORT,
    a_folder,
    everything,
    imported,
)
from tests.factories.house import NOW, House


@pytest.fixture(autouse=True)
def _inside(house: House) -> object:
    with house.app.app_context():
        yield


def test_a_failure_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents()

    def full(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(loading, "_let_open", full)  # the last thing that is written
    with pytest.raises(OSError, match="full"):
        imported(a_folder(tmp_path / "in", **everything()))
    assert contents() == before


def test_imported_reports_and_referrals_are_history(tmp_path: Path) -> None:
    imported(a_folder(tmp_path / "in", children=[AN], reports=[REPORT], referrals=[REFERRAL]))
    report, referral = first("reports"), first("referrals")
    assert (report["imported"], report["state"], report["case_id"]) == (True, "screened", None)
    assert (referral["imported"], referral["state"]) == (True, "sent")
    for quiet in ("deadlines", "cases", "referral_moves", "case_events", "measures"):
        assert rows_of(quiet) == []


@pytest.mark.parametrize(
    ("code", "received", "event", "keeper"),
    [
        ("31135", "2026-02-03T08:30", 31135, 31135),
        ("31117", "2025-06-30T23:59", 231117, 31120),  # passed whole to Cái Khế
        ("31178", "2025-06-30T23:59", 231178, 92),  # split: the city, until someone chooses
        ("92", "2026-02-03T08:30", 92, 92),
    ],
)
def test_a_report_lies_where_it_happened_and_is_answered_for_today(
    tmp_path: Path, code: str, received: str, event: int, keeper: int
) -> None:
    row = REPORT | {"event_area_code": code, "received_at": received}
    imported(a_folder(tmp_path / "in", children=[AN], reports=[row]))
    assert (first("reports")["event_unit_id"], first("reports")["area_id"]) == (event, keeper)
    assert first("incidents")["area_id"] == keeper
    assert {row["area_id"] for row in rows_of("child_units")} == {31135, keeper}


def test_a_referral_is_the_reports_units_or_else_the_childs(tmp_path: Path) -> None:
    elsewhere = REPORT | {"event_area_code": "31120"}
    rows = [REFERRAL | {"report_ref": "BC-1"}, REFERRAL | {"referral_ref": "GT-2"}]
    imported(a_folder(tmp_path / "in", children=[AN], reports=[elsewhere], referrals=rows))
    assert [row["area_id"] for row in rows_of("referrals")] == [31120, 31135]


def test_a_report_whose_event_moves_takes_its_incident_along(tmp_path: Path) -> None:
    imported(a_folder(tmp_path / "1", children=[AN], reports=[REPORT]))
    moved = REPORT | {"event_area_code": "31120"}
    imported(a_folder(tmp_path / "2", children=[AN], reports=[moved]), update=True)
    assert (first("reports")["area_id"], first("incidents")["area_id"]) == (31120, 31120)
    assert {row["area_id"] for row in rows_of("child_units")} == {31135, 31120}


def test_each_changed_row_is_logged_by_the_names_of_its_fields(tmp_path: Path) -> None:
    imported(a_folder(tmp_path / "1", children=[AN, BINH]))
    changed = [AN | {"full_name": "Khác", "sex": "male"}, BINH]
    imported(a_folder(tmp_path / "2", children=changed), update=True)
    an = first("children")["id"]
    (entry,) = [row for row in rows_of("audit_entries") if row["subject"] == f"children:{an}"]
    assert entry["detail"] == '{"changed": ["full_name", "sex"]}'


def test_a_changed_row_of_a_child_is_logged_in_the_childs_file(tmp_path: Path) -> None:
    kept = CIRCUMSTANCE | {"to": ""}
    imported(a_folder(tmp_path / "1", children=[AN], circumstances=[kept]))
    ended = CIRCUMSTANCE | {"to": "2026-09-30"}
    imported(a_folder(tmp_path / "2", children=[AN], circumstances=[ended]), update=True)
    child, row = first("children")["id"], first("circumstances")["id"]
    (entry,) = [row for row in rows_of("audit_entries") if row["subject"] == f"child:{child}"]
    assert json.loads(entry["detail"]) == {"circumstances": row, "changed": ["to"]}


def test_a_confirmed_circumstance_marks_the_child_as_one_to_look_at(tmp_path: Path) -> None:
    rows = [CIRCUMSTANCE, CIRCUMSTANCE | {"child_ref": "TE-2", "status": "at_risk"}]
    imported(a_folder(tmp_path / "in", children=[AN, BINH], circumstances=rows))
    assert [row["counted"] for row in rows_of("children")] == [True, False]
    assert [row["counted"] for row in rows_of("residences")] == [True, False]


def test_who_entered_a_row_and_when_is_kept(tmp_path: Path) -> None:
    imported(a_folder(tmp_path / "in", children=[AN], disasters=[DISASTER], impacts=[IMPACT]))
    for name in ("children", "residences", "disasters", "impacts"):
        assert (first(name)["entered_at"], first(name)["entered_by"]) == (NOW, None)
