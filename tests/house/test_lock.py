"""What is installed is exactly what was locked, by hash, from the ordinary index."""

from __future__ import annotations

import configparser
import re

import pytest

from tests.house.tree import ROOT

HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
PAIRS = [("requirements.in", "requirements.txt"), ("requirements-test.in", "requirements-test.txt")]


def asked(name: str) -> list[str]:
    """Return the requirements that a file of wishes names, the files it includes too."""
    found: list[str] = []
    for line in (ROOT / name).read_text("utf-8").splitlines():
        if line.startswith("-r "):
            found += asked(line.removeprefix("-r ").strip())
        elif line.strip() and not line.startswith("#"):
            found.append(line.strip())
    return found


def locked(name: str) -> dict[str, tuple[str, int]]:
    """Return for each locked package its pin and how many hashes it has."""
    entries = (ROOT / name).read_text("utf-8").replace("\\\n", " ").splitlines()
    pins: dict[str, tuple[str, int]] = {}
    for entry in entries:
        if match := re.match(r"([\w.-]+)==([\w.+!-]+)", entry):
            pins[plain(match[1])] = (match[2], len(HASH.findall(entry)))
        else:
            assert not entry.strip() or entry.lstrip().startswith("#"), entry
    return pins


def plain(requirement: str) -> str:
    """Return a package's name as the index spells it (PEP 503)."""
    bare = re.split(r"[<>=!~\[; ]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", bare).lower()


@pytest.mark.parametrize(("wishes", "lock"), PAIRS)
def test_every_wish_is_locked_and_every_pin_has_its_hash(wishes: str, lock: str) -> None:
    pins = locked(lock)
    assert sorted({plain(wish) for wish in asked(wishes)} - set(pins)) == []
    assert [name for name, (_, hashes) in pins.items() if hashes == 0] == []


def test_tests_run_on_the_very_versions_that_are_shipped() -> None:
    tested, shipped = locked("requirements-test.txt"), locked("requirements.txt")
    assert {name: pin for name, pin in shipped.items() if tested.get(name) != pin} == {}


def test_setup_cfg_asks_for_the_same_packages() -> None:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", "utf-8")
    wanted = settings["options"]["install_requires"].split("\n")
    assert sorted(filter(None, wanted)) == sorted(asked("requirements.in"))


@pytest.mark.parametrize("name", [name for pair in PAIRS for name in pair])
def test_nothing_comes_from_anywhere_else(name: str) -> None:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    strange = re.compile(r"://| @ |^-(?!r )(?!-hash)|^--(?!hash)")
    assert [line for line in lines if strange.search(line)] == []
