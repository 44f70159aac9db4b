"""An outsider who knows how the indicators are counted, and has the public files of a year.

Written apart from protector and auditor, and from the ties: unknown are the children, by where they
live at the end of the first half and of the year, by sex, and by the halves in which they count.
What follows for the three tables is what the definitions (contracts.md §5) say, and nothing more.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import inf

import highspy
import numpy as np

from tests.factories.public_lives import PERIODS

Codes = tuple[str, ...]
Row = tuple[object, ...]
FIRST, SECOND, YEAR = range(len(PERIODS))


@dataclass(frozen=True)
class Sheet:
    """What a release prints: the leaves below each cell, and its value or None."""

    names: tuple[str, ...]
    leaves: tuple[tuple[str, ...], ...]
    below: Mapping[Codes, tuple[frozenset[str], ...]]
    printed: Mapping[Codes, int | None]

    @classmethod
    def read(cls, files: Mapping[str, bytes]) -> Sheet:
        """Read the core files of a release; of percentages only that they tell nothing more."""
        dims = json.loads(files["model.json"])["dims"]
        printed, below, told = {}, {}, set()
        for row in csv.DictReader(files["published.csv"].decode().splitlines()):
            codes = tuple(row[name] for name in dims)
            printed[codes] = int(row["value"]) if row["value"] else None
            pairs = zip(dims.values(), codes, strict=True)
            below[codes] = tuple(frozenset(d["codes"][code]) for d, code in pairs)
            told |= {row["cell_id"]} if row["value"] else set()
        for row in csv.DictReader(files["ratios.csv"].decode().splitlines()):
            assert {row["num_id"], row["den_id"] or row["num_id"]} <= told
        leaves = tuple(tuple(d["leaves"]) for d in dims.values())
        return cls(tuple(dims), leaves, below, printed)

    def above(self, leaves: Codes) -> Iterator[Codes]:
        """Yield the cells in which a combination of leaves counts."""
        for codes, those in self.below.items():
            if all(leaf in inside for leaf, inside in zip(leaves, those, strict=True)):
                yield codes


class Outsider:
    """All that three releases say about the children of a year; `moves`: some may have moved."""

    def __init__(self, subject: str, sheets: Sequence[Sheet], *, moves: bool) -> None:
        self._rows: dict[Row, int] = {}
        self._bounds: list[tuple[float, float]] = []
        self._columns: list[dict[int, int]] = []
        self._cells = {(at, codes): self._row(at, codes) for at, codes in _cells(sheets)}
        for (at, codes), row in self._cells.items():
            value = sheets[at].printed[codes]
            self._bounds[row] = (0, inf) if value is None else (value, value)
        wards = [self._tables(at, sheet) for at, sheet in enumerate(sheets)]
        every = sorted(set().union(*wards))
        for sex in sheets[0].leaves[1]:
            for rows in _lives(subject, every, sex, moves=moves):
                self._add({self._row(*row): by for row, by in rows.items()})
        self._solver = self._opened()
        self._found: list[tuple[list[int], list[int]]] = []

    def _row(self, *name: object) -> int:
        if name not in self._rows:
            self._rows[name] = len(self._bounds)
            self._bounds.append((0, 0))
        return self._rows[name]

    def _add(self, column: dict[int, int]) -> None:
        if all(self._bounds[row] != (0, 0) or row >= len(self._cells) for row in column):
            self._columns.append(column)

    def _tables(self, at: int, sheet: Sheet) -> set[str]:
        """Let each child counted in a release stand in one combination; return where some may."""
        places = set()
        for leaves in product(*sheet.leaves):
            cells = [self._cells[at, codes] for codes in sheet.above(leaves)]
            if all(self._bounds[cell] != (0, 0) for cell in cells):
                late = leaves[-1] if sheet.names[-1] == "relief" else ""
                link = self._row("counted", at, leaves[0], leaves[1], late)
                self._columns.append({**dict.fromkeys(cells, 1), link: -1})
                places.add(leaves[0])
        return places

    def _opened(self) -> highspy.Highs:
        solver = highspy.Highs()
        for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
            solver.setOptionValue(option, value)
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(self._columns), len(self._bounds)
        program.col_cost_ = np.ones(len(self._columns))
        program.col_lower_ = np.zeros(len(self._columns))
        program.col_upper_ = np.full(len(self._columns), highspy.kHighsInf)
        lows, highs = zip(*self._bounds, strict=True)
        program.row_lower_, program.row_upper_ = np.array(lows), np.array(highs)
        matrix = program.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kColwise
        matrix.num_col_, matrix.num_row_ = program.num_col_, program.num_row_
        matrix.start_ = np.cumsum([0, *map(len, self._columns)]).astype(np.int32)
        matrix.index_ = np.array([row for one in self._columns for row in one], dtype=np.int32)
        matrix.value_ = np.array([by for one in self._columns for by in one.values()], dtype=float)
        program.integrality_ = [highspy.HighsVarType.kInteger] * len(self._columns)
        solver.passModel(program)
        return solver

    def fits(self) -> bool:
        """Tell whether any children fit what is printed."""
        return self._solved()

    def can_be(self, at: int, codes: Codes, low: int, high: float) -> bool:
        """Tell whether a cell of a release can be `low` to `high`, by children found one by one."""
        row = self._cells[at, codes]
        if any(low <= sums[row] <= high for _numbers, sums in self._found):
            return True
        self._solver.changeRowBounds(row, low, min(high, highspy.kHighsInf))
        found = self._solved()
        self._solver.changeRowBounds(row, *self._bounds[row])
        return found

    def _solved(self) -> bool:
        self._solver.clearSolver()
        self._solver.run()
        if self._solver.getInfo().primal_solution_status != _FEASIBLE:
            return False
        numbers = [round(value) for value in self._solver.getSolution().col_value]
        sums = self._summed(numbers)
        assert min(numbers, default=0) >= 0
        fits = (low <= n <= high for n, (low, high) in zip(sums, self._bounds, strict=True))
        assert all(fits), "not whole"
        self._found.append((numbers, sums))
        return True

    def _summed(self, numbers: Iterable[int]) -> list[int]:
        """Add up by whole numbers alone."""
        sums = [0] * len(self._bounds)
        for number, column in zip(numbers, self._columns, strict=True):
            if number:
                for row, by in column.items():
                    sums[row] += by * number
        return sums


_FEASIBLE = highspy.SolutionStatus.kSolutionStatusFeasible


def _cells(sheets: Sequence[Sheet]) -> Iterator[tuple[int, Codes]]:
    for at, sheet in enumerate(sheets):
        yield from ((at, codes) for codes in sheet.printed)


def _lives(
    subject: str, wards: Collection[str], sex: str, *, moves: bool
) -> Iterator[dict[Row, int]]:
    """Yield each way in which children of a sex may count, as what it adds to which table."""
    outcomes = product(("in_time", "late"), repeat=2) if subject == "12" else [("", "")]
    for (one, two), here, there in product(list(outcomes), wards, wards):
        if here != there and not moves:
            continue
        first, second = (FIRST, here, sex, one), (SECOND, there, sex, two)
        home = here if subject == "12" else there
        # Late in a half is late in the year; so may be who was in time where it counted: an impact
        # that put a child in no half's count is looked at all the same.
        for late in ("", "late") if subject == "12" else ("",):
            yield _counted(first, second, (YEAR, home, sex, late or max(one, two)))
            yield _counted(first, (YEAR, home, sex, late or one))
            yield _counted(second, (YEAR, there, sex, late or two))


def _counted(*places: tuple[int, str, str, str]) -> dict[Row, int]:
    return {("counted", *place): 1 for place in places}
