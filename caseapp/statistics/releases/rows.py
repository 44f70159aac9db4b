"""The rows of a release as its core files tell them: all that any other public file is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from caseapp.statistics.disclosure.folder import read_files
from caseapp.statistics.disclosure.model import Dimension, Ratio


@dataclass(frozen=True)
class PublicRow:
    """One cell: its codes by dimension, its count or None where it is hidden.

    `percent` where one is printed: of the children of the area (`of_children`, the public figure),
    or of another cell (`of_cell`, its name).
    """

    name: str
    codes: Mapping[str, str]
    value: int | None
    percent: Decimal | None
    of_children: int | None
    of_cell: str | None


@dataclass(frozen=True)
class PublicRows:
    """What a release prints, and over which dimensions."""

    dimensions: tuple[Dimension, ...]
    rows: tuple[PublicRow, ...]
    k: int

    @property
    def hidden(self) -> int:
        """Return how many rows are hidden."""
        return sum(row.value is None for row in self.rows)


def read_rows(files: Mapping[str, bytes]) -> PublicRows:
    """Return the rows of the core files, in their order; Malformed, UnknownCode."""
    published = read_files(files)
    ratios = {ratio.numerator: ratio for ratio in published.ratios}
    names = [d.name for d in published.dimensions]
    return PublicRows(
        published.dimensions,
        tuple(
            _row(cell.name, dict(zip(names, cell.codes, strict=True)), cell.value, ratios)
            for cell in published.cells
        ),
        published.high,
    )


def _row(
    name: str, codes: Mapping[str, str], value: int | None, ratios: Mapping[str, Ratio]
) -> PublicRow:
    ratio = ratios.get(name)
    if ratio is None:
        return PublicRow(name, codes, value, None, None, None)
    return PublicRow(name, codes, value, ratio.percent, ratio.constant, ratio.denominator)
