"""Folders of counts to protect: by hand, and towns made up from a seed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from caseapp.statistics.disclosure.counts import Counts, add_up
from caseapp.statistics.disclosure.layout import Spec, make_layout

Table = Mapping[tuple[str, ...], int]


def counted(
    tables: Sequence[Sequence[str]], leaves: Mapping[str, str], table: Table, k: int = 5
) -> Counts:
    """Add up a table of counts over dimensions whose leaves are given as words."""
    spec = Spec(k, tuple(map(tuple, tables)), {})
    return add_up(make_layout(spec, {n: w.split() for n, w in leaves.items()}, {}), table)


def crossed(*rows: str, k: int = 5) -> Counts:
    """Add up areas x1, x2 … by groups g1, g2 …, given by rows of numbers."""
    table = {
        (f"x{x}", f"g{g}"): int(word)
        for x, row in enumerate(rows, 1)
        for g, word in enumerate(row.split(), 1)
    }
    areas = " ".join(dict.fromkeys(x for x, _g in table))
    groups = " ".join(dict.fromkeys(g for _x, g in table))
    return counted([("geo", "cat")], {"geo": areas, "cat": groups}, table, k)


def given(
    folder: Path,
    lines: Iterable[str] = ("x1,nam,a,3", "x1,nu,b,9", "x2,nu,a,8"),
    columns: str = "geo,sex,cat,n",
    children: Iterable[str] = ("x1,900", "x2,800"),
    **spec: Any,
) -> Path:
    """Write a folder of counts to protect; return it."""
    folder.mkdir(exist_ok=True)
    usual = {"k": 5, "cat_codes": ["a", "b"], "tables": [["geo", "cat"], ["geo", "sex"]]}
    asked = {key: word for key, word in {**usual, **spec}.items() if word is not None}
    (folder / "spec.json").write_text(json.dumps(asked), "utf-8")
    (folder / "inner.csv").write_text("\n".join((columns, *lines, "")), "utf-8")
    heading = "geo,children,district" if columns.count("district") else "geo,children"
    (folder / "children.csv").write_text("\n".join((heading, *children, "")), "utf-8")
    return folder


def town(folder: Path, seed: int, wards: int = 9) -> Path:
    """Write a made-up town of few children in each ward, by sex, age and type of abuse."""
    chance = Random(seed)
    names = [f"w{number:02}" for number in range(wards)]
    kinds, weights = ["baoluc", "tinhduc", "boroi"], [6, 3, 1]
    found: dict[str, int] = {}
    for ward in names:
        for _child in range(chance.choice((0, 2, 4, 9, 15))):
            sex, age = chance.choice(("nam", "nu")), chance.choice(("0-10", "11-15", "16-17"))
            kind = chance.choices(kinds, weights)[0]
            line = f"{ward},{sex},{age},{kind}"
            found[line] = found.get(line, 0) + 1
    return given(
        folder,
        [f"{line},{number}" for line, number in sorted(found.items())],
        "geo,sex,age,cat,n",
        [f"{ward},{chance.randint(3000, 9000)}" for ward in names],
        cat_codes=kinds,
        tables=[["geo", "cat"], ["geo", "sex"], ["geo", "age"], ["sex", "age", "cat"]],
    )
