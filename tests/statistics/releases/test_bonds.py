"""In which areas what holds of the city holds as well, by hand, across 1 July 2025 too."""

from __future__ import annotations

from collections.abc import Sequence

from caseapp.statistics.releases.bonds import Bond, shared_areas
from caseapp.statistics.releases.earlier import Piece
from caseapp.statistics.releases.layouts import SUBJECTS, find_layout
from caseapp.statistics.releases.policy import usual_policy
from caseapp.statistics.releases.quantities import Quantity, find_quantities
from caseapp.statistics.releases.tables import make_cells
from tests.factories.public_city import source

LAYOUT = {"9": "abuse-wards", "12": "relief-wards"}
CAI_KHE, AN_HOA, BUI_HUU_NGHIA = "31120", "31120", "31178"


def _quantities(subject: str, *periods: str) -> list[Quantity]:
    pieces = []
    for frozen, period in enumerate(periods, 1):
        town = source(period, frozen=frozen, members={subject: []})
        layout = make_cells(find_layout(LAYOUT[subject]), town.period, usual_policy())
        pieces.append(Piece(period, town, layout))
    assert SUBJECTS[subject]
    return find_quantities(subject, pieces)


def _within(subject: str, long: str, short: str) -> Bond:
    first, second = _quantities(subject, long, short)
    return Bond((first,), (second,))


def _codes(bond: Bond) -> Sequence[str]:
    return [code for code, _leaves in shared_areas(bond, usual_policy())]


def test_indicator_9_is_local_with_the_same_last_day_and_12_with_the_same_first() -> None:
    assert _within("9", "2026", "2026H2").local
    assert not _within("9", "2026", "2026H1").local
    assert _within("12", "2026", "2026H1").local
    assert not _within("12", "2026", "2026H2").local
    whole, first, second = _quantities("9", "2026", "2026H1", "2026H2")
    joined = Bond((first, second), (whole,))
    assert joined.joins
    assert not joined.local
    assert joined.whole is whole


def test_a_local_bond_holds_in_each_unit_cluster_and_in_unassigned() -> None:
    found = dict(shared_areas(_within("9", "2026", "2026H2"), usual_policy()))
    assert len(found) == 1 + 104 + 12
    assert found["T"] == {}
    assert found["unassigned"] == {key: {"unassigned"} for key in ("2026/1", "2026H2/2")}
    assert found["C06"]["2026/1"] == found["C06"]["2026H2/2"]


def test_without_moves_it_does_not_hold_in_unassigned() -> None:
    codes = _codes(_within("9", "2026", "2026H1"))
    assert len(codes) == 1 + 103 + 12
    assert "unassigned" not in codes


def test_units_of_before_are_carried_to_the_heir_of_the_whole() -> None:
    """Cái Khế took in Cái Khế (31117) and An Hòa (31120) whole, and a part of Bùi Hữu Nghĩa."""
    found = dict(shared_areas(_within("9", "2025", "2025H1"), usual_policy()))
    assert found[CAI_KHE] == {"2025/1": {CAI_KHE}, "2025H1/2": {"31117", AN_HOA}}
    assert not any(BUI_HUU_NGHIA in leaves["2025H1/2"] for c, leaves in found.items() if c != "T")
    local = dict(shared_areas(_within("12", "2025", "2025H1"), usual_policy()))
    assert BUI_HUU_NGHIA in local["unassigned"]["2025H1/2"]


def test_parts_make_up_no_unit_that_took_a_part_of_a_split_one() -> None:
    """Who lived in Bùi Hữu Nghĩa may count in Cái Khế now: the halves need not make it up."""
    whole, first, second = _quantities("9", "2025", "2025H1", "2025H2")
    codes = _codes(Bond((first, second), (whole,)))
    assert CAI_KHE not in codes
    assert "C01" not in codes
    assert "31135" in codes  # Ninh Kiều: whole wards alone
    assert _codes(Bond((first, second), (whole,)))[0] == "T"


def test_relief_by_other_days_is_no_one_rule() -> None:
    bond = _within("12", "2026", "2026H1")
    assert bond.one_rule
    pieces = [
        Piece(p, source(p, frozen=f, m12=[], relief_days=days), bond.whole.pieces[0].layout)
        for f, (p, days) in enumerate([("2026", 3), ("2026H1", 2)], 1)
    ]
    long, short = find_quantities("12", pieces)
    assert not Bond((long,), (short,)).one_rule
