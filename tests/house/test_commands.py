"""Every command of the help exists, and the README knows it; the README knows no other."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from caseapp.cli import FAMILIES, caseapp
from tests.house.tree import ROOT

ROW = re.compile(r"^\| `([a-z-]+)", re.MULTILINE)


def test_the_readme_lists_every_command_and_no_other() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = readme.split("\n## Commands\n")[1].split("\n## ")[0]
    assert sorted(set(ROW.findall(commands))) == sorted(FAMILIES)


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_every_command_says_what_it_does(name: str) -> None:
    answer = CliRunner().invoke(caseapp, [name, "--help"])
    assert answer.exit_code == 0, answer.exception or answer.output
    said = answer.output.split("\n\n")[1].strip()
    assert said
    assert not said.startswith("Options:")
