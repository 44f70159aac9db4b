from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, update

from caseapp import desk
from caseapp.exchange.exporting import export_path
from caseapp.records.children import Assistance, Child, Circumstance
from caseapp.records.referrals import Referral
from caseapp.records.reports import Incident, Report
from caseapp.rules.access import Act, Denied, Role
from tests.exchange.contents import contents, first, rows_of
from tests.exchange.folders import (
    AN,
    CIRCUMSTANCE,
    HELP,
    REFERRAL,
    REPORT,
    Row,
    a_folder,
    everything,
    faults_of,
    imported,
    read_folder,
)
from tests.exchange.houses import another_house, exported, figures, next_number
from tests.exchange.registers_made import registers
from tests.factories.house import NOW, SYSTEM, House, Template, an_actor


def test_an_export_says_what_was_imported(template: Template, tmp_path: Path) -> None:
    with another_house(template, tmp_path):
        imported(a_folder(tmp_path / "in", **everything()))
        out = exported(tmp_path)
    assert out["children"][0] == {
        "child_ref": "TE-1",
        "full_name": "Nguyễn Thị Bé An",
        "sex": "female",
        "date_of_birth": "2015-03-02",
        "birth_precision": "month",
        "personal_id": "092315001234",
        "ethnicity": "",
        "area_code": "31135",
        "resident_from": "2025-08-01",
        "address": "Số 1, đường 30 Tháng 4\nKhu vực 2",
        "guardian_name": "Nguyễn Thị Mẹ",
        "guardian_relation": "mother",
        "guardian_phone": "'+84 901 234 567",  # neutralised
    }
    # An's first stay has an end of its own; Bình's first ends when the next begins
    assert out["residences"] == [
        {"child_ref": "TE-1", "area_code": "31135", "from": "2025-08-01", "to": "2026-03-01"},
        {"child_ref": "TE-2", "area_code": "31120", "from": "2025-08-01", "to": "2026-05-01"},
        {"child_ref": "TE-2", "area_code": "outside", "from": "2026-05-01", "to": "2026-06-01"},
    ]
    assert [row["until"] for row in out["assistance"]] == ["open", "2026-01-31"]
    assert out["assistance"][0]["note"] == "'=mỗi tháng"
    assert out["reports"][0]["received_at"] == "2026-02-03T08:30"
    assert out["reports"][0]["setting"] == "family;online"
    assert out["reports"][1]["child_ref"] == ""
    assert {name: len(rows) for name, rows in out.items()} == {
        name: len(rows) for name, rows in everything().items()
    }


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(register=registers(), workbook=st.booleans())
def test_an_export_imported_into_an_empty_instance_gives_the_same(
    template: Template, tmp_path: Path, register: dict[str, list[Row]], workbook: bool
) -> None:
    path = tmp_path / f"out-{next_number()}{'.xlsx' if workbook else ''}"
    with another_house(template, tmp_path):
        assert faults_of(a_folder(tmp_path / f"in-{next_number()}", **register)) == []
        export_path(SYSTEM, path, now=NOW)
        said, counted = exported(tmp_path), [figures(year) for year in ("2024", "2025", "2026M09")]
        before = contents()
        assert faults_of(path) == []  # and back into the same instance: nothing new
        assert contents() == before
    with another_house(template, tmp_path):
        assert faults_of(path) == []
        assert exported(tmp_path) == said
        assert [figures(year) for year in ("2024", "2025", "2026M09")] == counted


def test_what_the_application_recorded_goes_out_by_its_marks(
    template: Template, tmp_path: Path
) -> None:
    with another_house(template, tmp_path):
        _work_in_the_application(tmp_path)
        path = tmp_path / "out"
        told = export_path(SYSTEM, path, now=NOW)
        before, out = contents(), read_folder(path)
        assert faults_of(path) == []
        assert contents() == before
        child, report = first("children"), first("reports")
    assert out["children"][0]["child_ref"] == child["code"]
    assert out["reports"][0]["report_ref"] == report["code"]
    # of three incidents the two confirmed count: their types and settings, their earliest day
    assert (
        out["reports"][0] | {"certainty": "confirmed", "occurred_on": "2026-01-03"}
        == out["reports"][0]
    )
    assert out["reports"][0]["abuse_types"] == "violence;neglect"
    assert out["reports"][0]["setting"] == "family;school"
    # two rows of help with one key: the longer one contains the other
    assert [row["until"] for row in out["assistance"]] == ["2026-02-01"]
    assert out["circumstances"] == []  # deleted
    assert out["referrals"] == []
    assert told.unsent_referrals == 1
    with another_house(template, tmp_path):
        assert faults_of(path) == []


