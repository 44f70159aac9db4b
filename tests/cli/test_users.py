"""`caseapp user`: accounts made, listed, closed, given a new password."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caseapp import desk
from caseapp.records.settings import Fact
from caseapp.rules.values import RuleBroken
from tests.cli.conftest import Run
from tests.factories.house import House
from tests.factories.web import NINH_KIEU, PASSWORD, client

OFFICER = ("--full-name", "Cán bộ Thử", "--role", "officer", "--area", NINH_KIEU)


@pytest.fixture
def password_file(tmp_path: Path) -> str:
    path = tmp_path / "password"
    path.write_text(PASSWORD + "\n", encoding="utf-8")
    return str(path)


def can_sign_in(house: House, password: str) -> bool:
    answer = client(house).post("/sign-in", data={"username": "thu", "password": password})
    return answer.status_code == 302


def test_an_account_made_by_a_command_can_sign_in_and_is_listed(
    run: Run, house: House, password_file: str
) -> None:
    answer = run("user", "add", "Thu", *OFFICER, "--password-file", password_file, "--json")
    assert json.loads(answer.stdout) == {"username": "thu"}
    assert can_sign_in(house, PASSWORD)
    assert json.loads(run("user", "list", "--json").stdout) == [
        {
            "username": "thu",
            "full_name": "Cán bộ Thử",
            "roles": [{"role": "officer", "unit": "Phường Ninh Kiều"}],
            "disabled": False,
        }
    ]
    assert run("user", "list").stdout == "thu\tCán bộ Thử\tofficer in Phường Ninh Kiều\n"


def test_the_password_is_asked_twice_and_never_shown(run: Run, house: House) -> None:
    answer = run("user", "add", "thu", *OFFICER, answers=f"{PASSWORD}\n{PASSWORD}\n")
    assert (answer.exit_code, answer.stdout) == (0, f"Made thu: officer in {NINH_KIEU}.\n")
    assert PASSWORD not in answer.output
    assert can_sign_in(house, PASSWORD)


def test_a_closed_account_cannot_sign_in(run: Run, house: House, password_file: str) -> None:
    run("user", "add", "thu", *OFFICER, "--password-file", password_file)
    assert run("user", "disable", "thu").stdout == "Closed thu.\n"
    assert not can_sign_in(house, PASSWORD)
    assert run("user", "list").stdout.endswith("(closed)\n")


def test_a_reset_changes_the_password(run: Run, house: House, password_file: str) -> None:
    run("user", "add", "thu", *OFFICER, "--password-file", password_file)
    answer = run("user", "reset", "thu", "--json", answers="another good one\nanother good one\n")
    assert json.loads(answer.stdout) == {"username": "thu"}
    assert not can_sign_in(house, PASSWORD)
    assert can_sign_in(house, "another good one")


@pytest.mark.parametrize("command", ["disable", "reset"])
def test_an_unknown_account_is_refused_with_a_reason(
    run: Run, command: str, password_file: str
) -> None:
    more = ("--password-file", password_file) if command == "reset" else ()
    answer = run("user", command, "nobody", *more)
    assert answer.exit_code == 1
    assert isinstance(answer.exception, RuleBroken)
    assert str(answer.exception) == "there is no account 'nobody'"


@pytest.fixture
def production(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same instance as if it had been made for real work."""
    with house.app.app_context(), desk.ledger(write=True) as session:
        session.get_one(Fact, "environment").value = "production"
        session.flush()
    house.path.joinpath("keys", "environment").write_text("production\n")
    house.path.joinpath("keys", "master.key").chmod(0o600)
    monkeypatch.setenv("CASEAPP_ENV", "production")
    monkeypatch.delenv("CASEAPP_NOW")


def test_in_production_a_role_with_content_waits_for_a_second_person(
    run: Run, production: None, house: House, password_file: str
) -> None:
    answer = run("user", "add", "thu", *OFFICER, "--password-file", password_file, "--json")
    assert json.loads(answer.stdout) == {"username": "thu", "waits": True}
    assert run("user", "list").stdout == "thu\tCán bộ Thử\tno role\n"


def test_in_production_two_administrators_can_be_made_and_the_third_waits(
    run: Run, production: None, password_file: str
) -> None:
    more = ("--full-name", "QT", "--role", "administrator", "--password-file", password_file)
    told = [run("user", "add", f"qt{number}", *more).stdout for number in range(3)]
    assert [" It waits for a second person." in line for line in told] == [False, False, True]


def test_in_production_a_reset_waits_too(
    run: Run, production: None, house: House, password_file: str
) -> None:
    run("user", "add", "thu", *OFFICER, "--password-file", password_file)
    again = "another good one\nanother good one\n"
    answer = run("user", "reset", "thu", answers=again)
    assert answer.stdout == "Set a new password for thu. It waits for a second person.\n"
    assert can_sign_in(house, PASSWORD)
    assert not can_sign_in(house, "another good one")
    assert (
        run("user", "disable", "thu").stdout == "Closed thu.\n"
    )  # what takes away is done at once


def test_wrong_usage_ends_with_2(run: Run) -> None:
    assert run("user", "add", "thu").exit_code == 2
    assert run("user", "add", "thu", "--full-name", "X", "--role", "king").exit_code == 2
