"""From a frozen edition and a layout to the core files of a release, or to the reason against."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from caseapp.statistics.disclosure.joint import Progress, Stage
from caseapp.statistics.disclosure.layout import Codes, Layout
from caseapp.statistics.disclosure.model import DisclosureError
from caseapp.statistics.releases.core import core_files
from caseapp.statistics.releases.earlier import Earlier
from caseapp.statistics.releases.exposed import Exposed
from caseapp.statistics.releases.layouts import ReleaseLayout, find_layout
from caseapp.statistics.releases.policy import Policy
from caseapp.statistics.releases.sources import Source, check_source
from caseapp.statistics.releases.tables import table_cells

__all__ = ["Earlier", "Prepared", "TableShare", "prepare"]


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
    source: Source,
    layout_name: str,
    policy: Policy,
    earlier: Sequence[Earlier | Exposed],
    stage: Stage,
) -> Prepared:
    """Return a release, proved and audited together with all that was published before.

    Raise a DisclosureError, with the cells that it speaks of, where none can be: UnknownLayout,
    OddPeriod, OtherBasis, KindsNotKept, TooFew, Unprotectable, AlreadyDisclosed, BudgetExceeded.
    """
    from caseapp.statistics.releases import together  # noqa: PLC0415 - brings NumPy and the solver

    layout = find_layout(layout_name)
    check_source(source, layout.subject)
    case = together.open_case(source, layout, policy, earlier)
    found = together.hide(case, stage)
    told = together.printed(case, found)
    files = core_files(case.layout, told, layout.subject, source.population)
    together.judge(case, found, files, stage)
    return Prepared(
        files=files,
        layout=layout.name,
        version=layout.version,
        cells=len(case.layout.cells),
        hidden=len(found.hidden),
        shares=tuple(_shares(layout, case.layout, found.hidden)),
        coarser=_coarser(source, layout, policy, earlier, stage),
    )


def _shares(
    layout: ReleaseLayout, cells: Layout, hidden: Collection[Codes]
) -> Iterator[TableShare]:
    for table in layout.tables:
        own = list(table_cells(table, cells.dimensions))
        yield TableShare(table, len(own), sum(codes in hidden for codes in own))


def _coarser(
    source: Source,
    layout: ReleaseLayout,
    policy: Policy,
    earlier: Sequence[Earlier | Exposed],
    stage: Stage,
) -> tuple[TableShare, ...]:
    """Return how much the coarser layout would hide; nothing where there is none, or none can be.

    It is protected as it would be, but not audited: it is told, not published.
    """
    if not layout.coarser:
        return ()
    other = find_layout(layout.coarser)
    from caseapp.statistics.releases import together  # noqa: PLC0415 - as above

    try:
        with stage("Coarser layout"):
            case = together.open_case(source, other, policy, earlier)
            found = together.hide(case, _silently)
    except DisclosureError:
        return ()
    return tuple(_shares(other, case.layout, found.hidden))


@contextmanager
def _silently(_name: str) -> Iterator[Progress | None]:
    yield None
