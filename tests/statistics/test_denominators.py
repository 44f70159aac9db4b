"""The children of each area: newest figures, the city, and who lacks one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.rules.units import CITY_ID, territory
from caseapp.statistics.denominators import ALL, Denominators, population_cell
from caseapp.statistics.facts.kinds import Figure
from caseapp.statistics.territory import UNASSIGNED, Ground

DAY = date(2026, 6, 30)
GROUND = Ground(territory(), DAY)


def _of(*figures: Figure) -> Denominators:
    return Denominators(figures, GROUND)


@given(
    st.permutations([(date(2024, 1, 1), 1), (date(2025, 9, 1), 2), (DAY, 3), (date(2026, 7, 1), 4)])
)
def test_the_newest_figure_up_to_the_day_counts_in_whatever_order_they_come(
    figures: list[tuple[date, int]],
) -> None:
    assert _of(*(Figure(31135, day, "", "", n) for day, n in figures)).children(31135) == 3


def test_an_unchanged_unit_takes_the_newer_of_its_two_figures() -> None:
    old, new = (
        Figure(231213, date(2025, 6, 1), "", "", 7),
        Figure(31213, date(2025, 8, 1), "", "", 8),
    )
    assert _of(old).children(31213) == 7
    assert _of(old, new).children(31213) == 8
    assert _of(Figure(231123, date(2025, 6, 1), "", "", 7)).children(31135) is None


def test_unassigned_has_none_and_is_not_named_as_lacking() -> None:
    denominators = _of()
    assert denominators.children(UNASSIGNED) is None
    assert denominators.lacking([UNASSIGNED]) == []
    assert denominators.lacking([31135, UNASSIGNED]) == [31135]


def test_the_city_lacks_what_its_units_lack_unless_it_has_a_figure_of_its_own() -> None:
    some = [Figure(unit, DAY, "", "", 10) for unit in GROUND.units[2:]]
    assert _of(*some).lacking([CITY_ID]) == list(GROUND.units[:2])
    assert _of(*some).sum_of_units() is None
    own = _of(*some, Figure(CITY_ID, DAY, "", "", 5000))
    assert (own.children(CITY_ID), own.lacking([CITY_ID])) == (5000, [])


def test_a_figure_of_nought_is_a_figure() -> None:
    assert _of(Figure(31135, DAY, "", "", 0)).children(31135) == 0
    assert _of(Figure(CITY_ID, DAY, "", "", 0)).children(CITY_ID) == 0


@pytest.mark.parametrize(
    ("by", "key"),
    [
        ({}, ALL),
        ({"sex": "male"}, ("male", "")),
        ({"age_band": "0-2", "sex": "female", "group": "04"}, ("female", "0-2")),
        ({"abuse_type": "violence", "setting": "unknown"}, ALL),  # of the setting, not of a child
        ({"sex": "unknown"}, None),
        ({"age_band": "unknown"}, None),
        ({"ethnicity": "Khmer", "sex": "male"}, None),
    ],
)
def test_the_population_cell_of_a_row(by: dict[str, str], key: tuple[str, str] | None) -> None:
    assert population_cell(by) == key
