"""What the house tests look at: the project's files, its modules and their syntax trees."""

from __future__ import annotations

import ast
import subprocess
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def files() -> tuple[str, ...]:
    """Return every file of the project that git does not ignore, as paths from the top.

    A machine may have the source without git, or a git that distrusts the folder's owner: then
    the folder is walked and .gitignore read here.
    """
    listing = (
        subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if has_git()
        else None
    )
    if listing is not None and listing.returncode == 0:
        names = {name for name in listing.stdout.split("\0") if name}
        return tuple(sorted(name for name in names if (ROOT / name).is_file()))
    return tuple(sorted(_walk(ROOT)))


@cache
def has_git() -> bool:
    """Return whether git can be started at all."""
    try:
        return (
            subprocess.run(["git", "--version"], capture_output=True, check=False).returncode == 0
        )
    except FileNotFoundError:
        return False


def _walk(folder: Path) -> list[str]:
    found: list[str] = []
    for path in folder.iterdir():
        name = path.relative_to(ROOT).as_posix()
        if path.name == ".git" or ignored(name, is_dir=path.is_dir()):
            continue
        found += _walk(path) if path.is_dir() else [name]
    return found


def ignored(name: str, *, is_dir: bool) -> bool:
    """Say whether .gitignore leaves this path out: the few kinds of pattern that it uses."""
    verdict = False
    for line in (ROOT / ".gitignore").read_text("utf-8").split():
        pattern = line.removeprefix("!")
        if pattern.endswith("/") and not is_dir:
            continue
        pattern = pattern.rstrip("/")
        anchored = "/" in pattern
        target = name if anchored else name.rsplit("/", 1)[-1]
        if fnmatch(target, pattern.removeprefix("/")):
            verdict = not line.startswith("!")
    return verdict


def python(*folders: str) -> list[str]:
    """Return the Python files under these folders, as paths from the top."""
    starts = tuple(f"{folder}/" for folder in folders)
    return [name for name in files() if name.endswith(".py") and name.startswith(starts)]


@cache
def syntax(name: str) -> ast.Module:
    """Return the syntax tree of one file."""
    return ast.parse((ROOT / name).read_bytes(), name)


def text(name: str) -> str | None:
    """Return a file's text, or None for what is not text."""
    try:
        return (ROOT / name).read_text("utf-8")
    except UnicodeDecodeError:
        return None
