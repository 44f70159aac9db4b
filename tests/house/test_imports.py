"""The floors hold: import contracts, and the rooms that must stay pure."""

from __future__ import annotations

import ast
import configparser
import subprocess
import sys

import pytest

from tests.house.tree import ROOT, python, syntax

LINT = "from importlinter.cli import lint_imports_command as lint; lint()"
# A pure room, and the packages it may know beside the standard library and itself.
PURE: dict[str, frozenset[str]] = {
    "caseapp/rules": frozenset(),
    "caseapp/config": frozenset(),
    "caseapp/statistics/disclosure": frozenset({"numpy", "scipy", "highspy"}),
}


def test_import_contracts_are_kept() -> None:
    run = subprocess.run(
        [sys.executable, "-c", LINT, "--config", "setup.cfg", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_slice_of_the_web_stands_in_the_contract() -> None:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", "utf-8")
    listed = settings.get("importlinter:contract:slices", "modules", fallback="").split()
    slices = {
        ".".join(name.split("/")[:3]) for name in python("caseapp/web") if name.count("/") > 2
    }
    assert sorted(listed) == sorted(slices)


@pytest.mark.parametrize("room", PURE)
def test_pure_rooms_import_nothing_else(room: str) -> None:
    allowed = PURE[room] | sys.stdlib_module_names
    module = room.replace("/", ".")
    strangers = [
        f"{name}: {imported}"
        for name in [*python(room), f"{room}.py"]
        if (ROOT / name).is_file()
        for imported in imported_names(syntax(name))
        if imported.split(".")[0] not in allowed and not f"{imported}.".startswith(f"{module}.")
    ]
    assert strangers == []


def imported_names(module: ast.Module) -> list[str]:
    names: list[str] = []
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
    return names


def test_imported_names_sees_both_forms() -> None:
    assert imported_names(ast.parse("import a.b\ndef f():\n    from c.d import e")) == [
        "a.b",
        "c.d",
    ]
