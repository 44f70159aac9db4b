"""Nothing tells of the machine it was written on, so that it works on any other."""

from __future__ import annotations

import re

import pytest

from tests.house.tree import files, text

FOLDERS = ("tmp", "work", "farm", "root", "Users")
PATH = re.compile(r"(?<![\w.~})\]-])/(?:" + "|".join(FOLDERS) + r")/")
VENDORED = ("caseapp/static/vendor/", "tests/web/axe")


def test_no_file_holds_the_path_of_a_machine() -> None:
    found = [
        f"{name}:{number}"
        for name in files()
        if not name.startswith(VENDORED)
        for number, line in enumerate((text(name) or "").splitlines(), 1)
        if PATH.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_such_a_path_is_seen(folder: str) -> None:
    assert PATH.search(f"see /{folder}/main")
    assert not PATH.search(f"docs/{folder}/main")
