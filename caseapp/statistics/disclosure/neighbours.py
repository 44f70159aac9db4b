"""Which areas a move is looked for in: those that have most hidden where the asked one has."""

from __future__ import annotations

import numpy as np

from caseapp.statistics.disclosure.certificates import Need
from caseapp.statistics.disclosure.counts import Counts, Whole
from caseapp.statistics.disclosure.layout import Codes
from caseapp.statistics.disclosure.moves import Which


class Neighbours:
    """The areas of one true table, and the cells that each has of the same other codes."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._axis = counts.axis
        leaves = counts.layout.dimensions[counts.axis].leaves
        self._place = {leaf: at for at, leaf in enumerate(leaves)}
        own = [
            (at, codes)
            for at, codes in enumerate(counts.layout.cells)
            if codes[self._axis] in self._place
        ]
        kinds = dict.fromkeys(self._kind(codes) for _at, codes in own)
        self._kinds = {kind: column for column, kind in enumerate(kinds)}
        self._cells = np.zeros((len(leaves), len(self._kinds)), dtype=np.int64)
        for at, codes in own:
            row = self._place[codes[self._axis]]
            self._cells[row, self._kinds[self._kind(codes)]] = at

    def of(self, need: Need, hidden: Which, number: int) -> Whole:
        """Return up to `number` areas, and the one whose cell is asked for, the likely ones."""
        codes = self._counts.layout.cells[need.cell]
        own = self._place.get(codes[self._axis])
        if own is None:
            scores = self._having(need, hidden)
        else:
            scores = self._alike(own, self._kinds[self._kind(codes)], need, hidden)
        order = np.lexsort((np.arange(len(scores)), -scores))
        return np.sort(order[: number + 1])

    def _kind(self, codes: Codes) -> Codes:
        return codes[: self._axis] + codes[self._axis + 1 :]

    def _alike(self, own: int, column: int, need: Need, hidden: Which) -> Whole:
        """Score areas by what they hide of the same kinds, the asked kind more than others."""
        hides = hidden[self._cells]
        scores: Whole = (hides & hides[own]).sum(axis=1) + 3 * hides[:, column]
        if need.most:  # what is to grow here is to come from there
            scores += 2 * (hides[:, column] & (self._counts.values[self._cells[:, column]] > 0))
        scores[own] = scores.max() + 1
        return scores

    def _having(self, need: Need, hidden: Which) -> Whole:
        """Score areas by the children that they have in a cell of more than one area."""
        there = np.zeros(len(self._place), dtype=np.int64)
        below = self._counts.below[need.cell]
        np.add.at(there, self._counts.units[below], self._counts.there[below] > 0)
        scores: Whole = hidden[self._cells].sum(axis=1) + 10 * np.minimum(there, 2)
        return scores
