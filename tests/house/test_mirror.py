"""Every module has its test, in the same place of the mirror."""

from __future__ import annotations

from pathlib import PurePosixPath

from tests.house.tree import files, python

# A package whose modules are tables of one shape has one test that walks through all of them.
SHARED: dict[str, str] = {"caseapp/rules/notice_kinds": "tests/rules/test_notice_kinds.py"}


def test_every_module_has_its_test() -> None:
    present = set(files())
    lacking = [
        f"{name} lacks {test}"
        for name in python("caseapp")
        if PurePosixPath(name).name not in {"__init__.py", "__main__.py"}
        and (test := mirror_of(name)) not in present
    ]
    assert lacking == []


def test_every_shared_test_is_needed() -> None:
    present = set(files())
    assert [test for test in SHARED.values() if test not in present] == []
    assert [package for package in SHARED if not python(package)] == []


def mirror_of(name: str) -> str:
    """Return the path of the test that a module must have."""
    module = PurePosixPath(name)
    if shared := SHARED.get(module.parent.as_posix()):
        return shared
    folder = PurePosixPath("tests", *module.parent.parts[1:])
    return (folder / f"test_{module.name}").as_posix()


def test_the_mirror_drops_the_package_alone() -> None:
    assert mirror_of("caseapp/web/home/routes.py") == "tests/web/home/test_routes.py"
    assert mirror_of("caseapp/desk.py") == "tests/test_desk.py"
