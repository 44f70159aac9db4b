"""The command of the figures: what it prints, and how it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from caseapp.cli.indicators import indicators
from tests.factories.house import House

NOW_TEXT = "2026-11-23T10:00:00+07:00"


@pytest.fixture
def run(house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CASEAPP_INSTANCE", str(house.path))
    monkeypatch.setenv("CASEAPP_ENV", "test")
    monkeypatch.setenv("CASEAPP_NOW", NOW_TEXT)

    def ask(*words: str) -> Result:
        return CliRunner().invoke(indicators, list(words))

    return ask


def test_json_is_one_document_and_nothing_else(run) -> None:
    for words in (("--json",), ("--format", "json")):
        result = run("--period", "2026H1", *words)
        assert result.exit_code == 0
        document = json.loads(result.stdout)
        assert document["period"]["id"] == "2026H1"
        assert [row["indicator"] for row in document["rows"]] == ["8a", "8b", "9", "12"]
        assert len(document["notes"]["no_denominator"]) == 103


def test_each_ward_and_divisions_are_asked_for_by_options(run) -> None:
    words = ("--each-ward", "--by", "sex", "--by", "age_band", "--basis", "occurred", "--json")
    document = json.loads(run("--period", "2026", *words).stdout)
    assert len(document["rows"]) == 4 * 105 * (1 + 3 * 4)
    assert "basis of 9: occurred" in document["definition"]


def test_csv_and_table_show_the_same_rows(run) -> None:
    lines = run("--period", "2026", "--area", "31135", "--format", "csv").stdout.splitlines()
    assert lines[0].startswith("indicator,area,numerator")
    assert lines[1].startswith("8a,31135,0,,,percent,,no_denominator")
    table = run("--period", "2026", "--area", "31135").stdout
    assert "2026: 2026-01-01 to 2026-12-31" in table
    assert "no_denominator: 31135" in table


def test_the_forms_of_other_systems_hold_units_only_by_choice(run, house: House) -> None:
    document = json.loads(run("--period", "2026H1", "--format", "dhis2").stdout)
    assert {value["orgUnit"] for value in document["dataValues"]} == {"92"}
    rows = run("--period", "2026H1", "--format", "sdmx", "--each-ward").stdout
    assert ",31135,CT_8A,NUMERATOR,_T,_T,2026-S1,0,A,C,PS," in rows
    csv = run("--period", "2026H1", "--format", "csv")
    assert csv.stderr == "nội bộ – không công bố\n"
    (house.path / "exchange_mapping.toml").write_text("[dhis2]\n", "utf-8")
    refused = run("--period", "2026H1", "--format", "dhis2")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "exchange_mapping.toml lacks [" in refused.stderr


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--period", "2026-01-01..2026-02-10", "--format", "dhis2"), "range of free days"),
        (("--period", "2026H3"), "is no period"),
        (("--period", "2026-06-30..2026-01-01"), "before it begins"),
        (("--area", "31135"), "--period"),
        (("--period", "2026", "--area", "99999"), "no unit bears the code"),
        (("--period", "2026", "--by", "colour"), "colour"),
        (("--period", "2026", "--by", "group", "--by", "setting"), "no indicator can be divided"),
        (("--period", "2026", "--basis", "told"), "told"),
    ],
)
def test_wrong_usage_ends_with_two_and_a_reason(run, words: tuple[str, ...], reason: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert reason in result.stderr
    assert result.stdout == ""


def test_without_an_instance_it_refuses(
    run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CASEAPP_INSTANCE", str(tmp_path / "none"))
    result = run("--period", "2026")
    assert result.exit_code == 1
    assert "holds no instance" in str(result.exception)
