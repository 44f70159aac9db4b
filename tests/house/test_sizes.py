"""No room is too large to be seen at once: modules of 300 lines, functions of 40."""

from __future__ import annotations

import ast

import pytest

from tests.house.tree import ROOT, python, syntax

MODULE_LINES = 300
FUNCTION_LINES = 40
# Code lists are tables: cutting one in two would make it harder to read.
LISTS = ("caseapp/rules/codes/",)


def test_modules_have_at_most_300_lines() -> None:
    long = {
        name: lines
        for name in python("caseapp", "tests")
        if not name.startswith(LISTS)
        and (lines := len((ROOT / name).read_bytes().splitlines())) > MODULE_LINES
    }
    assert long == {}


def test_functions_have_at_most_40_lines() -> None:
    long = [
        f"{name}:{line} {function} {lines}"
        for name in python("caseapp", "tests")
        for function, line, lines in lengths(syntax(name))
        if lines > FUNCTION_LINES
    ]
    assert long == []


def lengths(module: ast.Module) -> list[tuple[str, int, int]]:
    """Return name, first line and lines of each function, decorators not counted."""
    return [
        (node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


@pytest.mark.parametrize(("body", "lines"), [(39, 40), (40, 41)])
def test_lengths_count_the_def_line(body: int, lines: int) -> None:
    source = "@decorated\ndef f():\n" + "    g()\n" * body
    assert lengths(ast.parse(source)) == [("f", 2, lines)]
