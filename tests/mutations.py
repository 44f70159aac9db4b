"""What happens when a guard is taken away: a named test must fail, for each of them.

`PYTHONPATH=. python -m tests.mutations` takes away one after the other, runs the tests that must
notice, and writes docs/mutations.md; words after it choose some. As a plugin of pytest
(`-p tests.mutations`) it takes away the guard named by CASEAPP_MUTATION in that process.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.factories.guards import GUARDS, Guard

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "mutations.md"
_HEAD = """# Guards taken away

Each line is a guard of the house and the test that fails once it is taken away; `PYTHONPATH=. python -m tests.mutations`
takes them away one after the other and writes this page (a test checks that no guard is missing from it). A test that would
pass without its guard proves nothing.

| guard | taken away in | by | what must fail | result |
|---|---|---|---|---|
"""


def named(place: str) -> tuple[Any, str]:
    """Return what holds `module:name` or `module:Class.name`, and the last name."""
    module, _, path = place.partition(":")
    *owners, last = path.split(".")
    owner: Any = importlib.import_module(module)
    for name in owners:
        owner = getattr(owner, name)
    return owner, last


def take_away(guard: Guard, patch: pytest.MonkeyPatch) -> None:
    """Put in its place what the table says, also where it was imported by its name."""
    owner, last = named(guard.place)
    if guard.value is not None:
        patch.setattr(owner, last, guard.value(getattr(owner, last)))
        return
    held = owner.__dict__[last]
    # Its code alone is exchanged: whoever holds the function by its own name has it without too.
    function = getattr(held, "__wrapped__", getattr(held, "fget", None) or held)
    assert guard.does is not None
    patch.setattr(function, "__code__", guard.does.__code__)


def pytest_configure() -> None:
    """Take away the guard that the environment names, before any test is gathered."""
    name = os.environ.get("CASEAPP_MUTATION")
    if name:
        take_away(GUARDS[name], pytest.MonkeyPatch())


def fails_without(name: str) -> tuple[bool, str]:
    """Run a guard's tests without it; tell whether one failed as it should, and how."""
    with tempfile.TemporaryDirectory() as place:
        order = [
            sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider",
            "-p", "tests.mutations", "--basetemp", f"{place}/b", "--tb=line", "-rfE", *GUARDS[name].tests,
        ]  # fmt: skip
        environ = {**os.environ, "CASEAPP_MUTATION": name, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            order, cwd=ROOT, env=environ, capture_output=True, text=True, check=False
        )
    told = [line for line in done.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    # An error before the test itself ran would prove nothing.
    failed = done.returncode == 1 and any(line.startswith("FAILED ") for line in told)
    return failed, next(iter(told), done.stdout[-200:])


def row(name: str, result: str) -> str:
    """Return a guard's line of the page."""
    guard = GUARDS[name]
    tests = ", ".join(f"`{test.removeprefix('tests/')}`" for test in guard.tests)
    return f"| {name} | `{guard.place}` | {guard.how} | {tests} | {result} |"


def main(chosen: Iterable[str], fails: Callable[[str], tuple[bool, str]] = fails_without) -> int:
    """Take away all guards, or those chosen; return how many were not missed."""
    lines, passed = [], 0
    for name in chosen or GUARDS:
        failed, last = fails(name)
        passed += not failed
        lines.append(row(name, "fails" if failed else "**passes**"))
        print(f"{'fails ' if failed else 'PASSES'} {name}: {last}", flush=True)  # noqa: T201
    if not chosen:
        PAGE.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return passed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
