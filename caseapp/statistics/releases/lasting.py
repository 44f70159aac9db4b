"""What of a child stays between two periods, or only grows: its age, and how it was abused.

A period that contains another counts each child by its first day that counts there, which is the
same day where both begin together: then its age is the same. Of how a child was abused more may
become known, never less: who stands under one type stands under it or under `several` in the longer
period, who stands under `several` stays there.

That no child is older in the longer period than in a later part is not used: programs with these
sums took ten times as long, and by itself it told nothing of the releases that were tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from caseapp.rules.codes.abuse import ABUSE_TYPES
from caseapp.rules.codes.statistics import AGE_BANDS
from caseapp.statistics.ages import UNKNOWN
from caseapp.statistics.disclosure.layout import AREA, TOTAL
from caseapp.statistics.releases.bonds import Bond, Leaves
from caseapp.statistics.releases.quantities import Quantity
from caseapp.statistics.releases.tables import SEVERAL

AGE, KIND = "age_band", "abuse_type"


class Lasting(NamedTuple):
    """Codes of a dimension: who is under `less` in the part is under `more` in the whole.

    `near`: used in each area as well, not in the whole city alone.
    """

    name: str
    dimension: str
    more: Leaves
    less: Leaves
    near: bool


def what_lasts(bond: Bond) -> Iterator[Lasting]:
    """Yield what lasts between a period and one that it contains; nothing of several parts."""
    if bond.joins:
        return
    if bond.larger[0].period.start == bond.smaller[0].period.start:
        for band in (*AGE_BANDS.codes, UNKNOWN):
            yield Lasting(band, AGE, frozenset([band]), frozenset([band]), bond.local)
    if bond.whole.subject == "9":
        for kind in (*ABUSE_TYPES.codes, SEVERAL):
            yield Lasting(kind, KIND, frozenset([kind, SEVERAL]), frozenset([kind]), near=True)


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
