"""Instances beside one another, what an export of one says, and what it counts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from caseapp.exchange.exporting import export_path
from caseapp.rules.values import Period
from caseapp.statistics.counting import Ask
from caseapp.statistics.figures import read_indicators
from tests.exchange.folders import read_folder
from tests.factories.house import NOW, SYSTEM, Template, opened

_numbers = count()


def next_number() -> int:
    """A number that no folder of this run bears yet."""
    return next(_numbers)


@contextmanager
def another_house(template: Template, folder: Path) -> Iterator[None]:
    place = folder / f"house-{next_number()}"
    with opened(template, place) as house, house.app.app_context():
        yield
    shutil.rmtree(place)


def exported(folder: Path, **options: str) -> dict[str, list[dict[str, str]]]:
    path = folder / f"out-{next_number()}"
    export_path(SYSTEM, path, now=NOW, **options)
    return read_folder(path)


def figures(year: str) -> list[Any]:
    ask = Ask(Period.parse(year), each_ward=True)
    sheet = read_indicators(SYSTEM, ask, now=NOW)
    return [sheet.rows, sheet.notes]
