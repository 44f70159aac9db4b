"""Exact figures that became public though they were not released: which cells everybody knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from caseapp.rules.units import CITY_CODE
from caseapp.statistics.disclosure.layout import AREA, TOTAL, Codes, Layout
from caseapp.statistics.disclosure.model import Dimension
from caseapp.statistics.members import BY
from caseapp.statistics.releases.earlier import Piece
from caseapp.statistics.releases.policy import Policy
from caseapp.statistics.releases.sources import Source
from caseapp.statistics.releases.tables import OUTCOME, dimensions, true_table


@dataclass(frozen=True)
class Exposed:
    """A hand-out that everybody can read: of an area by its code, as `statistics.counting.Ask` has.

    `source` is the edition that tells its figures.
    """

    code: str
    source: Source
    area: str
    each_ward: bool
    divided: bool


def piece_of_exposed(one: Exposed, subject: str, policy: Policy) -> Piece:
    """Return what everybody knows of a subject: every cell of the sheet, each with its count."""
    found = dimensions(subject, one.source.period, replace(policy, clusters=()))
    cells = Layout(policy.k, found, tuple(dict.fromkeys(_cells(one, subject, found))))
    printed = dict.fromkeys(cells.cells, 0)
    for leaves, number in true_table(one.source, subject).items():
        for codes in product(*((leaf, TOTAL) for leaf in leaves)):
            if codes in printed:
                printed[codes] += number
    return Piece(one.code, one.source, cells, printed, told=True)


def _cells(one: Exposed, subject: str, found: tuple[Dimension, ...]) -> Iterator[Codes]:
    """Yield the whole of each area and, where the sheet was divided, its cells by sex and age.

    Of each also those who were helped or relieved, which is the numerator of 8b and of 12.
    """
    city = one.area == CITY_CODE
    areas = [TOTAL if city else one.area]
    if city and one.each_ward:
        areas += next(d.leaves for d in found if d.name == AREA)
    for area in areas:
        for divided in (False, True) if one.divided else (False,):
            yield from product(*(_choice(d, area, subject, divided=divided) for d in found))


def _choice(dimension: Dimension, area: str, subject: str, *, divided: bool) -> tuple[str, ...]:
    if dimension.name == AREA:
        return (area,)
    if dimension.name == OUTCOME.get(subject):
        return (TOTAL, dimension.leaves[0])
    return dimension.leaves if divided and dimension.name in BY else (TOTAL,)
