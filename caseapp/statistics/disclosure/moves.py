"""Asks HiGHS for a small move of the true table, by a linear program over some of the areas.

What a printed cell has to change costs by its size, so that few and small ones have to be hidden.
Where the answer has fractions it is asked for again in whole numbers. Work is counted, not timed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from typing import Any, Final, TypeAlias

import highspy
import numpy as np
from numpy.typing import NDArray

from caseapp.statistics.disclosure.certificates import Move, Need, moved
from caseapp.statistics.disclosure.counts import NOWHERE, Ledger, Which, Whole
from caseapp.statistics.disclosure.highs import quiet_solver

Numbers: TypeAlias = NDArray[Any]

_STEP: Final = 0.001
"""What a step of one child costs: next to nothing, so that there are no idle ones."""
_CLOSE: Final = 1e-6
_CORNERS: Final = 4
"""How many corners are tried before a search in whole numbers."""
_NODES: Final = 200
"""Steps of such a search."""
_TURNS: Final = 50_000
"""Steps of the simplex method beyond which a program counts as one without an answer."""
_ENDLESS: Final = float(highspy.kHighsInf)
_FOUND: Final = highspy.SolutionStatus.kSolutionStatusFeasible


def prices(ledger: Ledger) -> Numbers:
    """Return what it costs to change each cell by one, were it printed."""
    return np.array([1 + log2(1 + max(number, 0)) / 4 for number in ledger.values.tolist()])


@dataclass(frozen=True)
class _Block:
    """Some columns of a program: the rows of each (-1 for none), factors, cost and most."""

    rows: Whole
    factors: Whole
    costs: Numbers
    most: Numbers


class Mover:
    """Finds moves of one true table, and counts how often a solver was asked."""

    def __init__(self, ledger: Ledger) -> None:
        self.calls = 0
        self._ledger = ledger
        self._prices = prices(ledger)
        self._nobody = (ledger.values == 0) & (ledger.rests == NOWHERE)

    def find(self, need: Need, hidden: Which, areas: Whole, *, hide: bool) -> Move | None:
        """Return a move within some areas that meets a need; None without one.

        With `hide` printed cells may change too, at their price; some never do.
        """
        leaves = self._movable(hidden, areas, hide)
        rows, goal = self._goal([need.cell], [need.bound], hidden, leaves)
        more = self._changes(need, rows) if hide else []
        return self._ask(leaves, rows, goal, more)

    def can_be(self, cell: int, number: int, hidden: Which) -> bool:
        """Tell whether a cell can be a number where hidden ones change; only a no is sure."""
        leaves = self._movable(hidden, np.arange(self._ledger.places.areas), hide=False)
        rows, goal = self._goal([cell], [number], hidden, leaves)
        down = np.flatnonzero(self._ledger.there[leaves] > 0)
        solver = quiet_solver(presolve="off", simplex_strategy=1)
        solver.passModel(_program(self._steps(leaves, down, rows), goal))
        self.calls += 1
        solver.run()
        return bool(solver.getModelStatus() != highspy.HighsModelStatus.kInfeasible)

    def mend(self, hidden: Which) -> Move | None:
        """Return a move of hidden cells to a table that keeps all equations; None without one."""
        broken = np.flatnonzero((self._ledger.rests != NOWHERE) & (self._ledger.values != 0))
        leaves = self._movable(hidden, np.arange(self._ledger.places.areas), hide=False)
        rows, goal = self._goal(broken.tolist(), [0] * len(broken), hidden, leaves)
        return self._ask(leaves, rows, goal, [])

    def _ask(self, leaves: Whole, rows: Whole, goal: Numbers, more: list[_Block]) -> Move | None:
        """Return the least move that changes each row by its goal; None without one."""
        down = np.flatnonzero(self._ledger.there[leaves] > 0)
        program = _program([*self._steps(leaves, down, rows), *more], goal)
        self.calls += 1
        answer = _solve(program, len(leaves) + len(down), thorough=bool(more))
        if answer is None:
            return None
        by = answer[: len(leaves)].copy()
        by[down] -= answer[len(leaves) :]
        steps = zip(leaves.tolist(), by.tolist(), strict=True)
        return moved(self._ledger, tuple((leaf, step) for leaf, step in steps if step))

    def _movable(self, hidden: Which, areas: Whole, hide: bool) -> Whole:
        """Return the combinations that may move: none below a 0 that stays printed."""
        leaves = np.flatnonzero(np.isin(self._ledger.places.units, areas))
        above = self._ledger.above[leaves]
        empty = self._nobody & ~hidden & (self._ledger.never | (not hide))
        stuck: Which = (empty[above] & (above >= 0)).any(axis=1)
        cells = np.unique(above[~stuck])
        rests = self._ledger.rests[cells[cells != NOWHERE]]
        return np.concatenate([leaves[~stuck], rests[rests != NOWHERE]])

    def _goal(
        self, cells: Sequence[int], numbers: Sequence[int], hidden: Which, leaves: Whole
    ) -> tuple[Whole, Numbers]:
        """Return the row of each cell, and what each row is to change by so that cells are so."""
        rows = self._rows(cells, hidden, leaves)
        goal = np.zeros(int(rows.max(initial=-1)) + 1)
        goal[rows[cells]] = np.array(numbers) - self._ledger.values[cells]
        return rows, goal

    def _rows(self, asked: Sequence[int], hidden: Which, leaves: Whole) -> Whole:
        """Return the row of each cell, -1 for none: those printed, and those that are asked for.

        One more stands at the end, for the cell -1.
        """
        used = np.zeros(len(hidden) + 1, dtype=bool)
        used[self._ledger.above[leaves].ravel()] = True
        used[:-1] &= ~hidden
        used[asked] = True
        used[-1] = False
        rows = np.full(len(used), -1, dtype=np.int64)
        rows[used] = np.arange(int(used.sum()))
        return rows

    def _steps(self, leaves: Whole, down: Whole, rows: Whole) -> list[_Block]:
        """Return the columns of a step up and of a step down in each combination."""
        above, factors = rows[self._ledger.above[leaves]], self._ledger.factors[leaves]
        most = self._ledger.there[leaves][down].astype(float)
        endless = np.full(len(leaves), _ENDLESS)
        return [
            _Block(above, factors, np.full(len(leaves), _STEP), endless),
            _Block(above[down], -factors[down], np.full(len(down), _STEP), most),
        ]

    def _changes(self, need: Need, rows: Whole) -> list[_Block]:
        """Return the columns that take up what printed cells change."""
        there = (rows[:-1] >= 0) & ~self._ledger.never
        there[need.cell] = False
        more = np.flatnonzero(there)
        less = more[self._ledger.values[more] > 0]
        most = self._ledger.values[less].astype(float)
        one, endless = np.ones((len(more), 1), dtype=np.int64), np.full(len(more), _ENDLESS)
        return [
            _Block(rows[more, None], -one, self._prices[more], endless),
            _Block(rows[less, None], one[: len(less)], self._prices[less], most),
        ]


def _program(blocks: Sequence[_Block], goal: Numbers) -> highspy.HighsLp:
    program, columns = highspy.HighsLp(), sum(len(block.rows) for block in blocks)
    program.num_col_, program.num_row_ = columns, len(goal)
    program.col_cost_ = np.concatenate([block.costs for block in blocks])
    program.col_lower_ = np.zeros(columns)
    program.col_upper_ = np.concatenate([block.most for block in blocks])
    program.row_lower_, program.row_upper_ = goal, goal
    masks = [block.rows >= 0 for block in blocks]
    lengths = np.concatenate([mask.sum(axis=1) for mask in masks])
    index = np.concatenate([block.rows[mask] for block, mask in zip(blocks, masks, strict=True)])
    factors = [block.factors[mask] for block, mask in zip(blocks, masks, strict=True)]
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kColwise
    matrix.num_col_, matrix.num_row_ = columns, len(goal)
    matrix.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    matrix.index_ = index.astype(np.int32)
    matrix.value_ = np.concatenate(factors).astype(float)
    return program


def _solve(program: highspy.HighsLp, whole: int, *, thorough: bool) -> Whole | None:
    """Return the first `whole` columns of a good answer, which are whole numbers; None without.

    The answer with the least cost is a corner, and may have fractions: then others next to it are
    tried, then whole numbers in the columns that these use; if `thorough`, in all.
    """
    # To stay is the best there is but for one row: the dual simplex method begins there.
    solver = quiet_solver(presolve="off", simplex_strategy=1, simplex_iteration_limit=_TURNS)
    solver.passModel(program)
    chance = np.random.default_rng(0)
    used = np.zeros(whole, dtype=bool)
    for turn in range(_CORNERS):
        if turn:
            costs = _STEP * chance.uniform(0.5, 2, whole)
            solver.changeColsCost(whole, np.arange(whole, dtype=np.int32), costs)
            solver.clearSolver()
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        answer = _rounded(solver, whole)
        if answer is not None:
            return answer
        used |= np.array(solver.getSolution().col_value)[:whole] > _CLOSE
    found = _searched(program, whole, np.where(used, np.array(program.col_upper_)[:whole], 0))
    return _searched(program, whole, None) if found is None and thorough else found


def _searched(program: highspy.HighsLp, whole: int, most: Numbers | None) -> Whole | None:
    """Return an answer in whole numbers, in which the first columns are at `most` so large."""
    kinds = highspy.HighsVarType
    rest = program.num_col_ - whole
    program.integrality_ = [kinds.kInteger] * whole + [kinds.kContinuous] * rest
    solver = quiet_solver(presolve="choose", mip_max_nodes=_NODES, mip_rel_gap=0.02)
    solver.passModel(program)
    if most is not None:
        every = np.arange(whole, dtype=np.int32)
        solver.changeColsBounds(whole, every, np.zeros(whole), most.astype(float))
    solver.run()
    return _rounded(solver, whole)


def _rounded(solver: highspy.Highs, whole: int) -> Whole | None:
    """Return the first columns of an answer; None where it has none or they are not whole."""
    if solver.getInfo().primal_solution_status != _FOUND:
        return None
    values = np.array(solver.getSolution().col_value)[:whole]
    numbers = np.rint(values).astype(np.int64)
    return numbers if np.abs(numbers - values).max(initial=0) <= _CLOSE else None
