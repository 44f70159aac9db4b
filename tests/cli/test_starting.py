"""`caseapp init`, `migrate`, `run`: exit 0 done, 1 refused with one line, 2 wrong usage."""

from __future__ import annotations

import json
import os
import shutil
import stat
from types import SimpleNamespace

import pytest

from caseapp import desk
from caseapp.cli import opening, starting
from caseapp.records.settings import Fact
from caseapp.upkeep.recovery import read_words
from tests.cli.shell import PASSWORD, Shell, content, refused
from tests.factories.house import House


def test_init_without_a_terminal_writes_the_words_to_standard_error(shell: Shell) -> None:
    made = shell.init()
    assert made.status == 0
    assert made.out == f"Made {shell.folder / 'instance'} (test).\n"
    (line,) = [line for line in made.err.splitlines() if line.startswith("    ")]
    assert len(read_words(line)) == 32
    assert PASSWORD not in made.out + made.err
    listed = shell("user", "list", "--json")
    assert [user["username"] for user in json.loads(listed.out)] == ["quantri"]


def test_init_writes_the_words_to_a_file_for_its_owner_alone(shell: Shell) -> None:
    file = shell.folder / "words"
    made = shell.init("--recovery-key-file", str(file), "--json")
    assert (made.status, made.err) == (0, "")
    assert json.loads(made.out)["admin"] == "quantri"
    assert len(read_words(file.read_text("ascii"))) == 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_words_are_not_written_over_another_file(shell: Shell) -> None:
    file = shell.folder / "words"
    file.write_text("something dear")
    refused(shell.init("--recovery-key-file", str(file)), "cannot be made", "exists")
    assert file.read_text() == "something dear"
    refused(shell.init("--recovery-key-file", str(shell.folder / "no" / "words")), "cannot be made")
    assert not (shell.folder / "instance").exists()


def test_init_on_an_instance_changes_nothing(opened: Shell, house: House) -> None:
    before = content(house.path)
    refused(opened.init(), "already holds an instance; nothing was changed")
    assert content(house.path) == before


@pytest.mark.parametrize(("name", "password"), [("quantri", "short"), ("Quản trị", PASSWORD)])
def test_an_administrator_that_cannot_be_made_leaves_no_instance(
    shell: Shell, name: str, password: str
) -> None:
    shell.password_file.write_text(password)
    words = shell.folder / "words"
    refused(
        shell(
            "init", "--admin", name, "--password-file", str(shell.password_file),
            "--recovery-key-file", str(words),
        )
    )  # fmt: skip
    assert not (shell.folder / "instance").exists()
    assert not words.exists()
    shell.password_file.write_text(PASSWORD)
    assert shell.init().status == 0


@pytest.mark.parametrize(
    "words",
    [("unknown",), ("init", "--nonsense"), ("migrate", "extra"),
     ("init", "--password-file", "/nowhere/at/all"), ("serve", "--port", "1")],
)  # fmt: skip
def test_wrong_usage_ends_with_2(shell: Shell, words: tuple[str, ...]) -> None:
    outcome = shell(*words)
    assert (outcome.status, outcome.out) == (2, "")
    assert "Traceback" not in outcome.err


def test_help_and_version_end_with_0(shell: Shell) -> None:
    assert shell("--help").status == 0
    assert shell("--version").status == 0
    assert shell("init", "--help").status == 0


def test_migrate_on_a_current_database_says_so(opened: Shell) -> None:
    first = opened("migrate")
    assert first.status == 0
    assert first.out.startswith("Schema ")
    assert first.out.endswith(": current.\n")
    told = json.loads(opened("migrate", "--json").out)
    assert told["before"] == told["after"]


COMMANDS = (("migrate",), ("serve",), ("user", "list"), ("log", "verify"))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_missing_key_a_wrong_key_and_another_kind_stop_every_command(
    opened: Shell, house: House, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr(opening, "refuse_root", lambda _: None)  # who tests may be root
    key = house.settings.key_file
    right = key.read_text()
    key.write_text("00" * 32)
    refused(opened(*command), "does not open the database; put back its own key")
    key.write_text("nonsense")
    refused(opened(*command), "cannot be read as a key")
    key.unlink()
    refused(opened(*command), "is missing; restore it", "as a credential")
    key.write_text(right)
    opened.setting(CASEAPP_ENV="demo")
    refused(opened(*command), "made as 'test'", "CASEAPP_ENV=test")
    opened.setting(CASEAPP_ENV="production")
    key.chmod(0o600)
    refused(opened(*command), "made as 'test'")
    opened.setting(CASEAPP_INSTANCE=str(house.path / "none"))
    refused(opened(*command), "holds no instance; run 'caseapp init' first")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_stops_every_command(
    opened: Shell, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0))
    refused(opened(*command), "is full", "make room")


def test_a_full_disk_stops_init_before_it_makes_a_key(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0))
    refused(shell.init(), "is full")
    assert content(shell.folder / "instance") == {}


@pytest.mark.parametrize(
    ("setting", "named"),
    [
        ({"CASEAPP_ENV": "prod"}, "CASEAPP_ENV"),
        ({"CASEAPP_PORT": "99999"}, "CASEAPP_PORT"),
        ({"CASEAPP_ENV": "production", "CASEAPP_NOW": "2026-01-01T00:00+07:00"}, "CASEAPP_NOW"),
        ({"CASEAPP_ENV": "production", "FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
        ({"CASEAPP_DATABASE_URL": "postgresql+psycopg://x"}, "CASEAPP_DATABASE_URL"),
    ],
)
def test_unsafe_settings_are_refused_by_name(
    opened: Shell, setting: dict[str, str], named: str
) -> None:
    opened.setting(**setting)
    refused(opened("serve"), named)


@pytest.mark.parametrize("command", ["serve", "work"])
def test_root_does_not_serve_production(
    opened: Shell, house: House, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    with house.app.app_context(), desk.ledger(write=True) as session:
        session.get_one(Fact, "environment").value = "production"
        session.flush()
    (house.path / "keys" / "environment").write_text("production\n")
    (house.path / "keys" / "master.key").chmod(0o600)
    opened.setting(CASEAPP_ENV="production")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    before = content(house.path)
    refused(opened(command), "must not be served by root", "User=")
    assert content(house.path) == before  # no gate of root's, which the owner could not open


def test_run_is_not_for_production(shell: Shell) -> None:
    shell.setting(CASEAPP_ENV="production")
    refused(shell("run"), "use 'init' and 'serve'")
    assert not (shell.folder / "instance").exists()


def test_run_does_not_touch_an_instance_of_another_kind(opened: Shell, house: House) -> None:
    kept = ("log.head", "keys/master.key", "keys/master.recovery")
    before = [(house.path / name).read_bytes() for name in kept]
    opened.setting(CASEAPP_ENV="demo")
    refused(opened("run"), "made as 'test'")
    assert [(house.path / name).read_bytes() for name in kept] == before
    opened.setting(CASEAPP_ENV="test")
    assert json.loads(opened("user", "list", "--json").out) == []


def test_run_goes_on_as_a_server_of_its_own(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """What made the demo is large, and would be held for as long as the server runs."""
    begun: list[tuple[list[str], str]] = []
    monkeypatch.setattr(starting, "run_demo", lambda _settings: None)
    monkeypatch.setattr(
        starting.os,
        "execve",
        lambda _file, words, told: begun.append((words[1:], told["CASEAPP_ENV"])),
    )
    shell.setting(CASEAPP_ENV="demo")
    assert shell("run").status == 0
    assert begun == [(["-m", "caseapp", "serve"], "demo")]
