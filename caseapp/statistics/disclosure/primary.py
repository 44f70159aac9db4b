"""Which cells must be hidden: the counts of children that are above none and below k."""

from __future__ import annotations

import numpy as np

from caseapp.statistics.disclosure.counts import Counts


def must_be_hidden(counts: Counts) -> tuple[int, ...]:
    """Return the places of the cells whose count is from 1 to below k.

    A zero may be printed; it may be hidden as well, or "hidden" would say "one at least".
    """
    small = (counts.values >= 1) & (counts.values < counts.layout.k)
    return tuple(int(place) for place in np.flatnonzero(small))
