"""Small releases of counts, written as folders, and every table that fits them, one by one."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import TypeAlias

from caseapp.statistics.disclosure.model import Cell, Dimension, Published

TOTAL = "T"
Truth: TypeAlias = Mapping[tuple[str, ...], int]


def dimension(name: str, *leaves: str, **codes: str) -> Dimension:
    """Return a dimension with a code for each leaf, one for all, and more as `AB="a b"`."""
    sets = {leaf: frozenset([leaf]) for leaf in leaves}
    more = {code: frozenset(those.split()) for code, those in codes.items()}
    return Dimension(name, leaves, {**sets, TOTAL: frozenset(leaves), **more})


def release(
    dimensions: Sequence[Dimension], truth: Truth, hidden: Sequence[str], high: int = 5
) -> Published:
    """Publish every combination of codes but the hidden cells, which are named "code|code"."""
    cells = []
    for codes in product(*(d.codes for d in dimensions)):
        total = sum(
            number
            for leaves, number in truth.items()
            if all(
                leaf in d.codes[code]
                for d, code, leaf in zip(dimensions, codes, leaves, strict=True)
            )
        )
        name = "|".join(codes)
        cells.append(Cell(name, codes, None if name in hidden else total))
    return Published(tuple(dimensions), tuple(cells), (), 0, high)


def square(*rows: str, hidden: Sequence[str], high: int = 5) -> Published:
    """Publish a table of units x1, x2 … by groups g1, g2 …, given by its rows of numbers."""
    numbers = [[int(word) for word in row.split()] for row in rows]
    units = [f"x{place}" for place in range(1, len(numbers) + 1)]
    groups = [f"g{place}" for place in range(1, len(numbers[0]) + 1)]
    truth = {
        (unit, group): number
        for unit, row in zip(units, numbers, strict=True)
        for group, number in zip(groups, row, strict=True)
    }
    return release([dimension("geo", *units), dimension("grp", *groups)], truth, hidden, high)


def written(folder: Path, published: Published) -> Path:
    """Write a release as contracts.md §6 says; return its folder."""
    folder.mkdir(exist_ok=True)
    dims = {
        d.name: {
            "leaves": list(d.leaves),
            "codes": {code: sorted(leaves) for code, leaves in d.codes.items()},
        }
        for d in published.dimensions
    }
    model = {"dims": dims, "lo": published.low, "hi": published.high}
    (folder / "model.json").write_text(json.dumps(model), "utf-8")
    with (folder / "published.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["cell_id", *dims, "value", "lo", "hi", "status"])
        for cell in published.cells:
            said = [cell.value, cell.low, cell.high]
            writer.writerow([cell.name, *cell.codes, *said, "C" if cell.value is None else "F"])
    return folder


def fitting(published: Published) -> Iterator[dict[str, int]]:
    """Yield, for every table that fits what is printed, the value of each cell.

    By trying one whole number after the other for each combination of leaves: an auditor that
    shares nothing with the one that is tested, for tables as small as a hand can check.
    """
    places = list(product(*(d.leaves for d in published.dimensions)))
    above = [[cell for cell in published.cells if _holds(published, cell, p)] for p in places]
    last = {cell.name: place for place, cells in enumerate(above) for cell in cells}
    totals = {cell.name: 0 for cell in published.cells}

    def fill(place: int) -> Iterator[dict[str, int]]:
        if place == len(places):
            yield dict(totals)
            return
        for number in range(min(_room(cell, totals[cell.name]) for cell in above[place]) + 1):
            for cell in above[place]:
                totals[cell.name] += number
            if all(_enough(c, totals[c.name]) for c in above[place] if last[c.name] == place):
                yield from fill(place + 1)
            for cell in above[place]:
                totals[cell.name] -= number

    yield from fill(0)


def _holds(published: Published, cell: Cell, leaves: Sequence[str]) -> bool:
    triples = zip(published.dimensions, cell.codes, leaves, strict=True)
    return all(leaf in dimension.codes[code] for dimension, code, leaf in triples)


def _room(cell: Cell, total: int) -> int:
    """How much more a cell can hold; some printed total bounds every leaf."""
    most = cell.value if cell.value is not None else cell.high
    return 10**6 if most is None else most - total


def _enough(cell: Cell, total: int) -> bool:
    return total >= (cell.value if cell.value is not None else cell.low or 0)
