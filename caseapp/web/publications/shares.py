"""How much of each table a release would hide, its coarser layout beside it; why it cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from flask_babel import gettext

from caseapp.rules.releasing import REFUSAL_WORDS
from caseapp.statistics.releases.layouts import CLUSTER, RELEASE_LAYOUTS, SUBJECTS
from caseapp.web.charts import Bar, bar
from caseapp.web.filters import decimal
from caseapp.web.publications.labels import AREA, Labels, by_words
from caseapp.web.publications.tables import hidden_share
from caseapp.web.release_words import layout_level

if TYPE_CHECKING:
    from caseapp.exchange.release_jobs import Preparation
    from caseapp.statistics.releases.preparing import TableShare

_WIDTH: Final = 120
_NAMED: Final = 50
"""So many cells a refusal names; more are only counted."""


@dataclass(frozen=True)
class Share:
    """A table with how many of its cells would be hidden; the bar says the same."""

    table: str
    cells: str
    hidden: str
    share: str
    bar: Bar


@dataclass(frozen=True)
class Compared:
    """The shares of a layout, its whole, and those of the one that hides less."""

    level: str
    own: tuple[Share, ...]
    coarser: tuple[Share, ...]
    coarser_level: str
    coarser_name: str

    @property
    def both(self) -> tuple[Share, ...]:
        """The two layouts side by side, each as a whole; () without a coarser one."""
        pairs = ((self.level, self.own), (self.coarser_level, self.coarser))
        if not all(rows for _, rows in pairs):
            return ()
        return tuple(
            replace(rows[-1], table=f"{level[:1].upper()}{level[1:]}") for level, rows in pairs
        )


@dataclass(frozen=True)
class Refused:
    """Why nothing can be released; the cells by their names, and how many more there are."""

    words: str
    cells: tuple[str, ...]
    more: int
    reason: str


def compared(found: Preparation) -> Compared:
    """Lay out how much each table would hide."""
    layout = RELEASE_LAYOUTS.get(found.layout)
    coarser = layout.coarser if layout else ""
    return Compared(
        layout_level(found.layout),
        shares_of(found.layout, found.shares),
        shares_of(coarser, found.coarser),
        layout_level(coarser) if coarser else "",
        coarser,
    )


def shares_of(layout: str, tables: Sequence[TableShare]) -> tuple[Share, ...]:
    """Lay out each table's share, and that of all together where there are several."""
    lines = [(_table(layout, each.dimensions), each.cells, each.hidden) for each in tables]
    if len(lines) > 1:
        cells, hidden = sum(line[1] for line in lines), sum(line[2] for line in lines)
        lines.append((str(gettext("Sum of the tables")), cells, hidden))
    return tuple(_share(*line) for line in lines)


def _table(layout: str, dimensions: tuple[str, ...]) -> str:
    names = tuple(AREA if name == CLUSTER else name for name in dimensions)
    return by_words(layout, names, wards=CLUSTER not in dimensions)


def _share(table: str, cells: int, hidden: int) -> Share:
    share = hidden_share(cells, hidden)
    drawn = bar(float(share), _WIDTH, 100)
    return Share(table, decimal(cells), decimal(hidden), f"{decimal(share, 1)}\u00a0%", drawn)


def refused(found: Preparation) -> Refused | None:
    """Say why a release cannot be; None for one that can."""
    if found.refusal is None:
        return None
    refusal = found.refusal
    words = REFUSAL_WORDS.get(refusal.name)
    layout = RELEASE_LAYOUTS.get(found.layout)
    names = Labels(found.period.end, found.clusters)
    dimensions = SUBJECTS[layout.subject] if layout else ()
    return Refused(
        str(gettext(words)) if words else refusal.name,
        tuple(names.cell(dimensions, cell) for cell in refusal.cells[:_NAMED]),
        max(0, len(refusal.cells) - _NAMED),
        refusal.reason,
    )
