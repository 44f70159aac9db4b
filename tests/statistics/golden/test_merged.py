"""Merged records worked out by hand: a child counts once, with the rows of both."""

from __future__ import annotations

import pytest

from tests.factories.register import Register
from tests.statistics.golden.reading import CAI_KHE, NINH_KIEU, counts, ratio

pytestmark = pytest.mark.usefixtures("records")


def test_a_merged_child_counts_once_with_the_rows_of_both() -> None:
    town = Register()
    kept = town.child(NINH_KIEU, sex="male")
    double = town.child(CAI_KHE, sex="female", into=kept)
    town.circumstance(kept, "04")
    town.circumstance(double, "13")
    town.assistance(double, "2026-05-05")
    town.report(double, "2026-02-01")
    town.impact(kept, "2026-08-10", "2026-08-10")
    town.impact(double, "2026-08-11")  # never relieved
    sheet = town.count("2026", each_ward=True, by=("sex",))
    assert counts(sheet, "8a") == {"92": 1, "31135": 1}
    assert sheet.row("8a", "31135", sex="male").numerator == 1
    assert ratio(sheet, "8b", "31135") == (1, 1)
    assert counts(sheet, "9") == {"92": 1, "31135": 1}
    assert ratio(sheet, "12", "31135") == (0, 1)
    assert {
        g: town.count("2026", by=("group",)).row("8a", group=g).numerator for g in ("04", "13")
    } == {"04": 1, "13": 1}


def test_a_chain_of_merges_ends_at_the_last_record_and_a_deleted_one_counts_nowhere() -> None:
    town = Register()
    last = town.child()  # no residence of its own: the merged records say where it lives
    middle = town.child(into=last)
    first = town.child(NINH_KIEU, into=middle, deleted=True)  # a merge may hide the double
    town.circumstance(first)
    assert counts(town.count("2026", each_ward=True), "8a") == {"92": 1, "31135": 1}
    gone = town.child(CAI_KHE, deleted=True)
    town.circumstance(town.child(CAI_KHE, into=gone))
    town.report(town.child(CAI_KHE, into=gone), "2026-02-01")
    town.impact(town.child(CAI_KHE, into=gone), "2026-02-01")
    sheet = town.count("2026", each_ward=True)
    assert counts(sheet, "8a") == {"92": 1, "31135": 1}
    assert (sheet.row("9").numerator, sheet.row("12").denominator) == (0, 0)
