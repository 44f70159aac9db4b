"""Templates are used, escape all they show, and carry nothing the security policy would block."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.tree import ROOT, files, python, syntax

NAME = re.compile(r"[\w./-]+\.(?:html|txt|svg|xml)")
PRINTING = "caseapp/web/printing.py"
FORBIDDEN = {
    "a value let through unescaped": re.compile(r"\|\s*safe\b|\bautoescape\s+false\b"),
    "a style in the page": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "a script in the page": re.compile(r"<script\b(?![^>]*\ssrc\s*=)", re.IGNORECASE),
    "a handler in an attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}


def templates() -> dict[str, str]:
    """Return each template's text by its name, comments left out."""
    return {
        name.removeprefix("templates/"): without_comments((ROOT / name).read_text("utf-8"))
        for name in files()
        if name.startswith("templates/")
    }


def without_comments(source: str) -> str:
    return re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL)


def test_every_template_is_used() -> None:
    pages = templates()
    named = {name for module in python("caseapp") for name in names_in(syntax(module))}
    for user, source in pages.items():
        named |= set(NAME.findall(source)) - {user}
    # Prints have an environment of their own, in which names start inside their folder.
    printed = set(names_in(syntax(PRINTING)))
    for user, source in pages.items():
        if user.startswith("print/"):
            printed |= set(NAME.findall(source)) - {user.removeprefix("print/")}
    named |= {f"print/{name}" for name in printed}
    assert sorted(set(pages) - named) == []


def names_in(module: ast.Module) -> list[str]:
    return [
        name
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for name in NAME.findall(node.value)
    ]


def test_no_template_breaks_the_policy() -> None:
    faults = [f"{name}: {fault}" for name, page in templates().items() for fault in faults_of(page)]
    assert faults == []


def faults_of(source: str) -> list[str]:
    return [fault for fault, pattern in FORBIDDEN.items() if pattern.search(source)]


@pytest.mark.parametrize(
    "source",
    [
        "{{ narrative | safe }}",
        "{% autoescape false %}",
        "<style>p{}</style>",
        '<p style="color:red">',
        "<script>go()</script>",
        '<a\n onclick="go()">',
        '<a href="javascript:go()">',
    ],
)
def test_faults_are_seen(source: str) -> None:
    assert len(faults_of(source)) == 1


def test_what_is_allowed_is_no_fault() -> None:
    page = '{# |safe #}<script src="/static/a.js" defer></script><p class="a">{{ once }} on = 1</p>'
    assert faults_of(without_comments(page)) == []
