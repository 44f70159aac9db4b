"""What a new release owes to those that told of the same count before it.

A correction that is smaller than k is not told: the cell is hidden, as if the child in it were.
What was hidden stays hidden, whatever became of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from caseapp.statistics.disclosure.joint import Wanted
from caseapp.statistics.disclosure.layout import TOTAL, Codes, Layout, name_of
from caseapp.statistics.disclosure.model import Dimension, Unprotectable
from caseapp.statistics.releases.earlier import Piece
from caseapp.statistics.releases.quantities import Quantity, key_of

Sign: TypeAlias = tuple[object, ...]


@dataclass(frozen=True)
class Owed:
    """Cells of the new piece that must not be printed; `wanted` with what must stay possible."""

    wanted: tuple[Wanted, ...]
    stay_hidden: frozenset[Codes]


def owed(new: Piece, quantities: Sequence[Quantity], values: Mapping[Codes, int]) -> Owed:
    """Return what a new piece owes to all pieces that told of its count, or of one corrected.

    `values` are its true cells. Unprotectable where its grand total differs by 1 to below k from
    one that was printed: smaller corrections wait for the next edition.
    """
    own = next(one for one in quantities if new in one.pieces)
    signs = {sign_of(new, codes): codes for codes in new.layout.cells}
    wanted: dict[Codes, Wanted] = {}
    hidden: set[Codes] = set()
    for quantity in quantities:
        if key_of(own.subject, quantity.period) != key_of(own.subject, own.period):
            continue
        for piece in quantity.pieces:
            for codes, printed in _printed(piece, signs):
                if printed is None:
                    hidden.add(codes)
                elif quantity is not own:
                    _correct(codes, printed, values[codes], new.layout, wanted)
    return Owed(tuple(wanted.values()), frozenset(hidden))


def sign_of(piece: Piece, codes: Codes) -> Sign:
    """Return what a cell of a piece and one of another have in common when they tell of the same.

    Whether children were helped is told of the piece's own period.
    """
    return tuple(
        _sign(piece, d, code) for d, code in zip(piece.layout.dimensions, codes, strict=True)
    )


def _sign(piece: Piece, dimension: Dimension, code: str) -> object:
    if dimension.name == "assisted" and code != TOTAL:
        period = piece.source.period
        return (period.start, period.end, code)
    return dimension.codes[code]


def _printed(piece: Piece, signs: Mapping[Sign, Codes]) -> Iterator[tuple[Codes, int | None]]:
    """Yield the cells of the new piece that an earlier one has as well, with what it printed."""
    for codes, printed in (piece.printed or {}).items():
        same = signs.get(sign_of(piece, codes))
        if same is not None:
            yield same, printed


def _correct(
    codes: Codes, before: int, now: int, layout: Layout, wanted: dict[Codes, Wanted]
) -> None:
    """Take down a cell that changed by less than k; several earlier values widen what is wanted."""
    if not 1 <= abs(now - before) < layout.k:
        return
    if all(code == TOTAL for code in codes):
        raise Unprotectable(
            f"the grand total, which is always printed, was corrected by less than {layout.k}: "
            "smaller corrections wait for the next edition",
            [name_of(codes)],
        )
    low = before if now > before else max(before - layout.k, 0)
    high = before + layout.k if now > before else before
    known = wanted.get(codes)
    if known is not None:
        low, high = min(low, known.low), max(high, known.high)
    wanted[codes] = Wanted(codes, low, high)
