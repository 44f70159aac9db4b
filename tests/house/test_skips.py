"""A test that does not run says why."""

from __future__ import annotations

import ast

import pytest

from tests.house.tree import python, syntax

KINDS = frozenset({"skip", "skipif", "xfail", "importorskip"})


def test_every_skip_has_its_reason() -> None:
    found = [f"{name}:{line}" for name in python("tests") for line in unexplained(syntax(name))]
    assert found == []


def unexplained(module: ast.Module) -> list[int]:
    """Return the lines where a test is skipped, or expected to fail, without a word."""
    calls = {id(node.func): node for node in ast.walk(module) if isinstance(node, ast.Call)}
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute)
        and node.attr in KINDS
        and ast.unparse(node.value) in {"pytest", "pytest.mark"}
        and not explained(node.attr, calls.get(id(node)))
    ]


def explained(kind: str, call: ast.Call | None) -> bool:
    if call is None:
        return False
    if any(word.arg == "reason" for word in call.keywords):
        return True
    return kind == "skip" and bool(call.args)


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("@pytest.mark.skip\ndef f(): ...", [1]),
        ("@pytest.mark.skipif(True)\ndef f(): ...", [1]),
        ("@pytest.mark.xfail()\ndef f(): ...", [1]),
        ("pytest.importorskip('numpy')", [1]),
        ("pytest.skip()", [1]),
        ("pytest.skip('no git here')", []),
        ("@pytest.mark.xfail(reason='known')\ndef f(): ...", []),
    ],
)
def test_unexplained(source: str, lines: list[int]) -> None:
    assert unexplained(ast.parse(source)) == lines
