"""`caseapp bench` prints each ratio with its goal, or one JSON document."""

from __future__ import annotations

import json
from types import SimpleNamespace

from click.testing import CliRunner

from caseapp.cli import bench
from caseapp.upkeep.bench.measure import Ratio


def _jobs(monkeypatch) -> None:
    ratio = Ratio("list", "ours", "bare", 6.0, 2.0, 2.0, {"SQL statements": 5})
    job = SimpleNamespace(measure=lambda _children: ratio)
    monkeypatch.setattr(bench, "import_module", lambda _name: job)


def test_a_missed_goal_is_said(monkeypatch) -> None:
    _jobs(monkeypatch)
    answer = CliRunner().invoke(bench.bench, ["list"])
    assert answer.exit_code == 0
    assert "ratio 3.00 (goal ≤ 2)  MISSED" in answer.stdout
    assert "SQL statements: 5" in answer.stdout


def test_json_is_one_document(monkeypatch) -> None:
    _jobs(monkeypatch)
    answer = CliRunner().invoke(bench.bench, ["--json"])
    assert [row["name"] for row in json.loads(answer.stdout)] == ["list"] * len(bench.JOBS)


def test_an_unknown_name_is_wrong_usage() -> None:
    assert CliRunner().invoke(bench.bench, ["nonsense"]).exit_code == 2
