"""What of a child stays between two periods, or only grows: its age, and how it was abused.

A period that contains another counts each child by its first day that counts there. That day lies
no later, so the child is no older; it is the same where both periods begin together. Of how a child
was abused more may become known, never less: who stands under one type stands under it or under
`several` in the longer period, who stands under `several` stays there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from caseapp.rules.codes.abuse import ABUSE_TYPES
from caseapp.rules.codes.statistics import AGE_BANDS
from caseapp.statistics.ages import UNKNOWN
from caseapp.statistics.disclosure.layout import AREA, TOTAL
from caseapp.statistics.releases.bonds import Bond, Leaves
from caseapp.statistics.releases.quantities import Quantity
from caseapp.statistics.releases.tables import SEVERAL

AGE, KIND = "age_band", "abuse_type"
_BANDS: Final = AGE_BANDS.codes


class Lasting(NamedTuple):
    """Codes of a dimension: who is under `less` in the part is under `more` in the whole."""

    name: str
    dimension: str
    more: Leaves
    less: Leaves


def what_lasts(bond: Bond) -> Iterator[Lasting]:
    """Yield what lasts between a period and one that it contains; nothing of several parts."""
    if bond.joins:
        return
    yield from _ages(bond)
    if bond.whole.subject == "9":
        for kind in (*ABUSE_TYPES.codes, SEVERAL):
            yield Lasting(kind, KIND, frozenset([kind, SEVERAL]), frozenset([kind]))


def _ages(bond: Bond) -> Iterator[Lasting]:
    """Yield the bands one by one where both periods begin together, else each with the younger."""
    together = bond.larger[0].period.start == bond.smaller[0].period.start
    for at, band in enumerate(_BANDS):
        codes = frozenset([band] if together else _BANDS[: at + 1])
        yield Lasting(band, AGE, codes, codes)
    unknown = frozenset([UNKNOWN])
    yield Lasting(UNKNOWN, AGE, unknown, unknown)


def divided(quantity: Quantity) -> frozenset[tuple[Leaves, str]]:
    """Return the areas that a quantity's releases divide by age alone, or by kind alone."""
    found = set()
    for piece in quantity.pieces:
        names = [d.name for d in piece.layout.dimensions]
        for codes in piece.layout.cells:
            by = [name for name, code in zip(names, codes, strict=True) if code != TOTAL]
            if set(by) - {AREA} in ({AGE}, {KIND}):
                found.add((piece.layout.dimensions[0].codes[codes[0]], by[-1]))
    return frozenset(found)
