from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.exchange.selecting import WrongChoice
from caseapp.rules.values import Period
from caseapp.statistics.counting import Ask
from caseapp.statistics.figures import read_indicators
from tests.exchange.folders import BINH, FIGURE, REPORT, a_folder, everything, faults_of, imported
from tests.exchange.houses import another_house, exported, figures
from tests.factories.house import NOW, SYSTEM, Template


def test_an_area_brings_its_children_with_all_their_stays(
    template: Template, tmp_path: Path
) -> None:
    with another_house(template, tmp_path):
        imported(a_folder(tmp_path / "in", **everything()))
        # Bình lived in 31120 until May 2026; An ever only in 31135
        there = exported(tmp_path, area="31120", period="2026Q1")
        assert [row["child_ref"] for row in there["children"]] == ["TE-2"]
        assert len(there["residences"]) == 2
        assert there["reports"] == []
        assert there["population"] == []
        home = exported(tmp_path, area="31135", period="2026Q1")
        assert [row["child_ref"] for row in home["children"]] == ["TE-1"]
        assert [row["report_ref"] for row in home["reports"]] == ["BC-1", "BC-2"]
        assert len(home["population"]) == 2
        everywhere = exported(tmp_path, area="92")
        assert everywhere == exported(tmp_path)


def test_an_area_takes_up_the_old_units_that_passed_to_it(
    template: Template, tmp_path: Path
) -> None:
    old = BINH | {"area_code": "31117", "resident_from": "2024-01-01"}
    with another_house(template, tmp_path):
        imported(a_folder(tmp_path / "in", children=[old], population=[FIGURE]))
        assert len(exported(tmp_path, area="31120")["children"]) == 1
        assert len(exported(tmp_path, area="31117", period="2024")["children"]) == 1
        assert exported(tmp_path, area="31135")["children"] == []
        with pytest.raises(WrongChoice):  # 31117 is gone since the reform
            exported(tmp_path, area="31117")
        with pytest.raises(WrongChoice):
            exported(tmp_path, period="2026X")


def test_a_period_brings_what_its_indicators_count(template: Template, tmp_path: Path) -> None:
    sheets = everything()
    sheets["reports"] += [
        REPORT
        | {"report_ref": "BC-3", "received_at": "2026-07-01T00:00", "occurred_on": "2026-06-30"},
        REPORT | {"report_ref": "BC-4", "received_at": "2026-07-01T00:00"},
    ]
    sheets["referrals"][0] = sheets["referrals"][0] | {"report_ref": "BC-4"}
    with another_house(template, tmp_path):
        imported(a_folder(tmp_path / "in", **sheets))
        said = exported(tmp_path, period="2026H1")
        expected = figures("2026H1")
        occurred = Ask(Period.parse("2026H1"), basis="occurred")
        told = read_indicators(SYSTEM, occurred, now=NOW).rows
    assert [row["report_ref"] for row in said["reports"]] == ["BC-1", "BC-2", "BC-3"]
    assert said["impacts"] == []
    assert said["referrals"][0]["report_ref"] == ""  # BC-4 stayed behind, so nothing hangs loose
    with another_house(template, tmp_path):
        folder = a_folder(tmp_path / "part", **{name: rows for name, rows in said.items() if rows})
        assert faults_of(folder) == []
        assert figures("2026H1") == expected
        assert read_indicators(SYSTEM, occurred, now=NOW).rows == told
