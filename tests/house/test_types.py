"""Types hold: mypy, strict, over the whole package."""

from __future__ import annotations

import subprocess
import sys

from tests.house.tree import ROOT


def test_mypy_finds_nothing() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
