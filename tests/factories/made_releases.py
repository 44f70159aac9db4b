"""A small release made by hand: relief in a city of few children, some of it hidden."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from caseapp.statistics.disclosure.counts import add_up
from caseapp.statistics.disclosure.layout import Codes
from caseapp.statistics.members import Member
from caseapp.statistics.releases.core import core_files
from caseapp.statistics.releases.files import ReleaseFacts
from caseapp.statistics.releases.layouts import find_layout
from caseapp.statistics.releases.policy import usual_policy
from caseapp.statistics.releases.preparing import Prepared, TableShare
from caseapp.statistics.releases.sources import Source
from caseapp.statistics.releases.tables import make_cells, table_cells, true_table
from tests.factories.public_city import children, source

CAI_KHE, NINH_KIEU = 31120, 31135
T = "T"
HIDDEN: frozenset[Codes] = frozenset(
    {("31120", T, T, "late"), ("31120", T, T, "in_time"), ("C01", T, T, "late")}
)
FACTS = ReleaseFacts("CB-2026-001", 1, "", datetime(2027, 1, 10, 3, tzinfo=UTC))


def relief_town(period: str = "2026") -> Source:
    """8 of 11 in Cái Khế and all 6 of Ninh Kiều relieved in time."""
    members: list[Member] = [
        *children(8, CAI_KHE),
        *children(3, CAI_KHE, first=20, fulfilled=False),
        *children(6, NINH_KIEU, first=40, sex="female"),
    ]
    return source(period, m12=members, definition="12.1, relief within 2 days")


def made(town: Source, name: str = "relief-wards", hidden: Collection[Codes] = HIDDEN) -> Prepared:
    """Return what `prepare` would, with a pattern that was chosen."""
    layout, policy = find_layout(name), usual_policy()
    cells = make_cells(layout, town.period, policy)
    counts = add_up(cells, true_table(town, layout.subject)).values.tolist()
    printed = {
        codes: None if codes in hidden else number
        for codes, number in zip(cells.cells, counts, strict=True)
    }
    shares = []
    for table in layout.tables:
        own = list(table_cells(table, cells.dimensions))
        shares.append(TableShare(table, len(own), sum(codes in hidden for codes in own)))
    files = core_files(cells, printed, layout.subject, town.population)
    number = sum(value is None for value in printed.values())
    return Prepared(files, name, layout.version, len(printed), number, tuple(shares), ())
