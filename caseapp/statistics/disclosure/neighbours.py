"""Which areas a move is looked for in: those that have most hidden where the asked one has."""

from __future__ import annotations

import numpy as np

from caseapp.statistics.disclosure.certificates import Need
from caseapp.statistics.disclosure.counts import NOWHERE, Ledger, Which, Whole


class Neighbours:
    """The areas of one true table, and the cells that each has of the same kind."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger, self._places = ledger, ledger.places
        own = np.flatnonzero(ledger.places.cell_areas != NOWHERE)
        areas, kinds = ledger.places.cell_areas[own], ledger.places.cell_kinds[own]
        size = (ledger.places.areas, int(kinds.max(initial=-1)) + 1)
        self._cells = np.full(size, NOWHERE, dtype=np.int64)
        self._cells[areas, kinds] = own

    def of(self, need: Need, hidden: Which, number: int) -> Whole:
        """Return up to `number` areas, and the one whose cell is asked for, the likely ones."""
        hides = np.append(hidden, False)[self._cells]  # NOWHERE is the last, and hides nothing
        own = int(self._places.cell_areas[need.cell])
        scores = self._having(need, hides) if own == NOWHERE else self._alike(own, need, hides)
        order = np.lexsort((np.arange(len(scores)), -scores))
        return np.sort(order[: number + 1])

    def _alike(self, own: int, need: Need, hides: Which) -> Whole:
        """Score areas by what they hide of the same kinds, the asked kind more than others."""
        column = int(self._places.cell_kinds[need.cell])
        scores: Whole = (hides & hides[own]).sum(axis=1) + 3 * hides[:, column]
        if need.most:  # what is to grow here is to come from there
            scores += 2 * (hides[:, column] & (self._ledger.values[self._cells[:, column]] > 0))
        scores[own] = scores.max() + 1
        return scores

    def _having(self, need: Need, hides: Which) -> Whole:
        """Score areas by the children that they have in a cell of more than one area."""
        there = np.zeros(self._places.areas, dtype=np.int64)
        below = self._ledger.below[need.cell]
        below = below[self._places.units[below] != NOWHERE]
        np.add.at(there, self._places.units[below], self._ledger.there[below] > 0)
        scores: Whole = hides.sum(axis=1) + 10 * np.minimum(there, 2)
        return scores
