"""No locked version is in a range of the copied advisories, and the script judges ranges rightly."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.house.test_lock import asked
from tests.house.tree import ROOT

FOLDER = ROOT / "docs" / "advisories"
DECISION = ROOT / "docs" / "decisions" / "0036-dependencies.md"


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("advisories_check", FOLDER / "check.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


check = _script()


def made(*events: dict[str, str], name: str = "Made_Up", **more: Any) -> dict[str, Any]:
    affected = {
        "package": {"ecosystem": "PyPI", "name": name},
        "ranges": [{"type": "ECOSYSTEM", "events": list(events)}],
    }
    return {"id": "X-1", "affected": [affected], **more}


def test_no_locked_version_is_affected() -> None:
    advisories = check.read(FOLDER)
    assert len(advisories) > 50
    assert list(check.hits(check.locked(ROOT), advisories)) == []


def test_every_advisory_names_a_locked_package() -> None:
    pins = check.locked(ROOT)
    names = {each["package"]["name"] for one in check.read(FOLDER) for each in one["affected"]}
    assert sorted(names - set(pins)) == []


@pytest.mark.parametrize(
    ("events", "version", "hit"),
    [
        ([{"introduced": "0"}], "0.0.1", True),
        ([{"introduced": "0"}, {"fixed": "2.0"}], "1.9.9", True),
        ([{"introduced": "0"}, {"fixed": "2.0"}], "2.0", False),
        ([{"introduced": "0"}, {"fixed": "2.0"}], "2.0rc1", True),
        ([{"introduced": "0"}, {"fixed": "1.10"}], "1.9", True),
        ([{"introduced": "1.2"}, {"fixed": "2.0"}], "1.1", False),
        ([{"introduced": "1.2"}, {"last_affected": "1.4"}], "1.4", True),
        ([{"introduced": "1.2"}, {"last_affected": "1.4"}], "1.4.1", False),
        ([{"introduced": "3.0"}, {"fixed": "3.2"}, {"introduced": "1.0"}, {"fixed": "1.5"}], "3.1", True),
        ([{"introduced": "1.0"}, {"fixed": "1.5"}, {"introduced": "3.0"}, {"fixed": "3.2"}], "2.0", False),
        ([{"introduced": "1.0"}, {"fixed": "1.5"}, {"introduced": "1.5"}], "1.6", True),
        ([{"introduced": "1.5"}, {"last_affected": "1.5"}], "1.5", True),
        ([{"introduced": "1.5"}, {"last_affected": "1.5"}], "1.6", False),
    ],
)  # fmt: skip
def test_a_range_is_judged(events: list[dict[str, str]], version: str, hit: bool) -> None:
    found = list(check.hits({"made-up": {version}}, [made(*events)]))
    assert found == ([("made-up", version, "X-1")] if hit else [])


def test_listed_versions_count_and_withdrawn_or_foreign_ones_do_not() -> None:
    listed = {
        "id": "X-2",
        "affected": [{"package": {"ecosystem": "PyPI", "name": "made-up"}, "versions": ["1.0"]}],
    }
    foreign = made({"introduced": "0"})
    foreign["affected"][0]["package"]["ecosystem"] = "npm"
    pins = {"made-up": {"1.0"}}
    assert list(check.hits(pins, [listed])) == [("made-up", "1.0", "X-2")]
    assert list(check.hits(pins, [foreign])) == []
    assert (
        list(check.hits(pins, [made({"introduced": "0"}, withdrawn="2026-01-01T00:00:00Z")])) == []
    )


def test_the_locks_are_read_whole() -> None:
    pins = check.locked(ROOT)
    assert {"flask", "jinja2", "psycopg", "pytest"} <= set(pins)
    assert len(pins["numpy"]) == 2  # one for each Python


def test_a_refresh_keeps_what_names_a_locked_package(tmp_path: Path) -> None:
    source = tmp_path / "osv"
    source.mkdir()
    for name in ("Flask", "not-ours"):
        (source / f"{name}.json").write_text(json.dumps(made({"introduced": "0"}, name=name)))
    assert check.refresh(source, check.locked(ROOT), tmp_path / "copied.json") == 1
    kept = json.loads((tmp_path / "copied.json").read_text())
    assert [one["affected"][0]["package"]["name"] for one in kept] == ["Flask"]


def test_every_dependency_has_its_line() -> None:
    text = DECISION.read_text("utf-8")
    names = {
        wish.split("=")[0].split(">")[0].split("[")[0] for wish in asked("requirements-test.in")
    }
    assert sorted(name for name in names if f"| {name} |" not in text) == []