def _work_in_the_application(tmp_path: Path) -> None:
    imported(
        a_folder(
            tmp_path / "in",
            children=[AN],
            circumstances=[CIRCUMSTANCE],
            assistance=[HELP | {"until": "2026-02-01"}],
            reports=[REPORT | {"abuse_types": "violence", "setting": "online"}],
            referrals=[REFERRAL],
        )
    )
    child, report = first("children")["id"], first("reports")
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        door.session.execute(update(Child).values(ref=None))
        door.session.execute(update(Report).values(ref=None))
        door.session.execute(update(Circumstance).values(deleted_at=NOW))
        door.session.execute(update(Referral).values(state="draft", sent_on=None))
        entered: dict[str, Any] = {"entered_at": NOW}
        help_twice = {"child_id": child, "kind": "education", "given_on": date(2026, 1, 5)}
        door.session.execute(insert(Assistance), [help_twice | {"provider": "Trường"} | entered])
        of_report = {"report_id": report["id"], "area_id": report["area_id"]} | entered
        for types, settings_, day in (
            ("neglect", "family", date(2026, 1, 5)),
            ("neglect;violence", "school", date(2026, 1, 3)),
        ):
            row = {"certainty": "confirmed", "abuse_types": types, "settings": settings_}
            door.session.execute(insert(Incident), [of_report | row | {"occurred_on": day}])


def test_a_child_of_whom_nobody_said_where_it_lives_goes_out_as_unknown(
    template: Template, tmp_path: Path
) -> None:
    with another_house(template, tmp_path):
        with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
            row = {
                "code": "TE-26-00000001",
                "full_name": "Bé",
                "folded_name": "be",
                "sex": "unknown",
            }
            door.session.execute(insert(Child), [row | {"entered_at": NOW}])
        (child,) = exported(tmp_path)["children"]
        assert (child["area_code"], child["resident_from"]) == ("unknown", "2026-11-23")
        before = contents()
        assert faults_of(a_folder(tmp_path / "again", children=[child])) == []
        assert contents() == before


def test_a_merged_child_goes_out_as_the_other(template: Template, tmp_path: Path) -> None:
    with another_house(template, tmp_path):
        twin = AN | {"child_ref": "TE-7"}
        rows = [CIRCUMSTANCE | {"to": "2026-01-01"}, CIRCUMSTANCE | {"child_ref": "TE-7"}]
        imported(a_folder(tmp_path / "in", children=[AN, twin], circumstances=rows))
        kept, merged = rows_of("children")
        with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
            other = update(Child).where(Child.id == merged["id"])
            door.session.execute(other.values(merged_into_id=kept["id"]))
        out = exported(tmp_path)
    assert [row["child_ref"] for row in out["children"]] == ["TE-1"]
    assert [(row["child_ref"], row["to"]) for row in out["circumstances"]] == [("TE-1", "")]


def test_a_deleted_child_takes_its_rows_with_it(template: Template, tmp_path: Path) -> None:
    with another_house(template, tmp_path):
        imported(a_folder(tmp_path / "in", **everything()))
        with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
            door.session.execute(update(Child).where(Child.ref == "TE-1").values(deleted_at=NOW))
        out = exported(tmp_path)
    left = {
        name: [row["child_ref"] for row in rows]
        for name, rows in out.items()
        if "child_ref" in (rows or [{}])[0]
    }
    assert left == {
        "children": ["TE-2"],
        "residences": ["TE-2", "TE-2"],
        "circumstances": ["TE-2"],
        "reports": [""],
        "impacts": ["TE-2"],
    }


# --- who may, and what is told


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CHAIR, Role.STATISTICIAN])
def test_who_may_not_export_gets_nothing(house: House, tmp_path: Path, role: Role) -> None:
    with house.app.app_context(), pytest.raises(Denied):
        export_path(an_actor(role), tmp_path / "out", now=NOW)
    assert not (tmp_path / "out").exists()


def test_an_export_is_told_and_logged(house: House, tmp_path: Path) -> None:
    steps: list[str] = []
    with house.app.app_context():
        imported(a_folder(tmp_path / "in", children=[AN]))
        told = export_path(
            SYSTEM, tmp_path / "out", now=NOW, progress=lambda name, _n, _of: steps.append(name)
        )
        (entry,) = [row for row in rows_of("audit_entries") if row["subject"] == "export:0"]
    assert told.as_json()["sheets"]["children"] == 1
    assert steps[:2] == ["population", "children"]
    assert '"children": 1' in entry["detail"]
