"""Figures across 1 July 2025 worked out by hand: codes used again, units carried, units split."""

from __future__ import annotations

import pytest

from tests.factories.register import Register
from tests.statistics.golden.reading import (
    OLD,
    OLD_HUNG_LOI,
    OLD_TAN_AN,
    OLD_THOI_BINH,
    SPLIT,
    counts,
    ratio,
)

pytestmark = pytest.mark.usefixtures("records")


def test_a_code_used_again_never_brings_two_units_together() -> None:
    # 31135 was Tân An, which passed whole to Ninh Kiều: and Ninh Kiều now bears 31135.
    # 31147 was Hưng Lợi, and is now Tân An, made of Hưng Lợi among others.
    town = Register()
    for unit in (OLD_TAN_AN, OLD_TAN_AN, OLD_HUNG_LOI):
        town.circumstance(town.child(unit))
    before = town.count("2025-01-01..2025-06-30", each_ward=True)
    assert counts(before, "8a") == {"92": 3, "31135": 2, "31147": 1}
    after = town.count("2025", each_ward=True)
    assert counts(after, "8a") == {"92": 3, "31135": 2, "31147": 1}
    # The same code, another unit: three old wards passed to Ninh Kiều.
    town.circumstance(town.child(OLD_THOI_BINH))
    assert counts(town.count("2025", each_ward=True), "8a")["31135"] == 3
    assert counts(town.count("2025H1", each_ward=True), "8a")["31135"] == 2


def test_the_units_on_the_last_day_have_the_rows() -> None:
    town = Register()
    before = {row.area for row in town.count("2025-01-01..2025-06-30", each_ward=True).rows}
    after = {row.area for row in town.count("2025-01-01..2025-07-01", each_ward=True).rows}
    assert (len(before), len(after)) == (263 + 2, 103 + 2)  # and the city, and unassigned
    assert {"92", "unassigned"} <= before & after


def test_children_of_a_split_ward_stand_under_unassigned() -> None:
    town = Register()
    for unit in SPLIT:
        town.circumstance(town.child(unit))
    town.population(92, "2025-01-01", 300_000)
    sheet = town.count("2025", each_ward=True)
    assert counts(sheet, "8a") == {"92": 3, "unassigned": 3}
    row = sheet.row("8a", "unassigned")
    assert (row.denominator, row.value, row.status) == (None, None, "no_denominator")
    assert "unassigned" not in sheet.notes["no_denominator"]
    assert ratio(sheet, "8b", "unassigned") == (0, 3)  # its own numerator of 8a is known
    # Before the reform each of them is a unit like any other.
    before = town.count("2025-01-01..2025-06-30", each_ward=True)
    assert counts(before, "8a") == {"92": 3, "31178": 1, "31183": 1, "31207": 1}


def test_who_moved_on_from_a_split_ward_counts_in_the_new_unit() -> None:
    # 31183 Long Tuyền was split, and a new Long Tuyền bears the same code.
    town = Register()
    child = town.child()
    town.stay(child, OLD + 31183, "2020-01-01", "2025-07-01")
    town.stay(child, 31183, "2025-07-01")
    town.circumstance(child)
    assert counts(town.count("2025", each_ward=True), "8a") == {"92": 1, "31183": 1}
