"""What a population figure may say: whole numbers of children, parts that make no more than all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from caseapp.rules.codes.people import SEX
from caseapp.rules.codes.statistics import AGE_BANDS
from caseapp.rules.values import RuleBroken, msgid

Cell = tuple[str, str]
"""Sex and age band; empty means all of them (contracts §5)."""

ALL: Final[Cell] = ("", "")
SEXES: Final = tuple(code for code in SEX.codes if code != "unknown")
"""No register of residents has children of unknown sex."""
BANDS: Final = tuple(band.code for band in AGE_BANDS if band.code != "unknown")
CELLS: Final[tuple[Cell, ...]] = (
    ALL,
    *((sex, "") for sex in SEXES),
    *(("", band) for band in BANDS),
    *((sex, band) for sex in SEXES for band in BANDS),
)
"""Every cell that a unit may have a figure for, the whole first."""

MOST: Final = 3_000_000
"""More people than the city has: a slip of the pen."""
LONGEST_SOURCE: Final = 200

TOO_MANY: Final = msgid("%(parts)s children in the parts, and only %(whole)s in all of them")


def check_figures(
    figures: Mapping[Cell, int], reference_date: date, source: str, *, today: date
) -> None:
    """Raise RuleBroken, at `reference_date`, `source` or a cell's name, for what cannot be so.

    A source is owed: a figure that nobody can look up again is none that the city answers for.
    """
    if reference_date > today:
        raise RuleBroken("A figure of a day to come is a forecast", field="reference_date")
    if not source.strip():
        raise RuleBroken("Say where the figure comes from", field="source")
    for cell, children in figures.items():
        if not 0 <= children <= MOST:
            raise RuleBroken("Enter a number of children that can be", field=name_of(cell))
    for whole, parts in _divisions():
        told = [figures[part] for part in parts if part in figures]
        if whole in figures and sum(told) > figures[whole]:
            raise RuleBroken(
                TOO_MANY, field=name_of(whole), params={"parts": sum(told), "whole": figures[whole]}
            )


def shortfalls(figures: Mapping[Cell, int]) -> list[tuple[Cell, int]]:
    """Return the cells whose parts are all known and make less, with how many are missing."""
    return [
        (whole, figures[whole] - sum(figures[part] for part in parts))
        for whole, parts in _divisions()
        if whole in figures
        and all(part in figures for part in parts)
        and sum(figures[part] for part in parts) < figures[whole]
    ]


def _divisions() -> Iterable[tuple[Cell, tuple[Cell, ...]]]:
    """Yield each cell that is divided, with its parts by sex, and again with those by age."""
    for band in ("", *BANDS):
        yield ("", band), tuple((sex, band) for sex in SEXES)
    for sex in ("", *SEXES):
        yield (sex, ""), tuple((sex, band) for band in BANDS)


def name_of(cell: Cell) -> str:
    """Return the name by which a form asks for a cell."""
    return "_".join(("children", *(part.replace("-", "_") for part in cell if part)))
