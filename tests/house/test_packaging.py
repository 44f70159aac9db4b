"""What setup.cfg would install is what the tree holds: every package, and the files beside code."""

from __future__ import annotations

import configparser
from pathlib import PurePosixPath

from tests.house.tree import ROOT, files


def _settings() -> configparser.ConfigParser:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", "utf-8")
    return settings


def test_every_package_is_named() -> None:
    found = {
        str(PurePosixPath(name).parent).replace("/", ".")
        for name in files()
        if name.startswith("caseapp/") and name.endswith("/__init__.py")
    }
    named = set(_settings().get("options", "packages").split())
    assert found <= named
    assert named - found == {"caseapp.templates", "caseapp.migrations", "caseapp.manual"}


def test_files_beside_code_travel_with_it() -> None:
    data = _settings()["options.package_data"]
    patterns = {
        (package if package == "caseapp" else package.replace("caseapp.", ""), pattern.strip())
        for package, listed in data.items()
        for pattern in listed.replace(",", "\n").split("\n")
        if pattern.strip()
    }
    beside = [
        name
        for name in files()
        if name.startswith(("caseapp/", "templates/", "migrations/")) and not name.endswith(".py")
    ]
    lost = [
        name
        for name in beside
        if not any(_matches(name, root, pattern) for root, pattern in patterns)
    ]
    assert lost == []


def _matches(name: str, root: str, pattern: str) -> bool:
    """Match a pattern of setup.cfg; `**` as Python 3.13's full_match would."""
    if not PurePosixPath(name).is_relative_to(root):
        return False
    rest = str(PurePosixPath(name).relative_to(root))
    head, star, tail = pattern.partition("**/")
    return rest.startswith(head) and PurePosixPath(rest).match(tail) if star else rest == pattern
