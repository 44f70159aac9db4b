"""The tables to be printed: which dimensions, which codes, and which cells (contracts.md §6)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Final, TypeAlias

from caseapp.statistics.disclosure.model import Dimension, Malformed, Overlapping, UnknownCode

TOTAL: Final = "T"
AREA: Final = "geo"
DISTRICT: Final = "district"
COUNT: Final = "n"
OVERLAPPING: Final = "overlapping"
LEAST_K: Final = 3
MOST_K: Final = 20

ONE_ROW: Final = "overlaps: a child must stand in one row, its only code or a code for several"

Codes: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class Spec:
    """What is asked for: counts from 1 to below `k` are hidden; `codes` of some dimensions."""

    k: int
    tables: tuple[tuple[str, ...], ...]
    codes: Mapping[str, tuple[str, ...]]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Return the dimensions of all tables, each once, in the order of their first table."""
        return tuple(dict.fromkeys(name for table in self.tables for name in table))


@dataclass(frozen=True)
class Layout:
    """The dimensions, and the codes of every cell to be printed, in the order of the tables."""

    k: int
    dimensions: tuple[Dimension, ...]
    cells: tuple[Codes, ...]


def name_of(codes: Codes) -> str:
    """Return the name of a cell."""
    return "|".join(codes)


def read_spec(path: Path) -> Spec:
    """Return what spec.json asks for; raise Malformed where it is not as contracts.md §6 says.

    Raise Overlapping where it says that the codes of a dimension overlap.
    """
    try:
        found = json.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise Malformed(f"{path.name} cannot be read") from error
    except ValueError as error:
        raise Malformed(f"{path.name} is no JSON") from error
    if not isinstance(found, dict):
        raise Malformed(f"{path.name}: k and tables are missing")
    codes = {
        key.removesuffix("_codes"): _words(found[key], key)
        for key in found
        if key.endswith("_codes")
    }
    spec = Spec(_k(found.get("k")), _tables(found.get("tables")), codes)
    told = found.get(OVERLAPPING) or []
    overlap = spec.dimensions if told is True else _words(told, OVERLAPPING) if told else ()
    if both := [name for name in spec.dimensions if name in overlap]:
        raise Overlapping(f"{both[0]} {ONE_ROW}", both)
    return spec


def _k(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not LEAST_K <= value <= MOST_K:
        raise Malformed(f"spec.json: k is a whole number from {LEAST_K} to {MOST_K}")
    return value


def _tables(found: Any) -> tuple[tuple[str, ...], ...]:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(found, list) or not found:
        raise Malformed("spec.json: tables is missing")
    tables = tuple(_words(table, "tables") for table in found)
    for table in tables:
        for name in table:
            if name in {DISTRICT, COUNT}:
                raise Malformed(f"spec.json: {name} is no dimension of a table")
    return tables


def _words(found: Any, key: str) -> tuple[str, ...]:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(found, list) or not found or not all(isinstance(w, str) for w in found):
        raise Malformed(f"spec.json: {key} needs lists of words")
    if len(set(found)) != len(found):
        raise Malformed(f"spec.json: {key} names something twice")
    return tuple(found)


def make_layout(
    spec: Spec, leaves: Mapping[str, Sequence[str]], districts: Mapping[str, frozenset[str]]
) -> Layout:
    """Return the cells to be printed: each table with all its totals, a cell of two tables once."""
    dimensions = tuple(
        _dimension(name, tuple(leaves[name]), districts if name == AREA else {})
        for name in spec.dimensions
    )
    cells = dict.fromkeys(codes for table in spec.tables for codes in _cells(table, dimensions))
    return Layout(spec.k, dimensions, (*_first(cells, dimensions), *cells))


def _first(cells: Mapping[Codes, None], dimensions: Sequence[Dimension]) -> Iterator[Codes]:
    """Yield the grand total where no table has it."""
    whole = (TOTAL,) * len(dimensions)
    if whole not in cells:
        yield whole


def _dimension(
    name: str, leaves: tuple[str, ...], groups: Mapping[str, frozenset[str]]
) -> Dimension:
    """Return a dimension with a code for each leaf, for each group and for all."""
    for code in (*leaves, *groups):
        if not code or code != code.strip() or "|" in code or code == TOTAL:
            raise UnknownCode(f"{name}: {code!r} cannot be a code")
    if both := sorted(set(leaves) & set(groups)):
        raise UnknownCode(f"{name}: {both[0]} is a unit and a district")
    alone = {leaf: frozenset([leaf]) for leaf in leaves}
    return Dimension(name, leaves, {**alone, **groups, TOTAL: frozenset(leaves)})


def _cells(table: tuple[str, ...], dimensions: Sequence[Dimension]) -> Iterator[Codes]:
    choices = [d.codes if d.name in table else (TOTAL,) for d in dimensions]
    yield from product(*choices)
