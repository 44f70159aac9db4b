"""One door: nothing is committed but at the desk, and nothing else holds the app's session."""

from __future__ import annotations

import ast

from tests.house.tree import python, syntax

DESK = ("caseapp/desk.py", "caseapp/desk/")
HOLDERS = (*DESK, "caseapp/records/", "caseapp/app.py")


def test_only_the_desk_commits() -> None:
    assert places(python("caseapp"), "commit", outside=DESK) == []


def test_only_records_desk_and_app_hold_the_session() -> None:
    assert places(python("caseapp"), "session", outside=HOLDERS, owner="db") == []


def places(
    names: list[str], attribute: str, *, outside: tuple[str, ...], owner: str | None = None
) -> list[str]:
    """Return where an attribute is used, as file:line, but for the files named."""
    return [
        f"{name}:{line}"
        for name in names
        if not name.startswith(outside)
        for line in lines_using(syntax(name), attribute, owner)
    ]


def lines_using(module: ast.Module, attribute: str, owner: str | None) -> list[int]:
    return sorted(
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute)
        and node.attr == attribute
        and (owner is None or (isinstance(node.value, ast.Name) and node.value.id == owner))
    )


def test_lines_using_tells_owners_apart() -> None:
    module = ast.parse("db.session.commit()\ng.session.add(x)\nkeep = connection.commit")
    assert lines_using(module, "commit", None) == [1, 3]
    assert lines_using(module, "session", "db") == [1]
