"""From a frozen edition and a layout to the core files of a release, or to the reason against."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from caseapp.statistics.disclosure.layout import Codes, Layout
from caseapp.statistics.disclosure.model import DisclosureError, Unprotectable
from caseapp.statistics.disclosure.release import Stage
from caseapp.statistics.releases.core import core_files
from caseapp.statistics.releases.hiding import Hidden, hide_alone, judge_alone
from caseapp.statistics.releases.layouts import ReleaseLayout, find_layout
from caseapp.statistics.releases.policy import Policy
from caseapp.statistics.releases.sources import Source, check_source
from caseapp.statistics.releases.tables import make_cells, table_cells, true_table


@dataclass(frozen=True)
class Earlier:
    """A release that stands in the register, with what it was made from and what it printed."""

    number: str
    layout: str
    version: int
    source: Source
    policy: Policy
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class TableShare:
    """How many cells of a table there are, totals and all, and how many of them are hidden."""

    dimensions: tuple[str, ...]
    cells: int
    hidden: int


@dataclass(frozen=True)
class Prepared:
    """The core files of a release, and how much it hides; `coarser` of its coarser layout."""

    files: Mapping[str, bytes]
    layout: str
    version: int
    cells: int
    hidden: int
    shares: tuple[TableShare, ...]
    coarser: tuple[TableShare, ...]


def prepare(
    source: Source, layout_name: str, policy: Policy, earlier: Sequence[Earlier], stage: Stage
) -> Prepared:
    """Return a release, proved and audited together with all that was published before.

    Raise a DisclosureError, with the cells that it speaks of, where none can be: UnknownLayout,
    OddPeriod, OtherBasis, KindsNotKept, TooFew, Unprotectable, AlreadyDisclosed, BudgetExceeded.
    """
    layout = find_layout(layout_name)
    check_source(source, layout.subject)
    if any(find_layout(one.layout).subject == layout.subject for one in earlier):
        raise Unprotectable("earlier releases of the subject cannot be taken into account yet")
    found = _hide(source, layout, policy, stage)
    files = core_files(found.layout, found.printed, layout.subject, source.population)
    judge_alone(files, found.primary, stage)
    return Prepared(
        files=files,
        layout=layout.name,
        version=layout.version,
        cells=len(found.layout.cells),
        hidden=len(found.hidden),
        shares=tuple(_shares(layout, found.layout, found.hidden)),
        coarser=_coarser(source, layout, policy, stage),
    )


def _hide(source: Source, layout: ReleaseLayout, policy: Policy, stage: Stage) -> Hidden:
    cells = make_cells(layout, source.period, policy)
    return hide_alone(cells, true_table(source, layout.subject), policy.sensitive, stage)


def _shares(
    layout: ReleaseLayout, cells: Layout, hidden: Collection[Codes]
) -> Iterator[TableShare]:
    for table in layout.tables:
        own = list(table_cells(table, cells.dimensions))
        yield TableShare(table, len(own), sum(codes in hidden for codes in own))


def _coarser(
    source: Source, layout: ReleaseLayout, policy: Policy, stage: Stage
) -> tuple[TableShare, ...]:
    """Return how much the coarser layout would hide; nothing where there is none, or none can be.

    It is protected as it would be, but not audited: it is told, not published.
    """
    if not layout.coarser:
        return ()
    other = find_layout(layout.coarser)
    try:
        found = _hide(source, other, policy, stage)
    except DisclosureError:
        return ()
    return tuple(_shares(other, found.layout, found.hidden))
