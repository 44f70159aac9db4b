"""The code reads alike everywhere: ruff's rules and its format."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.house.tree import ROOT


@pytest.mark.parametrize("words", [["check", "--quiet"], ["format", "--check"]], ids="/".join)
def test_ruff_finds_nothing(words: list[str]) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "ruff", *words, "."],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
