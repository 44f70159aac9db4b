"""From counts to a published folder: protected, proved, written, audited; or nothing at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from caseapp.statistics.disclosure.audit import Progress, check
from caseapp.statistics.disclosure.counts import Counts
from caseapp.statistics.disclosure.folder import read_folder
from caseapp.statistics.disclosure.given import read_given
from caseapp.statistics.disclosure.layout import name_of
from caseapp.statistics.disclosure.model import Malformed, Unprotectable
from caseapp.statistics.disclosure.primary import must_be_hidden
from caseapp.statistics.disclosure.protect import protect, replay_all
from caseapp.statistics.disclosure.publication import write_publication
from caseapp.statistics.disclosure.trim import trim

Stage: TypeAlias = Callable[[str], AbstractContextManager[Progress | None]]
"""Begins a part of the work, by its name; what it gives is told how far it is."""


@dataclass(frozen=True)
class Released:
    """How many cells a release has, and how many of them are hidden.

    `without_district` are the areas that were put with the one listed before them.
    """

    cells: int
    hidden: int
    without_district: tuple[str, ...] = ()


def disclose(source: Path, target: Path, stage: Stage, budget: int | None = None) -> Released:
    """Publish the counts of one folder in another, which must be new or empty.

    Raise a DisclosureError for what cannot be read or protected, or not in `budget` calls of a
    solver; then nothing is written.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Malformed(f"{target} is there already")
    given = read_given(source)
    counts = given.counts
    primary = must_be_hidden(counts)
    with stage("Protect") as progress:
        found = protect(counts, primary, progress, budget)
    with stage("Trim") as progress:
        trim(found, progress)
    replay_all(found)
    near = next(folder for folder in target.absolute().parents if folder.is_dir())
    made = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=near))
    try:
        write_publication(made, counts, found.hidden)
        with stage("Audit") as progress:
            _audit(made, counts, primary, progress)
        made.chmod(0o755)
        target.parent.mkdir(parents=True, exist_ok=True)
        made.rename(target)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return Released(len(counts.values), int(found.hidden.sum()), given.without_district)


def _audit(made: Path, counts: Counts, primary: Sequence[int], progress: Progress | None) -> None:
    """Let the auditor look at the finished folder, which is all that it sees."""
    names = [name_of(counts.layout.cells[cell]) for cell in primary]
    judged = check(read_folder(made), names, progress)
    if broken := {name: f"{name} ({v})" for name, v in judged.items() if v != "protected"}:
        raise Unprotectable(f"the auditor refuses {', '.join(broken.values())}", broken)
