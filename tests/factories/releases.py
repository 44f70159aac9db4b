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
    below = {
        cell.name: [
            place
            for place, leaves in enumerate(places)
            if all(
                leaf in d.codes[code]
                for d, code, leaf in zip(published.dimensions, cell.codes, leaves, strict=True)
            )
        ]
        for cell in published.cells
    }
    most = {
        cell.name: cell.value if cell.value is not None else cell.high
        for cell in published.cells
        if cell.value is not None or cell.high is not None
    }
    least = {c.name: c.value if c.value is not None else (c.low or 0) for c in published.cells}
    around = [[name for name in most if place in below[name]] for place in range(len(places))]
    last = {name: max(those, default=-1) for name, those in below.items()}
    totals = dict.fromkeys(below, 0)
    lying = [[name for name in below if place in below[name]] for place in range(len(places))]

    def fill(place: int) -> Iterator[dict[str, int]]:
        if place == len(places):
            yield dict(totals)
            return
        room = min(most[name] - totals[name] for name in around[place])
        for number in range(room + 1):
            for name in lying[place]:
                totals[name] += number
            if all(totals[n] >= least[n] for n in lying[place] if last[n] == place):
                yield from fill(place + 1)
            for name in lying[place]:
                totals[name] -= number

    yield from fill(0)
