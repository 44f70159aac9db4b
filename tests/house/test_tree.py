"""The house tests see the same files with git and without it."""

from __future__ import annotations

import pytest

from tests.house import tree


def test_walking_finds_what_git_lists() -> None:
    if not tree.has_git() or not (tree.ROOT / ".git").exists():
        pytest.skip("this copy has no git to compare with")
    assert sorted(tree._walk(tree.ROOT)) == list(tree.files.__wrapped__())


@pytest.mark.parametrize(
    ("name", "is_dir", "out"),
    [
        (".venv", True, True),
        ("instance/README.md", False, False),
        ("instance/caseapp.db", False, True),
        ("caseapp/rules/__pycache__", True, True),
        ("caseapp/app.py", False, False),
    ],
)
def test_ignored_reads_gitignore(name: str, is_dir: bool, out: bool) -> None:
    assert tree.ignored(name, is_dir=is_dir) is out
