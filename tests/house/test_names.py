"""Rooms bear names that say what they are for, and open by saying it."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.tree import python, syntax

NAMELESS = frozenset(
    [
        "utils",
        "util",
        "helpers",
        "helper",
        "common",
        "misc",
        "base",
        "manager",
        "managers",
        "service",
        "services",
        "handler",
        "handlers",
        "data",
        "constants",
    ]
)


def test_no_room_has_a_name_that_says_nothing() -> None:
    bad = [
        name
        for name in python("caseapp", "tests", "migrations")
        if NAMELESS & set(name.removesuffix(".py").split("/"))
    ]
    assert bad == []


def test_every_module_opens_with_one_sentence() -> None:
    faults = [
        f"{name}: {fault}"
        for name in python("caseapp")
        if (fault := fault_of(ast.get_docstring(syntax(name))))
    ]
    assert faults == []


def fault_of(docstring: str | None) -> str:
    """Say what is wrong with a module's opening line; empty when nothing is."""
    if not docstring:
        return "has no docstring"
    first = docstring.split("\n\n")[0].strip()
    if "\n" in first:
        return "its first sentence does not fit in one line"
    if not first.endswith("."):
        return "its first line does not end a sentence"
    if re.search(r"[.!?] +[A-ZĐÀ-Ỹ]", first):
        return "its first line holds more than one sentence"
    return ""


@pytest.mark.parametrize(
    ("docstring", "faulty"),
    [
        (None, True),
        ("What the room is for", True),
        ("One thing. And another.", True),
        ("One thing\nover two lines.", True),
        ("One thing.\nMore at once.", True),
        ("What the law says: pure tables, standard library only.", False),
        ("One thing (Art. 3 of it), said once.\n\nMore about it. And more.", False),
    ],
)
def test_fault_of(docstring: str | None, faulty: bool) -> None:
    assert bool(fault_of(docstring)) is faulty
