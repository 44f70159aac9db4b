"""A child whose file is restricted is in no export; the export says how many were left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from caseapp.casework.child_search import Search, find_children
from caseapp.casework.data_requests import Answer, NewRequest, answer_request, record_request
from caseapp.casework.file_restrictions import lift_restriction, list_restrictions
from caseapp.exchange.exporting import RESTRICTED, ExportResult, export_path
from caseapp.exchange.writing import NOTE
from tests.exchange.contents import rows_of
from tests.exchange.folders import a_folder, everything, faults_of
from tests.exchange.houses import another_house, exported, figures
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.erasures import Bare, a_bare_child
from tests.factories.house import NOW, SYSTEM, House, Template
from tests.factories.web import CAI_KHE, make_user


def export(path: Path, area: str | None = None) -> ExportResult:
    return export_path(SYSTEM, path, now=NOW, area=area)


@pytest.fixture
def bare(house: House) -> Bare:
    """A restricted child of one ward, with another child beside."""
    made = a_bare_child(house, full_name="Danh Thị Hạn Chế")
    enter_child(house, made.officer, full_name="Danh Văn Còn Lại")
    made.request("restriction", "accept")
    return made


def test_the_child_is_left_out_told_and_back_once_it_is_lifted(
    bare: Bare, template: Template, tmp_path: Path
) -> None:
    with bare.house.app.app_context():
        made = export(tmp_path / "a")
        assert (made.restricted_children, made.sheets["children"]) == (1, 1)
        assert made.as_json()["restricted_children"] == 1
        assert export(tmp_path / "b.xlsx").restricted_children == 1
        assert export(tmp_path / "c", CAI_KHE).restricted_children == 0
        for path in sorted((tmp_path / "a").iterdir()):
            assert "Hạn Chế" not in path.read_text("utf-8")
            assert bare.child not in path.read_text("utf-8")
        assert (tmp_path / "a" / NOTE).read_text("utf-8") == f"{RESTRICTED}: 1\n"
        assert not (tmp_path / "c" / NOTE).exists()
        book = load_workbook(tmp_path / "b.xlsx")
        assert {page["A1"].comment.text for page in book} == {f"{RESTRICTED}: 1"}
        (stands,) = list_restrictions(bare.chair, bare.child, now=NOW)
        lift_restriction(bare.chair, bare.child, stands.number, "Đã xong", now=NOW)
        again = export(tmp_path / "d")
        assert (again.restricted_children, again.sheets["children"]) == (0, 2)
    with another_house(template, tmp_path):
        assert faults_of(tmp_path / "a") == []
        assert faults_of(tmp_path / "b.xlsx") == []


def test_every_row_of_the_file_is_left_out_and_the_figures_stay(
    house: House, tmp_path: Path
) -> None:
    officer, chair = officer_of(house), actor_of(house, make_user(house, "chair"))
    with house.app.app_context():
        assert faults_of(a_folder(tmp_path / "in", **everything())) == []
        before, counted = exported(tmp_path), figures("2026")
        code = find_children(officer, Search("be an"), now=NOW).lines[0].code
        asked = NewRequest("restriction", "child", "letter", NOW, "Tạm dừng")
        number = record_request(officer, code, asked, now=NOW)
        answer_request(chair, number, Answer("accept", "Đồng ý"), version=None, now=NOW)
        after = exported(tmp_path)
        assert figures("2026") == counted
    for name, rows in before.items():
        left = [row for row in rows if row.get("child_ref") != "TE-1"]
        assert after[name] == left
        assert len(left) < len(rows) or name in {"population", "disasters"}


def test_a_move_to_another_instance_takes_all_and_gives_the_same_figures(
    bare: Bare, template: Template, tmp_path: Path
) -> None:
    with bare.house.app.app_context():
        moved = export_path(SYSTEM, tmp_path / "all", now=NOW, restricted_too=True)
        assert (moved.restricted_children, moved.sheets["children"]) == (0, 2)
        assert moved.as_json()["restricted_included"] == 1
        (entry,) = (row for row in rows_of("audit_entries") if row["subject"] == "export:0")
        assert json.loads(entry["detail"])["restricted_included"] == 1
        assert not (tmp_path / "all" / NOTE).exists()
        counted = figures("2026")
    with another_house(template, tmp_path):
        assert faults_of(tmp_path / "all") == []
        assert figures("2026") == counted
