"""`caseapp backup` and `restore` as an operator types them, from one machine to the next."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.shell import Shell, content, refused

INDICATORS = ("indicators", "--period", "2026H1", "--each-ward", "--format", "json")


@pytest.fixture
def words(tmp_path: Path) -> Path:
    return tmp_path / "words"


@pytest.fixture
def made(shell: Shell, words: Path) -> Shell:
    assert shell.init("--recovery-key-file", str(words)).status == 0
    return shell


def test_a_demo_moves_to_a_machine_that_has_the_file_and_the_words_alone(
    shell: Shell, tmp_path: Path, words: Path
) -> None:
    own = ("--password-file", str(shell.password_file), "--recovery-key-file", str(words))
    assert shell("init", "--admin", "nguoi.dau", *own).status == 0
    assert shell("demo", "--children", "30").status == 0
    counted = shell(*INDICATORS).out
    file = tmp_path / "a.backup"
    answer = shell("backup", str(file), "--off-machine", "--json")
    told = json.loads(answer.out)
    assert (told["bytes"], told["off_machine"]) == (file.stat().st_size, True)
    shell.setting(CASEAPP_INSTANCE=str(tmp_path / "there"))
    answer = shell("restore", str(file), "--recovery-key-file", str(words))
    assert (answer.status, answer.err) == (0, "")
    assert "No fault (access, database" in answer.out  # every sealed cell opens
    assert shell(*INDICATORS).out == counted
    assert "no fault" in shell("log", "verify").out
    refused(shell("restore", str(file), "--recovery-key-file", str(words)), "already holds")


def test_it_says_what_was_made_and_refuses_to_write_over(made: Shell, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    answer = made("backup", str(file))
    assert answer.status == 0
    assert answer.out.startswith(f"Made and read back {file} (")
    assert "on this machine" in answer.out
    before = file.read_bytes()
    refused(made("backup", str(file)), "is there already")
    assert file.read_bytes() == before
    answer = made("backup", "--verify", "--off-machine", str(file))
    assert answer.out.startswith(f"Read back {file} (")
    assert "off the machine" in answer.out
    nowhere = tmp_path / "none" / "a.backup"
    refused(made("backup", str(nowhere)), f"no backup was made: {nowhere}.draft: No such file")
    refused(made("backup", "--verify", str(tmp_path / "none")), "No such file")


def test_one_of_another_instance_is_not_verified(made: Shell, tmp_path: Path, words: Path) -> None:
    file = tmp_path / "a.backup"
    made("backup", str(file))
    made.setting(CASEAPP_INSTANCE=str(tmp_path / "other"))
    made.init("--recovery-key-file", str(tmp_path / "other words"))
    refused(made("backup", "--verify", str(file)), "does not open with this instance's key")


def test_a_restore_that_cannot_be_makes_nothing(made: Shell, tmp_path: Path, words: Path) -> None:
    file, there = tmp_path / "a.backup", tmp_path / "there"
    made("backup", str(file))
    made.setting(CASEAPP_INSTANCE=str(there))
    words.write_text(words.read_text().replace(words.read_text()[:5], "lusab"))
    refused(made("restore", str(file), "--recovery-key-file", str(words)), "not a whole recovery")
    made.setting(CASEAPP_ENV="production")
    assert not there.exists()


def test_a_backup_of_an_older_schema_says_what_follows(
    made: Shell, tmp_path: Path, words: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.backup"
    made("backup", str(file))
    monkeypatch.setattr("caseapp.upkeep.migrate.newest", lambda: "9999")
    made.setting(CASEAPP_INSTANCE=str(tmp_path / "there"))
    answer = made("restore", str(file), "--recovery-key-file", str(words))
    assert answer.status == 0
    assert "run 'caseapp migrate', then 'caseapp check'" in answer.out
    assert "caseapp.db" in content(tmp_path / "there")
