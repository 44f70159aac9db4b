"""The commands of the registers: exit status, where each line goes, what is printed."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from caseapp.casework.accounts import disable_account
from caseapp.cli.exchange import COMMANDS
from caseapp.exchange import importing
from caseapp.rules.access import Denied
from tests.exchange.folders import AN, REFERRAL, REPORT, a_folder, read_folder
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.web import CITY, make_user


@pytest.fixture
def run(house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CASEAPP_INSTANCE", str(house.path))
    monkeypatch.setenv("CASEAPP_ENV", "test")
    monkeypatch.setenv("CASEAPP_NOW", "2026-11-23T10:00:00+07:00")

    def ask(command: str, *words: str | Path) -> Result:
        name = f"caseapp {command}"
        return CliRunner().invoke(COMMANDS[command], list(map(str, words)), prog_name=name)

    return ask


def test_faults_go_to_standard_error_and_the_status_is_1(run, tmp_path: Path) -> None:
    path = a_folder(tmp_path / "in", children=[AN | {"sex": "girl"}], notes=[{"a": "b"}])
    result = run("import", path)
    assert result.exit_code == 1
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert lines[0] == "children:2:sex: 'girl' is none of male, female, unknown"
    assert lines[1].startswith("notes:1:: unknown sheet")
    assert lines[2] == "2 faults; nothing was written."


def test_json_is_one_document_also_with_faults(run, tmp_path: Path) -> None:
    path = a_folder(tmp_path / "in", children=[AN | {"sex": "girl"}])
    result = run("import", path, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["faults"][0]["column"] == "sex"
    path = a_folder(tmp_path / "in", children=[AN])
    result = run("import", path, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["sheets"]["children"]["new"] == 1
    assert json.loads(result.stdout)["written"] is True


def test_a_dry_run_names_new_agencies_and_a_late_report(run, tmp_path: Path) -> None:
    late = REPORT | {"received_at": "2026-11-23T09:00"}
    path = a_folder(tmp_path / "in", children=[AN], reports=[late], referrals=[REFERRAL])
    result = run("import", path, "--dry-run")
    assert result.exit_code == 0
    assert "Dry run: nothing was written." in result.stdout
    assert "new agency, unverified: Bệnh viện Nhi đồng" in result.stdout
    assert "new service, unverified: Bệnh viện Nhi đồng – Trị liệu tâm lý" in result.stdout
    assert "received in the last 12 hours, no clock was started: BC-1" in result.stdout
    assert "children: 1 new" in run("import", path).stdout


def test_update_lists_each_field_changed_without_what_was_recorded(run, tmp_path: Path) -> None:
    run("import", a_folder(tmp_path / "1", children=[AN]))
    other = a_folder(tmp_path / "2", children=[AN | {"full_name": "Khác"}])
    refused = run("import", other)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("children:2:full_name: differs from what is recorded")
    assert str(AN["full_name"]) not in refused.stderr
    changed = run("import", other, "--update")
    assert changed.exit_code == 0
    assert "changed children:2:full_name (TE-1)" in changed.stdout


def test_a_path_that_is_not_there_is_wrong_usage(run, tmp_path: Path) -> None:
    assert run("import", tmp_path / "none").exit_code == 2


def test_an_export_comes_back(run, tmp_path: Path) -> None:
    run("import", a_folder(tmp_path / "in", children=[AN]))
    result = run("export", tmp_path / "out")
    assert result.exit_code == 0
    assert "  children: 1" in result.stdout
    assert read_folder(tmp_path / "out")["children"][0]["child_ref"] == "TE-1"
    again = run("import", tmp_path / "out", "--json")
    assert json.loads(again.stdout)["sheets"]["children"] == {"new": 0, "changed": 0, "same": 1}
    told = run("export", tmp_path / "out.xlsx", "--json", "--area", "31135", "--period", "2026")
    assert json.loads(told.stdout)["sheets"]["children"] == 1


@pytest.mark.parametrize(("option", "value"), [("--period", "2026H3"), ("--area", "99999")])
def test_a_period_or_area_that_does_not_exist_is_wrong_usage(
    run, tmp_path: Path, option: str, value: str
) -> None:
    result = run("export", tmp_path / "out", option, value)
    assert result.exit_code == 2
    assert value in result.stderr
    assert not (tmp_path / "out").exists()


def test_an_export_is_not_written_over(run, tmp_path: Path) -> None:
    run("export", tmp_path / "out")
    result = run("export", tmp_path / "out")
    assert result.exit_code == 1
    assert "is there already" in result.stderr


def test_an_unknown_user_may_do_nothing(run, tmp_path: Path) -> None:
    path = a_folder(tmp_path / "in", children=[AN])
    assert run("import", path, "--as", "nobody").exit_code == 1
    assert json.loads(run("export", tmp_path / "out", "--json").stdout)["sheets"]["children"] == 0


def test_the_rights_of_the_user_are_asked_again_in_the_turn_of_the_import(
    run, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The account is closed once the command has begun: what it read by then is not written."""
    name = make_user(house, "supervisor", CITY)
    path = a_folder(tmp_path / "in", children=[AN])
    check = importing.check_tables

    def closing(*told: object) -> None:
        check(*told)  # type: ignore[arg-type]
        with ThreadPoolExecutor(1) as pool, house.app.app_context():
            pool.submit(copy_context().run, disable_account, SYSTEM, name, now=NOW).result(60)

    with monkeypatch.context() as patched:
        patched.setattr(importing, "check_tables", closing)
        refused = run("import", path, "--as", name)
    assert isinstance(refused.exception, Denied)  # the command line says it in words
    other = make_user(house, "supervisor", CITY)
    taken = run("import", path, "--as", other, "--json")
    assert json.loads(taken.stdout)["sheets"]["children"]["new"] == 1
