"""`caseapp log`: exit status, one JSON document, no file overwritten."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import text

from caseapp.records.audit import TRIGGERS
from caseapp.records.db import WRITE, db
from caseapp.rules.values import RuleBroken
from tests.cli.conftest import Run
from tests.factories.house import House


def test_verify_is_quiet_about_a_sound_log(run: Run) -> None:
    answer = run("log", "verify")
    assert (answer.exit_code, answer.stdout) == (0, "1 entries, no fault.\n")
    assert json.loads(run("log", "verify", "--json").stdout) == {"entries": 1, "faults": []}


def test_verify_names_each_fault_and_ends_with_1(run: Run, house: House) -> None:
    with (
        house.app.app_context(),
        db.engine.connect().execution_options(**{WRITE: True}) as connection,
    ):
        connection.execute(text("DROP TRIGGER audit_entries_no_update"))
        connection.execute(text("UPDATE audit_entries SET act = 'report.read'"))
        connection.execute(text(TRIGGERS[0]))  # and the guard put back, as if nothing had been
        connection.commit()
    answer = run("log", "verify")
    assert (answer.exit_code, answer.stdout, answer.stderr) == (1, "", "entry 1: changed\n")
    answer = run("log", "verify", "--json")
    assert answer.exit_code == 1
    assert json.loads(answer.stdout) == {"entries": 1, "faults": ["entry 1: changed"]}


def test_export_writes_lines_to_a_new_file_for_its_owner_alone(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "log.jsonl"
    answer = run("log", "export", "--out", str(out), "--json")
    assert json.loads(answer.stdout) == {"entries": 1, "out": str(out)}
    assert json.loads(out.read_text("utf-8"))["id"] == 1
    assert out.stat().st_mode & 0o777 == 0o600

    again = run("log", "export", "--out", str(out))
    assert again.exit_code == 1
    assert isinstance(again.exception, RuleBroken)
    assert len(out.read_text("utf-8").splitlines()) == 1


def test_export_without_a_file_prints_lines_or_one_document(run: Run) -> None:
    assert [json.loads(line)["id"] for line in run("log", "export").stdout.splitlines()] == [1]
    # The first export left an entry of its own.
    assert [entry["id"] for entry in json.loads(run("log", "export", "--json").stdout)] == [1, 2]
