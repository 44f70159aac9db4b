"""`caseapp rekey` as an operator types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caseapp.upkeep import rekeying
from tests.cli.shell import Shell, refused


def test_a_new_recovery_key_opens_what_the_old_one_did_before(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    shell.init("--recovery-key-file", str(first))
    answer = shell("rekey", "--recovery-key-file", str(second), "--json")
    assert answer.status == 0
    assert json.loads(answer.out)["entries"] > 0
    assert shell("check").status == 0
    assert "no fault" in shell("log", "verify").out
    file = tmp_path / "a.backup"
    assert shell("backup", str(file)).status == 0
    shell.setting(CASEAPP_INSTANCE=str(tmp_path / "there"))
    refused(shell("restore", str(file), "--recovery-key-file", str(first)), "does not open")
    assert shell("restore", str(file), "--recovery-key-file", str(second)).status == 0


def test_what_could_not_be_done_leaves_no_words(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.init("--recovery-key-file", str(tmp_path / "first"))
    refused(shell("rekey", "--recovery-key-file", str(tmp_path / "first")), "cannot be made")

    def broken(*_told: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(rekeying, "_change", broken)
    refused(shell("rekey", "--recovery-key-file", str(tmp_path / "second")), "were not changed")
    assert not (tmp_path / "second").exists()
    assert shell("check").status == 0


def test_without_a_file_the_words_are_shown_once(shell: Shell, tmp_path: Path) -> None:
    shell.init("--recovery-key-file", str(tmp_path / "first"))
    answer = shell("rekey")
    assert answer.status == 0
    assert "Recovery key, shown once" in answer.err
    assert answer.out.startswith("The keys were changed. Everyone signs in anew")
