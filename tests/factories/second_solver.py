"""A second opinion on what a release tells: Z3, which reckons with whole numbers and fractions.

It knows the format of contracts.md §6 and nothing of how the auditor turns it into equations: one
unknown for every combination of leaves, none merged, none left out, no number in floating point.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import z3

from caseapp.statistics.disclosure.model import Published, Ratio

Bounds = tuple[int, int | None]


class Second:
    """All that is printed, as Z3 understands it."""

    def __init__(self, published: Published) -> None:
        self._facts: list[Any] = []
        places = list(product(*(d.leaves for d in published.dimensions)))
        unknown = {place: z3.Int("|".join(place)) for place in places}
        self._facts += [number >= 0 for number in unknown.values()]
        self._sums: dict[str, Any] = {}
        for cell in published.cells:
            inside = [d.codes[c] for d, c in zip(published.dimensions, cell.codes, strict=True)]
            self._sums[cell.name] = z3.Sum(
                [unknown[place] for place in product(*(sorted(leaves) for leaves in inside))]
            )
            if cell.value is not None:
                self._facts.append(self._sums[cell.name] == cell.value)
            if cell.low is not None:
                self._facts.append(self._sums[cell.name] >= cell.low)
            if cell.high is not None:
                self._facts.append(self._sums[cell.name] <= cell.high)
        self._facts += [fact for ratio in published.ratios for fact in self._rounded(ratio)]

    def _rounded(self, ratio: Ratio) -> list[Any]:
        """Say that rounding half up gives the printed digits: floor(share + 1/2) is they."""
        digits = int(ratio.percent.scaleb(ratio.decimals))
        above = self._sums[ratio.numerator] * 100 * 10**ratio.decimals
        below = ratio.constant if ratio.denominator is None else self._sums[ratio.denominator]
        return [
            below > 0,
            2 * above + below >= 2 * digits * below,
            2 * above + below < 2 * (digits + 1) * below,
        ]

    def fits(self) -> bool:
        """Tell whether any table of whole numbers fits."""
        solver = z3.Solver()
        solver.add(self._facts)
        return bool(solver.check() == z3.sat)

    def bounds(self, name: str) -> Bounds:
        """Return how low and how high a cell can be; without a highest, None."""
        low = self._best(name, lowest=True)
        assert low is not None
        return low, self._best(name, lowest=False)

    def _best(self, name: str, *, lowest: bool) -> int | None:
        solver = z3.Optimize()
        solver.add(self._facts)
        goal = (solver.minimize if lowest else solver.maximize)(self._sums[name])
        assert solver.check() == z3.sat
        best = solver.lower(goal) if lowest else solver.upper(goal)
        return best.as_long() if z3.is_int_value(best) else None
