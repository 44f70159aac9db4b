"""Runs the program as a shell does, and reads how it ended."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from caseapp.cli import main

PASSWORD = "correct horse battery"


class Outcome(NamedTuple):
    """How a command ended, as a shell sees it."""

    status: int
    out: str
    err: str


class Shell:
    """Runs the program as its entry point does, in an environment of its own."""

    def __init__(
        self, folder: Path, patch: pytest.MonkeyPatch, caught: pytest.CaptureFixture[str]
    ) -> None:
        self.folder, self._patch, self._caught = folder, patch, caught
        self.setting(CASEAPP_INSTANCE=str(folder / "instance"), CASEAPP_ENV="test")
        for name in ("CASEAPP_NOW", "CASEAPP_PORT", "FLASK_DEBUG", "CASEAPP_DATABASE_URL"):
            patch.delenv(name, raising=False)
        self.password_file = folder / "password"
        self.password_file.write_text(PASSWORD + "\n", encoding="utf-8")

    def setting(self, **environ: str) -> None:
        for name, value in environ.items():
            self._patch.setenv(name, value)

    def __call__(self, *words: str) -> Outcome:
        self._patch.setattr(sys, "argv", ["caseapp", *words])
        self._caught.readouterr()
        status = 0
        try:
            main()
        except SystemExit as ended:
            status = int(ended.code or 0)
        return Outcome(status, *self._caught.readouterr())

    def init(self, *more: str) -> Outcome:
        return self("init", "--admin", "quantri", "--password-file", str(self.password_file), *more)


def content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def refused(outcome: Outcome, *words: str) -> None:
    """Status 1, one line of reason on standard error, nothing on standard output."""
    assert outcome.status == 1
    assert outcome.out == ""
    assert outcome.err.startswith("caseapp: ")
    assert len(outcome.err.splitlines()) == 1
    for word in words:
        assert word in outcome.err
