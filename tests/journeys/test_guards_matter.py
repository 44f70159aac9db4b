"""Each guard of the house has a test that fails once it is taken away: some of them in every run."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.factories.guards import GUARDS
from tests.factories.long_run import seed, turns
from tests.mutations import PAGE, fails_without, named, row

ROOT = Path(__file__).resolve().parents[2]
QUICK = [
    name for name in GUARDS
    if all(test.startswith(("tests/rules/", "tests/exchange/")) for test in GUARDS[name].tests)
]  # fmt: skip
"""Those whose tests need no instance: a second each."""
FEW = turns(1, len(GUARDS))
CHOSEN = [*GUARDS] if len(GUARDS) == FEW else [QUICK[seed() % len(QUICK)]]


@pytest.mark.parametrize("name", CHOSEN)
def test_a_guard_is_missed_when_it_is_taken_away(name: str) -> None:
    failed, told = fails_without(name)
    assert failed, told


@pytest.mark.parametrize("name", GUARDS)
def test_a_guard_stands_where_the_table_says_and_has_its_test(name: str) -> None:
    guard = GUARDS[name]
    owner, last = named(guard.place)
    assert last in owner.__dict__
    assert (guard.does is None) is (guard.value is not None)
    for test in guard.tests:
        file, _, function = test.partition("::")
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        known = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert known
        assert not function or function in known, test


def test_the_page_lists_every_guard_and_each_is_missed() -> None:
    rows = re.findall(r"^\| (?!guard \||---).*$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [row(name, "fails") for name in GUARDS]
