"""Runs commands as a person types them: the same instance, exit status, both outputs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from caseapp.cli import caseapp
from caseapp.records.db import db
from tests.cli.shell import Shell
from tests.factories.house import House

Run = Callable[..., Result]


@pytest.fixture
def run(house: House, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command on the instance of the test."""
    monkeypatch.setenv("CASEAPP_INSTANCE", str(house.path))
    monkeypatch.setenv("CASEAPP_ENV", "test")
    monkeypatch.setenv("CASEAPP_NOW", house.settings.now().isoformat())

    def invoke(*words: str, answers: str = "") -> Result:
        return CliRunner().invoke(caseapp, list(words), input=answers)

    return invoke


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    return Shell(tmp_path, monkeypatch, capsys)


@pytest.fixture
def opened(shell: Shell, house: House) -> Shell:
    """A shell on an instance that is there already."""
    with house.app.app_context():
        db.engine.dispose()
    shell.setting(CASEAPP_INSTANCE=str(house.path))
    return shell
