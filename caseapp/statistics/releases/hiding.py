"""Decides which cells of one release are hidden, where nothing that came before bears on it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from caseapp.statistics.disclosure.audit import check
from caseapp.statistics.disclosure.counts import add_up
from caseapp.statistics.disclosure.folder import read_files
from caseapp.statistics.disclosure.layout import Codes, Layout, name_of
from caseapp.statistics.disclosure.model import Unprotectable
from caseapp.statistics.disclosure.primary import must_be_hidden
from caseapp.statistics.disclosure.protect import protect, replay_all
from caseapp.statistics.disclosure.release import Stage
from caseapp.statistics.disclosure.trim import trim
from caseapp.statistics.releases.tables import sensitive_cells


@dataclass(frozen=True)
class Hidden:
    """The cells of a layout with their true values; which are hidden, which of them had to be."""

    layout: Layout
    values: Mapping[Codes, int]
    hidden: frozenset[Codes]
    primary: frozenset[Codes]

    @property
    def printed(self) -> dict[Codes, int | None]:
        """What is told of each cell: its value, or None where it is hidden."""
        return {
            codes: None if codes in self.hidden else self.values[codes]
            for codes in self.layout.cells
        }


def hide_alone(
    layout: Layout, table: Mapping[Codes, int], sensitive: frozenset[str], stage: Stage
) -> Hidden:
    """Return what one release hides; Unprotectable, TooFew, BudgetExceeded as `protect`."""
    counts = add_up(layout, table)
    values = dict(zip(layout.cells, counts.values.tolist(), strict=True))
    place = {codes: at for at, codes in enumerate(layout.cells)}
    known = {place[codes] for codes in sensitive_cells(layout, values, sensitive)}
    primary = sorted(known.union(must_be_hidden(counts)))
    with stage("Protect") as progress:
        found = protect(counts, primary, progress)
    with stage("Trim") as progress:
        trim(found, progress)
    replay_all(found)
    hidden = (codes for codes, hides in zip(layout.cells, found.hidden, strict=True) if hides)
    cells = layout.cells
    return Hidden(layout, values, frozenset(hidden), frozenset(cells[at] for at in primary))


def judge_alone(files: Mapping[str, bytes], primary: Collection[Codes], stage: Stage) -> None:
    """Let the auditor look at the finished files, which is all that it sees; Unprotectable."""
    names = sorted(name_of(codes) for codes in primary)
    with stage("Audit") as progress:
        judged = check(read_files(files), names, progress)
    broken = {name: verdict for name, verdict in judged.items() if verdict != "protected"}
    if broken:
        told = ", ".join(f"{name} ({verdict})" for name, verdict in broken.items())
        raise Unprotectable(f"the auditor refuses {told}", broken)
