"""Asks HiGHS about the equations of an attack: a bound, a small move to it, a search as a last way.

All of it runs in one thread, counts its steps and starts from the same seed: the same input gives
the same answer, on a busy machine too.
"""

from __future__ import annotations

from math import ceil, floor, inf
from typing import Any, Final, TypeAlias

import highspy
import numpy as np
from numpy.typing import NDArray

from caseapp.statistics.disclosure.attack import Attack, Whole
from caseapp.statistics.disclosure.highs import quiet_solver
from caseapp.statistics.disclosure.model import Inconsistent

Numbers: TypeAlias = NDArray[Any]

CLOSE: Final = 1e-6
"""How near to a whole number a solver's answer counts as one; then it is checked as such."""
NODES: Final = 20_000
"""Steps of one search for a table."""

_DONE: Final = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty)
_NONE: Final = (
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
)
_NOTHING: Final = np.array([], dtype=np.int64)


class Bounds:
    """The linear program, whose answer for one sum is the corner from which the next one starts."""

    def __init__(self, attack: Attack) -> None:
        self._unknowns = attack.unknowns
        # Primal simplex: what changes is the goal, so the last corner is still one.
        self._solver = quiet_solver(presolve="off", simplex_strategy=4)
        self._solver.passModel(_program(attack.rows, attack.unknowns))

    def extreme(self, at: Whole, sense: int) -> tuple[float, Numbers]:
        """Return the lowest (sense 1) or highest (-1) sum of some unknowns, and a table of it.

        The bound is `inf`, the table empty, where there is no highest. Raise Inconsistent when no
        table fits at all.
        """
        _aim(self._solver, self._unknowns, at, sense)
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kUnbounded:
            return inf, np.zeros(0)
        if status not in _DONE:
            raise Inconsistent("no table fits what is printed")
        table = np.array(self._solver.getSolution().col_value)
        return sense * self._solver.getInfo().objective_function_value, table


class Moves:
    """Steps from one known table of whole numbers to others, each changing as little as can be.

    The least change that fits is nearly always one in whole numbers, unlike a corner far away.
    """

    def __init__(self, attack: Attack, known: Whole) -> None:
        self._unknowns, self._known = attack.unknowns, known
        self._solver = quiet_solver(presolve="off", simplex_strategy=1)
        self._rows = len(attack.rows)
        self._solver.passModel(_program(attack.rows, attack.unknowns, known))
        # Where there is nobody there is no step down: without those columns it is half the work.
        nobody = np.flatnonzero(known == 0).astype(np.int32)
        self._solver.deleteCols(len(nobody), nobody + np.int32(attack.unknowns))
        self._some = np.flatnonzero(known)
        self._downs = np.full(attack.unknowns, -1, dtype=np.int64)
        self._downs[self._some] = attack.unknowns + np.arange(len(self._some))

    def to(self, at: Whole, total: float) -> Numbers | None:
        """Return the nearest table in which some unknowns sum up to `total`; None without one."""
        need = total - float(self._known[at].sum())
        downs = self._downs[at][self._downs[at] >= 0]
        both = np.concatenate([at, downs]).astype(np.int32)
        factors = np.concatenate([np.ones(len(at)), -np.ones(len(downs))])
        self._solver.addRow(need, need, len(both), both, factors)
        self._solver.clearSolver()  # to stay is the best there is but for one row: begin there
        self._solver.run()
        found = self._solver.getModelStatus() in _DONE
        values = np.array(self._solver.getSolution().col_value)
        self._solver.deleteRows(1, np.array([self._rows], dtype=np.int32))
        if not found:
            return None
        moved: Numbers = self._known + values[: self._unknowns]
        moved[self._some] -= values[self._unknowns :]
        return moved


class Search:
    """The program in whole numbers: slow, and asked only where the others do not suffice."""

    def __init__(self, attack: Attack) -> None:
        self._unknowns = attack.unknowns
        self._solver = quiet_solver(presolve="choose", mip_max_nodes=NODES, mip_rel_gap=0.0)
        program = _program(attack.rows, attack.unknowns)
        program.integrality_ = [highspy.HighsVarType.kInteger] * attack.unknowns
        self._solver.passModel(program)

    def near(self, at: Whole, sense: int, table: Numbers, free: NDArray[np.bool_]) -> Numbers:
        """Return the best table that differs from one only where it may; empty without one."""
        kept = np.rint(table)
        return self._run(at, sense, np.where(free, 0, kept), np.where(free, _infinite(), kept))

    def anywhere(self, at: Whole = _NOTHING, sense: int = 1) -> tuple[float, Numbers]:
        """Return the best bound that is sure and the best table found, which may be empty."""
        nothing = np.zeros(self._unknowns)
        table = self._run(at, sense, nothing, np.full(self._unknowns, _infinite()))
        if self._solver.getModelStatus() in _NONE:
            raise Inconsistent("no table of whole numbers fits what is printed")
        return inward(sense * self._solver.getInfo().mip_dual_bound, sense), table

    def _run(self, at: Whole, sense: int, lower: Numbers, upper: Numbers) -> Numbers:
        everywhere = np.arange(self._unknowns, dtype=np.int32)
        self._solver.changeColsBounds(self._unknowns, everywhere, lower, upper)
        _aim(self._solver, self._unknowns, at, sense)
        status = self._solver.getInfo().primal_solution_status
        if status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return np.zeros(0)
        return np.array(self._solver.getSolution().col_value)


def inward(bound: float, sense: int) -> float:
    """Return the whole number next to a bound, on the side where tables can be."""
    if abs(bound) == _infinite():
        return 0 if sense == 1 else inf
    return ceil(bound - CLOSE) if sense == 1 else floor(bound + CLOSE)


def _aim(solver: highspy.Highs, unknowns: int, at: Whole, sense: int) -> None:
    """Run a solver towards the lowest or highest sum of some unknowns."""
    costs = np.zeros(unknowns)
    costs[at] = sense
    if unknowns:
        solver.changeColsCost(unknowns, np.arange(unknowns, dtype=np.int32), costs)
    solver.run()


def _program(rows: tuple[Any, ...], unknowns: int, known: Whole | None = None) -> highspy.HighsLp:
    """Write the equations down; from a known table, those of a move up and a move down from it."""
    ways = 1 if known is None else 2
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = ways * unknowns, len(rows)
    program.col_cost_ = np.full(ways * unknowns, 0.0 if known is None else 1.0)
    program.col_lower_ = np.zeros(ways * unknowns)
    down = [] if known is None else [known.astype(float)]
    program.col_upper_ = np.concatenate([np.full(unknowns, _infinite()), *down])
    there = [0 if known is None else int(row.factors @ known[row.at]) for row in rows]
    pairs = list(zip(rows, there, strict=True))
    program.row_lower_ = np.array([_less(r.lower, t, -_infinite()) / r.scale for r, t in pairs])
    program.row_upper_ = np.array([_less(r.upper, t, _infinite()) / r.scale for r, t in pairs])
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = ways * unknowns, len(rows)
    matrix.start_ = np.cumsum([0, *(ways * len(row.at) for row in rows)]).astype(np.int32)
    places = [row.at + way * unknowns for row in rows for way in range(ways)]
    factors = [(1 - 2 * way) * row.factors / row.scale for row in rows for way in range(ways)]
    matrix.index_ = np.concatenate([np.zeros(0), *places]).astype(np.int32)
    matrix.value_ = np.concatenate([np.zeros(0), *factors])
    return program


def _less(bound: int | None, there: int, other: float) -> float:
    return other if bound is None else bound - there


def _infinite() -> float:
    return float(highspy.kHighsInf)
