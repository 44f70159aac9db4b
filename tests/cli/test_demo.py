"""`caseapp demo`: fills an instance, prints the sign-ins, makes the instance when there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caseapp.upkeep.demo.accounts import PASSWORD
from caseapp.upkeep.instance import Unfit
from tests.cli.conftest import Run
from tests.factories.house import House
from tests.factories.web import client


def test_the_printed_sign_in_works(run: Run, house: House) -> None:
    answer = run("demo", "--children", "40", "--seed", "3")
    assert answer.exit_code == 0, answer.output
    assert "40 children" in answer.stdout
    assert PASSWORD in answer.stdout
    assert "canbo.ninhkieu" in answer.stdout
    signed_in = client(house).post(
        "/sign-in", data={"username": "canbo.ninhkieu", "password": PASSWORD}
    )
    assert signed_in.status_code == 302


def test_json_is_one_document(run: Run) -> None:
    made = json.loads(run("demo", "--children", "20", "--json").stdout)
    assert made["counts"]["children"] == 20
    roles = {each["username"]: each["role"] for each in made["accounts"]}
    assert roles["thongke"] == "statistician"


def test_a_second_time_is_refused(run: Run) -> None:
    run("demo", "--children", "3")
    assert isinstance(run("demo", "--children", "3").exception, Unfit)


def test_an_instance_is_made_when_there_is_none(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEAPP_INSTANCE", str(tmp_path / "new"))
    monkeypatch.delenv("CASEAPP_ENV")
    assert run("demo", "--children", "3").exit_code == 0
    assert (tmp_path / "new" / "caseapp.db").exists()
    monkeypatch.setenv("CASEAPP_ENV", "test")
    assert isinstance(run("indicators", "--period", "2026").exception, Unfit)  # it was made as demo


def test_what_is_refused_makes_no_instance(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEAPP_INSTANCE", str(tmp_path / "new"))
    assert isinstance(run("demo", "--until", "2020-01-01").exception, Unfit)
    assert run("demo", "--children", "0").exit_code == 2
    assert run("demo", "--until", "tomorrow").exit_code == 2
    monkeypatch.delenv("CASEAPP_NOW")
    monkeypatch.setenv("CASEAPP_ENV", "production")
    assert isinstance(run("demo").exception, Unfit)
    assert not (tmp_path / "new").exists()


def test_the_indicators_have_values(run: Run) -> None:
    run("demo", "--children", "300")
    sheet = json.loads(run("indicators", "--period", "2026", "--json").stdout)
    found = {row["indicator"]: row for row in sheet["rows"] if not row["by"]}
    assert set(found) == {"8a", "8b", "9", "12"}
    assert all(row["status"] == "ok" and row["numerator"] > 0 for row in found.values())
