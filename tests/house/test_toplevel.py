"""The top of the tree holds what was agreed with the client and nothing else."""

from __future__ import annotations

from tests.house.tree import ROOT, files

ALLOWED = frozenset(
    [
        "caseapp",
        "migrations",
        "templates",
        "instance",
        "tests",
        "docs",
        ".ci",
        "setup.cfg",
        "pyproject.toml",
        ".ruff.toml",
        ".gitignore",
        "caseapp.sh",
        "README.md",
        "CHANGELOG.md",
        "LICENSE",
        "requirements.in",
        "requirements.txt",
        "requirements-test.in",
        "requirements-test.txt",
    ]
)


def test_top_level_holds_only_what_was_agreed() -> None:
    assert sorted({name.split("/")[0] for name in files()} - ALLOWED) == []


def test_nothing_of_an_instance_is_kept_here() -> None:
    assert [name for name in files() if name.startswith("instance/")] == ["instance/README.md"]


def test_pyproject_only_names_the_build_system() -> None:
    assert len((ROOT / "pyproject.toml").read_text("utf-8").splitlines()) == 3


def test_the_machine_that_checks_runs_the_same_command() -> None:
    assert [name for name in files() if name.startswith(".ci/")] == [".ci/run"]
    assert (ROOT / ".ci/run").read_text("utf-8").splitlines()[-1] == "exec ./caseapp.sh test"
    assert all((ROOT / name).stat().st_mode & 0o111 for name in (".ci/run", "caseapp.sh"))
