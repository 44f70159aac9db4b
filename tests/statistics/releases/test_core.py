"""The core files: as contracts.md §6 says, with percentages only where all three are printed."""

from __future__ import annotations

from decimal import Decimal

from caseapp.statistics.disclosure.counts import add_up
from caseapp.statistics.disclosure.folder import read_files
from caseapp.statistics.disclosure.layout import Codes, Layout
from caseapp.statistics.releases.core import CORE, children_of, core_files, percentages
from caseapp.statistics.releases.layouts import find_layout
from caseapp.statistics.releases.policy import usual_policy
from caseapp.statistics.releases.sources import Source
from caseapp.statistics.releases.tables import areas, make_cells, true_table
from tests.factories.public_city import children, source

CAI_KHE, NINH_KIEU = 31120, 31135
T = "T"


def _town() -> Source:
    """In Cái Khế 8 of 10 were relieved in time, in Ninh Kiều all 6."""
    return source(
        m12=[
            *children(8, CAI_KHE),
            *children(2, CAI_KHE, first=20, fulfilled=False),
            *children(6, NINH_KIEU, first=40),
        ]
    )


def _cells(town: Source, name: str) -> tuple[Layout, dict[Codes, int]]:
    layout = find_layout(name)
    cells = make_cells(layout, town.period, usual_policy())
    counts = add_up(cells, true_table(town, layout.subject))
    return cells, dict(zip(cells.cells, counts.values.tolist(), strict=True))


def _percent(hidden: set[Codes]) -> dict[Codes, Decimal]:
    town = _town()
    layout, values = _cells(town, "relief-wards")
    printed = {codes: None if codes in hidden else n for codes, n in values.items()}
    found = percentages(layout, printed, "12", town.population)
    return {one.numerator: one.percent for one in found}


def test_a_percentage_needs_numerator_denominator_and_complement() -> None:
    cell, late, all_of_it = (("31120", T, T, code) for code in ("in_time", "late", T))
    assert _percent(set())[cell] == Decimal("80.00")
    for hidden in (cell, late, all_of_it):
        assert cell not in _percent({hidden})
    assert _percent({late})[("31135", T, T, "in_time")] == Decimal("100.00")


def test_nothing_of_nobody_has_a_percentage() -> None:
    assert ("31147", T, T, "in_time") not in _percent(set())


def test_shares_of_the_population_stand_where_it_is_known() -> None:
    town = source(m9=children(5, CAI_KHE), population={"31120": 1234, "31135": None})
    layout, values = _cells(town, "abuse-wards")
    found = list(percentages(layout, values, "9", town.population))
    assert [(one.numerator, one.constant, one.percent) for one in found] == [
        (("31120", T, T, T), 1234, Decimal("0.41"))  # 100 × 5 / 1234 = 0.405…
    ]


def test_the_population_of_a_cluster_is_the_sum_of_its_units() -> None:
    geo = areas(source().period, usual_policy())
    known = dict.fromkeys(geo.leaves, 100) | {"92": 12345}
    assert children_of(geo, "T", known) == 12345
    assert children_of(geo, "C06", known) == 700
    assert children_of(geo, "C06", {**known, min(geo.codes["C06"]): None}) is None
    assert children_of(geo, "unassigned", {}) is None


def test_the_files_are_read_as_they_were_written() -> None:
    town = _town()
    layout, values = _cells(town, "relief-wards")
    hidden = ("31120", T, T, "late")
    printed = {codes: None if codes == hidden else n for codes, n in values.items()}
    files = core_files(layout, printed, "12", town.population)
    assert tuple(files) == CORE
    found = read_files(files)
    assert {cell.codes: cell.value for cell in found.cells} == printed
    assert [d.leaves for d in found.dimensions] == [d.leaves for d in layout.dimensions]
    assert (found.low, found.high) == (0, 5)
    assert b"31135|T|T|in_time,31135|T|T|T,,100.00,2\n" in files["ratios.csv"]
    assert b"31120" not in files["ratios.csv"]
    empty = core_files(layout, dict.fromkeys(values), "12", {})
    assert empty["ratios.csv"] == b"num_id,den_id,den_const,pct,decimals\n"
