"""Hides the cells of a new release, and judges them, together with all that was published before.

Only releases of the same subject bear on one another, and of those the ones that are tied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from caseapp.statistics.disclosure.counts import add_up
from caseapp.statistics.disclosure.folder import read_files
from caseapp.statistics.disclosure.joint import Asked, Part, Stage, Tie
from caseapp.statistics.disclosure.joint_audit import audit_jointly
from caseapp.statistics.disclosure.joint_protect import protect_jointly
from caseapp.statistics.disclosure.layout import Codes, Layout
from caseapp.statistics.disclosure.model import Inconsistent, Malformed, Unprotectable
from caseapp.statistics.releases.earlier import Earlier, Piece, piece_of
from caseapp.statistics.releases.layouts import ReleaseLayout, find_layout
from caseapp.statistics.releases.policy import Policy
from caseapp.statistics.releases.quantities import Quantity, as_one, find_quantities, key_of
from caseapp.statistics.releases.revisions import owed, sign_of
from caseapp.statistics.releases.sources import Source
from caseapp.statistics.releases.tables import make_cells, sensitive_cells, true_table
from caseapp.statistics.releases.ties import check_growth, connected, find_ties

NEW: Final = "new"
"""What the release that is being prepared is called among those that have numbers."""


@dataclass(frozen=True)
class Case:
    """A new release among those that it is tied to: what is true, and what holds between them."""

    layout: Layout
    values: Mapping[Codes, int]
    new: Piece
    own: Quantity
    quantities: tuple[Quantity, ...]
    ties: tuple[Tie, ...]
    primary: frozenset[Codes]
    before: tuple[Asked, ...]
    """The sensitive cells that earlier releases hid: they must stay open as well."""

    def parts(self, printed: Mapping[Codes, int | None] | None) -> list[Part]:
        """Return what all print, of the new one what is given."""
        found = [part for one in self.quantities for part in one.parts()]
        return [replace(one, printed=printed) if one.name == NEW else one for one in found]


def open_case(
    source: Source, layout: ReleaseLayout, policy: Policy, earlier: Sequence[Earlier]
) -> Case:
    """Return a new release among those that it is tied to.

    TooFew for a grand total below k; Unprotectable where it is too near to another that is printed.
    """
    cells = make_cells(layout, source.period, policy)
    counts = add_up(cells, true_table(source, layout.subject))
    values = dict(zip(cells.cells, counts.values.tolist(), strict=True))
    new = Piece(NEW, source, cells)
    before = [piece_of(one) for one in earlier if find_layout(one.layout).subject == layout.subject]
    found = find_quantities(layout.subject, [*before, new])
    own = next(one for one in found if new in one.pieces)
    tied = connected(own, found)
    check_growth(own, tied, policy.k)
    return Case(
        cells,
        values,
        new,
        own,
        tuple(tied),
        tuple(find_ties(tied, policy)),
        frozenset(sensitive_cells(cells, values, policy.sensitive)),
        tuple(_sensitive_before(layout.subject, tied, earlier)),
    )


def _sensitive_before(
    subject: str, tied: Sequence[Quantity], earlier: Sequence[Earlier]
) -> Iterator[Asked]:
    """Yield the cells that earlier releases hid as sensitive, by the rules of their own time."""
    policies = {one.number: one.policy for one in earlier}
    for piece in (piece for one in tied for piece in one.pieces):
        if piece.printed is None:
            continue
        counts = add_up(piece.layout, true_table(piece.source, subject))
        values = dict(zip(piece.layout.cells, counts.values.tolist(), strict=True))
        for codes in sensitive_cells(piece.layout, values, policies[piece.number].sensitive):
            if piece.printed[codes] is None:
                yield Asked(piece.number, codes, 0, piece.layout.k)


@dataclass(frozen=True)
class Hidden:
    """Which cells of a new release are hidden, and what must stay open in all releases."""

    hidden: frozenset[Codes]
    asked: tuple[Asked, ...]


def hide(case: Case, stage: Stage) -> Hidden:
    """Return what a new release hides; raises as `protect_jointly`, Unprotectable as `owed`."""
    debt = owed(case.new, case.quantities, case.values)
    found = protect_jointly(
        {one.name: one.table for one in case.quantities},
        case.parts(None),
        case.ties,
        primary=case.primary,
        wanted=debt.wanted,
        stay_hidden=debt.stay_hidden,
        stage=stage,
    )
    hidden = frozenset(codes for codes, hides in found.hidden.items() if hides)
    return Hidden(hidden, tuple(dict.fromkeys((*found.asked, *case.before))))


def printed(case: Case, hidden: Hidden) -> dict[Codes, int | None]:
    """Return what is told of each cell: its value, or None where it is hidden."""
    return {
        codes: None if codes in hidden.hidden else case.values[codes] for codes in case.layout.cells
    }


def judge(case: Case, hidden: Hidden, files: Mapping[str, bytes], stage: Stage) -> None:
    """Let the auditor look at the finished files beside all that was published before.

    It sees nothing else. Unprotectable where something stays open; Malformed where the files do not
    say what they should.
    """
    published = read_files(files)
    told = {cell.codes: cell.value for cell in published.cells}
    if told != printed(case, hidden) or published.high != case.layout.k:
        raise Malformed("the files do not print what was to be printed")
    _judge(case.parts(told), case.ties, hidden.asked, stage)
    alike = _alike(case, told)
    if alike:
        _judge_as_one(as_one(case.own.subject, alike), hidden.asked, stage)


def _judge(
    parts: Sequence[Part], ties: Sequence[Tie], asked: Sequence[Asked], stage: Stage
) -> None:
    broken = audit_jointly(parts, ties, asked, stage).broken()
    if broken:
        told = ", ".join(f"{one.name} ({verdict})" for one, verdict in broken.items())
        raise Unprotectable(f"the auditor refuses {told}", [one.name for one in broken])


def _alike(case: Case, told: Mapping[Codes, int | None]) -> list[Piece]:
    """Return all pieces of the new release's count where some of it was corrected, else none."""
    key = key_of(case.own.subject, case.own.period)
    alike = [one for one in case.quantities if key_of(one.subject, one.period) == key]
    if len(alike) == 1:
        return []
    pieces = (piece for one in alike for piece in one.pieces)
    return [replace(one, printed=told) if one is case.new else one for one in pieces]


def _judge_as_one(merged: Quantity, asked: Sequence[Asked], stage: Stage) -> None:
    """Judge editions as somebody may read them who does not know that something was corrected.

    Where one of them prints a cell, that reader is mistaken about what another one hides there.
    """
    pieces = {piece.number: piece for piece in merged.pieces}
    shown = {
        sign_of(piece, codes)
        for piece in merged.pieces
        for codes, value in (piece.printed or {}).items()
        if value is not None
    }
    open_still = [
        one
        for one in asked
        if one.codes and one.where in pieces
        if sign_of(pieces[one.where], one.codes) not in shown
    ]
    try:
        _judge(merged.parts(), (), open_still, stage)
    except Inconsistent:
        return  # nobody who reads both can take them for one
