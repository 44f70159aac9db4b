"""Works out, from what is printed alone, how low and how high each hidden number can be.

Written apart from what hides cells, and trusting nothing of it. A linear program gives each bound;
that a bound is reached is shown by a table of whole numbers, which is checked without floating
point before it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Literal, TypeAlias

import numpy as np

from caseapp.statistics.disclosure.attack import Attack, Whole, plan_attack
from caseapp.statistics.disclosure.model import Published
from caseapp.statistics.disclosure.solvers import CLOSE, Bounds, Moves, Numbers, Search, inward

Verdict: TypeAlias = Literal["exact", "leak", "protected", "unproved"]
Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True)
class Found:
    """What an outsider knows of a hidden cell: it is `low` to `high`; without a highest, None."""

    low: int
    high: int | None
    verdict: Verdict


def audit(published: Published, progress: Progress | None = None) -> dict[str, Found]:
    """Return what an outsider knows of every hidden cell, by name.

    Raise Inconsistent when no table of whole numbers fits what is printed.
    """
    auditor = _Auditor(plan_attack(published))
    hidden = published.hidden()
    answers = {}
    for number, cell in enumerate(hidden, 1):
        answers[cell.name] = auditor.judge(cell.name, published.low, published.high)
        if progress is not None:
            progress(number, len(hidden))
    return answers


def check(
    published: Published, names: Sequence[str], progress: Progress | None = None
) -> dict[str, Verdict]:
    """Return the verdicts on some hidden cells; quicker, as no more is asked than it takes.

    Raise Inconsistent when no table of whole numbers fits what is printed.
    """
    asked = dict.fromkeys(names, (published.low, published.high))
    return check_attack(plan_attack(published), asked, progress)


def check_attack(
    attack: Attack, asked: Mapping[str, tuple[int, int]], progress: Progress | None = None
) -> dict[str, Verdict]:
    """Return the verdicts on some sums of an attack, each by how low and how high it must reach.

    Raise Inconsistent when no table of whole numbers fits what is known.
    """
    auditor = _Auditor(attack)
    verdicts: dict[str, Verdict] = {}
    for number, (name, (low, high)) in enumerate(asked.items(), 1):
        safe = auditor.shows(name, low, high)
        verdicts[name] = "protected" if safe else auditor.judge(name, low, high).verdict
        if progress is not None:
            progress(number, len(asked))
    return verdicts


@dataclass
class _Reached:
    """The lowest and highest that a cell is in the tables found so far."""

    low: float = inf
    high: float = -inf

    def at(self, sense: int) -> float:
        """Return the lowest (sense 1) or the highest (-1)."""
        return self.low if sense == 1 else self.high


class _Auditor:
    """Asks for one bound after another of the same equations."""

    def __init__(self, attack: Attack) -> None:
        self._attack = attack
        self._reached = {name: _Reached() for name in attack.sums}
        self._bounds = Bounds(attack)
        self._last: Whole | None = None
        _bound, table = self._bounds.extreme(np.array([], dtype=np.int64), 1)
        if not self._keep(table):
            self._keep(self._search.anywhere()[1])

    @cached_property
    def _search(self) -> Search:
        return Search(self._attack)

    @cached_property
    def _moves(self) -> Moves | None:
        """Steps from the first table there was; None before there is one."""
        return None if self._last is None else Moves(self._attack, self._last)

    def judge(self, name: str, low: int, high: int) -> Found:
        """Return the bounds of a cell, and whether `low` and `high` both stay possible."""
        at, reached = self._attack.sums[name], self._reached[name]
        least, most = self._bound(at, reached, 1), self._bound(at, reached, -1)
        shown = (reached.low, inf if most == inf else reached.high)
        verdict = _verdict((least, most), shown, (low, high))
        return Found(int(least), None if most == inf else int(most), verdict)

    def shows(self, name: str, low: int, high: int) -> bool:
        """Tell whether tables show that a cell can be `low` and can be `high`.

        Those that were found for others are looked at first, then the least change to each.
        """
        reached, at = self._reached[name], self._attack.sums[name]
        for number in (low, high):
            if reached.low <= number <= reached.high or self._moves is None:
                continue
            found = self._moves.to(at, number)
            for table in self._around(at, 1 if number == low else -1, found):
                if self._keep(table):
                    break
        return reached.low <= low and reached.high >= high

    def _bound(self, at: Whole, reached: _Reached, sense: int) -> float:
        """Return the lowest (sense 1) or highest (-1) that the sum of some unknowns can be."""
        if not at.size or (sense == 1 and reached.low == 0):
            return 0
        bound, table = self._bounds.extreme(at, sense)
        if bound == inf:
            return inf
        whole = inward(bound, sense)
        for found in self._tables(at, sense, whole, table):
            self._keep(found)
            if reached.at(sense) == whole:
                return whole
        sure, found = self._search.anywhere(at, sense)
        self._keep(found)
        return sure

    def _tables(self, at: Whole, sense: int, whole: float, table: Numbers) -> Iterator[Numbers]:
        """Yield tables that may reach a bound, those that are quickly found first."""
        yield table
        if self._moves is None:
            return
        for found in (self._moves.to(at, whole), table):
            yield from self._around(at, sense, found)

    def _around(self, at: Whole, sense: int, found: Numbers | None) -> Iterator[Numbers]:
        """Yield a table, and then the best of whole numbers that differs where it has moved."""
        known = self._last
        if found is None or known is None:
            return
        yield found
        broken = np.abs(found - np.rint(found)) > CLOSE
        free = broken | (np.abs(found - known) > CLOSE)
        yield self._search.near(at, sense, found, free)

    def _keep(self, table: Numbers) -> bool:
        """Take note of a table if it is one of whole numbers that fits; tell whether it is."""
        whole = np.rint(table).astype(np.int64)
        if table.size != self._attack.unknowns or np.abs(whole - table).max(initial=0) > CLOSE:
            return False
        if not self._attack.holds(whole):
            return False
        self._last = whole
        totals = self._attack.totals(whole)
        for reached, total in zip(self._reached.values(), totals.tolist(), strict=True):
            reached.low, reached.high = min(reached.low, total), max(reached.high, total)
        return True


def _verdict(
    bounds: tuple[float, float], shown: tuple[float, float], wanted: tuple[int, int]
) -> Verdict:
    """Judge a cell by what is sure (`bounds`) and by what tables have shown."""
    if bounds[0] == bounds[1]:
        return "exact"
    if bounds[0] > wanted[0] or bounds[1] < wanted[1]:
        return "leak"
    if shown[0] > wanted[0] or shown[1] < wanted[1]:
        return "unproved"
    return "protected"
