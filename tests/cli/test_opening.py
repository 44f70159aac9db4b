"""Opening an instance for a command: checks first, then who acts."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from pwd import getpwuid

import click
import pytest

from caseapp.cli import opening
from caseapp.cli.opening import opened, refuse_root, settings_for, settings_to_serve
from caseapp.config import Unsafe
from caseapp.rules.access import Act, may
from caseapp.rules.values import RuleBroken, local_day
from caseapp.upkeep.instance import Unfit
from tests.cli.conftest import Run
from tests.cli.shell import content
from tests.factories.house import NOW, House
from tests.factories.signing import code_at, give_factor
from tests.factories.web import PASSWORD, make_user

DAY = local_day(NOW)


def test_a_folder_without_an_instance_names_init(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEAPP_INSTANCE", str(tmp_path / "none"))
    with pytest.raises(Unfit, match="holds no instance; run 'caseapp init' first"), opened():
        pass
    assert not (tmp_path / "none").exists()


def test_a_command_is_for_production_unless_told_otherwise(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CASEAPP_ENV")
    monkeypatch.delenv("CASEAPP_NOW")
    assert settings_for().production
    assert settings_for("demo").demo
    with pytest.raises(Unfit, match="made as 'test'"), opened():
        pass


def test_unsafe_settings_stop_a_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEAPP_ENV", "production")
    with pytest.raises(Unsafe, match="CASEAPP_NOW"), opened():
        pass


def test_without_a_name_the_machines_operator_acts(run: Run) -> None:
    with opened() as here:
        assert here.actor.label == "system"
        assert may(here.actor, Act.CASE_READ, DAY)


def test_a_named_user_acts_with_the_users_rights_and_no_others(run: Run, house: House) -> None:
    name = make_user(house, "officer")
    with opened(as_user=name) as here:
        assert here.actor.label.startswith("operator ")
        assert may(here.actor, Act.CASE_READ, DAY, 31135)
        assert not may(here.actor, Act.CASE_READ, DAY, 31120)
        assert not may(here.actor, Act.IMPORT_RUN, DAY)


def test_an_unknown_user_cannot_act(run: Run) -> None:
    with pytest.raises(RuleBroken), opened(as_user="nobody"):
        pass


def test_in_production_password_and_code_are_asked_for(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = make_user(house, "officer")
    secret, _ = give_factor(house, name)
    asked: list[str] = []
    answers = {"Password": "not the password", "One-time": code_at(secret, datetime.now(UTC))}

    def prompt(text: str, **how: object) -> str:
        asked.append(text)
        assert how["hide_input"]
        return answers[text.split(maxsplit=1)[0]]

    monkeypatch.setattr(click, "prompt", prompt)
    production = type(house.settings)("production", house.path, fixed_now=NOW)
    with house.app.app_context():
        with pytest.raises(RuleBroken, match="wrong password or code"):
            opening.who_acts(production, name)
        assert asked == [f"Password of {name}", f"One-time code of {name}"]
        answers["Password"] = PASSWORD
        assert opening.who_acts(production, name).user_id == 1
        with pytest.raises(RuleBroken, match="wrong password or code"):
            opening.who_acts(production, name)  # the code has served


def test_root_serves_no_production_and_may_try_the_rest(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    production = type(house.settings)("production", house.path)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(Unsafe, match="must not be served by root"):
        refuse_root(production)
    refuse_root(house.settings)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    refuse_root(production)


def test_a_folder_of_another_account_is_refused_before_anything_is_made(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CASEAPP_NOW", "FLASK_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CASEAPP_INSTANCE", str(house.path))
    monkeypatch.setenv("CASEAPP_ENV", "production")
    owner = house.path.stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    before = content(house.path)
    for read in (settings_for, settings_to_serve):
        with pytest.raises(Unsafe, match=f"belongs to the account {getpwuid(owner).pw_name}"):
            read()
    with pytest.raises(Unsafe, match="belongs to"), opened():
        pass
    assert content(house.path) == before
    monkeypatch.setenv("CASEAPP_INSTANCE", str(house.path / "none"))  # init and restore make it
    assert settings_for().instance == house.path / "none"
    monkeypatch.setenv("CASEAPP_INSTANCE", str(house.path))
    monkeypatch.setattr(os, "geteuid", lambda: owner)
    assert settings_for().instance == house.path
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    monkeypatch.setenv("CASEAPP_ENV", "demo")
    assert settings_for().demo


def test_an_owner_without_a_name_is_told_by_number(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    production = type(house.settings)("production", house.path)
    owner = house.path.stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    monkeypatch.setattr(opening, "getpwuid", {}.__getitem__)
    with pytest.raises(Unsafe, match=f"the account #{owner}"):
        opening.refuse_another_account(production)
