"""What a release is judged by: model.json, published.csv and ratios.csv (contracts.md §6)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from caseapp.rules.units import CITY_CODE
from caseapp.statistics.disclosure.layout import TOTAL, Codes, Layout, name_of
from caseapp.statistics.disclosure.model import Dimension
from caseapp.statistics.disclosure.publication import cells_text, model_text
from caseapp.statistics.releases.tables import OUTCOME
from caseapp.statistics.sheet import share

MODEL, CELLS, RATIOS = "model.json", "published.csv", "ratios.csv"
CORE: Final = (MODEL, CELLS, RATIOS)
DECIMALS: Final = 2

Printed = Mapping[Codes, int | None]
"""The cells of a layout with their values; None where hidden."""


class Percent(NamedTuple):
    """A percentage that is printed: of a cell, or of a number that is public."""

    numerator: Codes
    denominator: Codes | None
    constant: int | None
    percent: Decimal


def core_files(
    layout: Layout, printed: Printed, subject: str, population: Mapping[str, int | None]
) -> dict[str, bytes]:
    """Return the core files by name; what is hidden is in none of them."""
    cells = [printed[codes] for codes in layout.cells]
    texts = {
        MODEL: model_text(layout),
        CELLS: cells_text(layout, cells),
        RATIOS: _ratios_text(percentages(layout, printed, subject, population)),
    }
    return {name: text.encode() for name, text in texts.items()}


def percentages(
    layout: Layout, printed: Printed, subject: str, population: Mapping[str, int | None]
) -> Iterator[Percent]:
    """Yield the percentages that may be printed.

    Of the children of an area (8a, 9), and of the counted those who were helped (8b) or relieved in
    time (12): where numerator, denominator and complement are printed, all three.
    """
    if subject in {"8", "9"}:
        yield from _of_population(layout, printed, population)
    if subject in OUTCOME:
        yield from _of_counted(layout, printed, OUTCOME[subject])


def _of_population(
    layout: Layout, printed: Printed, population: Mapping[str, int | None]
) -> Iterator[Percent]:
    geo = layout.dimensions[0]
    for codes in layout.cells:
        number = printed[codes]
        if number is None or any(code != TOTAL for code in codes[1:]):
            continue
        there = children_of(geo, codes[0], population)
        if there:
            yield Percent(codes, None, there, share(number, there, 100))


def children_of(geo: Dimension, code: str, population: Mapping[str, int | None]) -> int | None:
    """Return the children of an area by the public figures; None where one is not known."""
    if code == TOTAL:
        return population.get(CITY_CODE)
    numbers = [population.get(unit) for unit in geo.leaves if unit in geo.codes[code]]
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _of_counted(layout: Layout, printed: Printed, outcome: str) -> Iterator[Percent]:
    at = [d.name for d in layout.dimensions].index(outcome)
    reached, missed = layout.dimensions[at].leaves
    for codes in layout.cells:
        if codes[at] != reached:
            continue
        whole, rest = ((*codes[:at], code, *codes[at + 1 :]) for code in (TOTAL, missed))
        number, of = printed[codes], printed.get(whole)
        if number is not None and of and printed.get(rest) is not None:
            yield Percent(codes, whole, None, share(number, of, 100))


def _ratios_text(found: Iterator[Percent]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["num_id", "den_id", "den_const", "pct", "decimals"])
    for one in found:
        of = name_of(one.denominator) if one.denominator else ""
        constant = "" if one.constant is None else one.constant
        writer.writerow([name_of(one.numerator), of, constant, one.percent, DECIMALS])
    return out.getvalue()
