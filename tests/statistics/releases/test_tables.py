"""The true table worked out by hand, and cells that are listed whatever is counted."""

from __future__ import annotations

from caseapp.rules.units import territory
from caseapp.rules.values import Period
from caseapp.statistics.disclosure.counts import add_up
from caseapp.statistics.members import Member
from caseapp.statistics.releases.layouts import find_layout
from caseapp.statistics.releases.policy import Policy, usual_policy
from caseapp.statistics.releases.tables import (
    above_units,
    areas,
    make_cells,
    only_kind,
    sensitive_cells,
    table_cells,
    true_table,
)
from tests.factories.public_city import children, source

YEAR, BEFORE = Period.parse("2026"), Period.parse("2024")
CAI_KHE, NINH_KIEU = 31120, 31135
BUI_HUU_NGHIA = 231178
"""A ward of before that was split."""
AN_HOA = 231120
"""A ward of before that passed to Cái Khế whole."""


def test_the_table_of_a_few_children() -> None:
    """Two girls in Cái Khế, one of whom lives in its part An Hòa since before the reform; a boy
    whose ward of before was split; one who lives nowhere in the city counts nowhere."""
    members = [
        Member(1, CAI_KHE, True, "female", "3-5", kinds=("neglect",)),
        Member(2, AN_HOA, True, "female", "3-5", kinds=("neglect",)),
        Member(3, BUI_HUU_NGHIA, True, "male", "unknown", kinds=()),
        Member(4, NINH_KIEU, True, "unknown", "0-2", kinds=("neglect", "other", "violence")),
        Member(5, 1, True, "male", "0-2", kinds=("violence",)),
    ]
    assert true_table(source(m9=members), "9") == {
        ("31120", "female", "3-5", "neglect"): 2,
        ("unassigned", "male", "unknown", "unknown"): 1,
        ("31135", "unknown", "0-2", "several"): 1,
    }


def test_the_tables_of_the_other_subjects() -> None:
    eight = [
        Member(1, CAI_KHE, True, "male", "0-2", kinds=("04",)),
        Member(2, CAI_KHE, False, "male", "0-2", kinds=("01", "04", "05")),
    ]
    twelve = [Member(3, CAI_KHE, True, "male", "0-2"), Member(4, CAI_KHE, False, "male", "0-2")]
    both = source(m8=eight, m12=twelve)
    assert true_table(both, "8") == {
        ("31120", "male", "0-2", "04", "yes"): 1,
        ("31120", "male", "0-2", "several", "no"): 1,
    }
    assert true_table(both, "12") == {
        ("31120", "male", "0-2", "in_time"): 1,
        ("31120", "male", "0-2", "late"): 1,
    }


def test_a_child_stands_in_one_row() -> None:
    assert only_kind(("04",)) == "04"
    assert only_kind(("04", "05")) == only_kind(("01", "04", "05")) == "several"
    assert only_kind(("04", "04")) == "04"
    assert only_kind(()) == "unknown"


def test_all_codes_are_listed_whether_anyone_counts_or_not() -> None:
    found = make_cells(find_layout("abuse-wards"), YEAR, usual_policy())
    geo, sex, age, kind = found.dimensions
    assert (len(geo.leaves), len(geo.codes)) == (104, 104 + 12 + 1)
    assert geo.codes["T"] == set(geo.leaves)
    assert sex.leaves == ("male", "female", "unknown")
    assert age.leaves == ("0-2", "3-5", "6-10", "11-15", "unknown")
    assert kind.leaves[-2:] == ("several", "unknown")
    # geo × type, sex and age; sex × age × type; each total once: worked out by the sizes.
    assert len(found.cells) == 117 * (10 + 3 + 5) + (3 * 5 * 9 + 3 * 5 + 3 * 9 + 5 * 9)
    assert found.cells[0] == ("T", "T", "T", "T")
    groups = make_cells(find_layout("circumstances-wards"), YEAR, usual_policy()).dimensions[3]
    assert groups.leaves == (*(f"{number:02}" for number in range(1, 15)), "several")


def test_above_the_units_stand_clusters_and_what_lies_in_none() -> None:
    whole = areas(YEAR, usual_policy())
    assert list(above_units(whole)) == [
        "unassigned", *(f"C{number:02}" for number in range(1, 13)), "T",
    ]  # fmt: skip
    first, *rest = usual_policy().clusters
    lessened = areas(YEAR, Policy(5, frozenset(), tuple(rest)))
    assert set(above_units(lessened)) == {
        *first.units, "unassigned", *(one.code for one in rest), "T",
    }  # fmt: skip
    layout = make_cells(find_layout("abuse-clusters"), YEAR, usual_policy())
    own = list(table_cells(("cluster", "sex"), layout.dimensions))
    assert len(own) == 14 * 4
    assert set(own) <= set(layout.cells)


def test_units_of_before_lie_in_the_cluster_of_what_became_of_them() -> None:
    found = areas(BEFORE, usual_policy())
    assert len(found.leaves) == 264
    clusters = [code for code in found.codes if code.startswith("C")]
    placed = [unit for code in clusters for unit in found.codes[code]]
    assert sorted((*placed, "unassigned")) == sorted(found.leaves)
    assert {"31117", "31120"} <= found.codes["C01"]


def test_a_sensitive_cell_that_holds_its_whole_row_must_be_hidden() -> None:
    """All 7 children of Cái Khế are in group 05: whoever is known to be counted there would be
    known to be in it. In Ninh Kiều there are others, and in the city as well."""
    members = [
        *children(7, CAI_KHE, kinds=("05",)),
        *children(9, NINH_KIEU, first=20, kinds=("05",)),
        *children(1, NINH_KIEU, first=40, kinds=("04",), sex="female"),
    ]
    layout = make_cells(find_layout("circumstances-wards"), YEAR, usual_policy())
    counts = add_up(layout, true_table(source(m8=members), "8"))
    values = dict(zip(layout.cells, counts.values.tolist(), strict=True))
    found = set(sensitive_cells(layout, values, frozenset({"05"})))
    assert ("31120", "T", "T", "05", "T") in found
    assert ("31135", "T", "T", "05", "T") not in found
    assert ("T", "male", "T", "05", "T") in found
    assert ("T", "T", "T", "05", "T") not in found
    assert ("31147", "T", "T", "05", "T") not in found  # nobody counts there
    assert not set(sensitive_cells(layout, values, frozenset({"04"}))) - {
        codes for codes in layout.cells if codes[3] == "04" and values[codes] == 1
    }


def test_wards_of_the_tests_are_what_they_are_called() -> None:
    units = territory().units
    assert [units[unit].name for unit in (CAI_KHE, NINH_KIEU, BUI_HUU_NGHIA, AN_HOA)] == [
        "Cái Khế", "Ninh Kiều", "Bùi Hữu Nghĩa", "An Hòa",
    ]  # fmt: skip
