"""Where each ward and commune of today stands on the map of tiles, about in its place."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Final

COLUMNS: Final = 13


@cache
def tiles() -> dict[str, tuple[int, int]]:
    """Return column and row of each unit of today by its code, both from 0."""
    text = files("caseapp.rules").joinpath("tiles.csv").read_text(encoding="utf-8")
    return {
        row["code"]: (int(row["column"]), int(row["row"]))
        for row in csv.DictReader(text.splitlines())
    }
