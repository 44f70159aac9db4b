"""Cases on the edge worked out by hand, each with its reasoning (contracts §5)."""

from __future__ import annotations

import pytest

from tests.factories.register import Register
from tests.statistics.golden.reading import (
    CAI_KHE,
    NINH_KIEU,
    OLD,
    OUTSIDE,
    UNKNOWN,
    counts,
    numerator,
    ratio,
)

pytestmark = [pytest.mark.usefixtures("records"), pytest.mark.only("sqlite")]


def test_the_sixteenth_birthday_on_29_february_ends_childhood_on_that_day() -> None:
    # Born 29 February 2008: 16 on 29 February 2024. A period that ends the day before counts the
    # child in 8a, one that ends on the birthday does not; a report of the 28th counts in 9, one of
    # the 29th does not, and so with an impact in 12.
    town = Register()
    child = town.child(NINH_KIEU, born="2008-02-29")
    town.circumstance(child, since="2020-01-01")
    assert numerator(town, "2024-01-01..2024-02-28") == 1
    assert numerator(town, "2024-01-01..2024-02-29") == 0
    town.report(child, "2024-02-29")
    town.impact(child, "2024-02-29", "2024-02-29")
    assert numerator(town, "2024", "9") == 0
    assert ratio(town.count("2024"), "12") == (0, 0)
    town.report(child, "2024-02-28")
    town.impact(child, "2024-02-28", "2024-02-28")
    assert numerator(town, "2024", "9") == 1
    assert ratio(town.count("2024"), "12") == (1, 1)


def test_a_residence_that_ends_on_the_last_day_does_not_cover_it() -> None:
    # `to` must lie after the day. On 30 June the stay until 30 June covers no more, so the child
    # is nobody's in 8a; 9 takes the last residence before; 12 asks for the day of the impact.
    town = Register()
    child = town.child()
    town.stay(child, NINH_KIEU, "2025-08-01", "2026-06-30")
    town.circumstance(child)
    town.report(child, "2026-02-01")
    town.impact(child, "2026-06-30", "2026-06-30")
    sheet = town.count("2026H1", each_ward=True)
    assert counts(sheet, "8a") == {}
    assert counts(sheet, "9") == {"92": 1, "31135": 1}
    assert ratio(sheet, "12") == (0, 0)
    assert counts(town.count("2026-01-01..2026-06-29"), "8a") == {"92": 1}


@pytest.mark.parametrize("elsewhere", [OUTSIDE, UNKNOWN])
def test_who_lives_outside_or_nobody_knows_where(elsewhere: int) -> None:
    # As if no residence covered the day: nowhere in 8a and 12, and in 9 where it lived last.
    town = Register()
    child = town.child()
    town.stay(child, NINH_KIEU, "2025-08-01", "2026-03-01")
    town.stay(child, elsewhere, "2026-03-01")
    town.circumstance(child)
    town.report(child, "2026-05-01")
    town.impact(child, "2026-05-01")
    sheet = town.count("2026", each_ward=True)
    assert counts(sheet, "8a") == {}
    assert counts(sheet, "9") == {"92": 1, "31135": 1}
    assert ratio(sheet, "12") == (0, 0)


def test_a_split_unit_across_1_july_2025() -> None:
    # Bùi Hữu Nghĩa (31178) was split. Until 30 June 2025 its children are its own; from 1 July on,
    # with no new stay, they are unassigned in every indicator, and with one they are Cái Khế's.
    town = Register()
    stays, moves = town.child(OLD + 31178), town.child()
    town.stay(moves, OLD + 31178, "2020-01-01", "2025-07-01")
    town.stay(moves, CAI_KHE, "2025-07-01")
    for child in (stays, moves):
        town.circumstance(child, since="2025-01-01")
        town.report(child, "2025-03-01")
        town.impact(child, "2025-06-30", "2025-07-02")
    before = town.count("2025-01-01..2025-06-30", each_ward=True)
    after = town.count("2025-01-01..2025-07-01", each_ward=True)
    assert counts(before, "8a") == counts(before, "9") == {"92": 2, "31178": 2}
    assert counts(after, "8a") == {"92": 2, "unassigned": 1, "31120": 1}
    assert counts(after, "9") == {"92": 2, "unassigned": 1, "31120": 1}
    # 12 counts where the child lived on the day of the impact: both in the unit that was split.
    assert ratio(after, "12", "unassigned") == (2, 2)
    assert after.row("9", "unassigned").status == "no_denominator"


def test_a_merged_child_lives_where_its_own_record_says_and_else_where_the_other_does() -> None:
    town = Register()
    kept = town.child()
    town.stay(kept, NINH_KIEU, "2025-08-01", "2026-04-01")
    double = town.child(into=kept)
    town.stay(double, CAI_KHE, "2025-08-01")
    town.circumstance(double)
    # In March both stays cover: the record that stays speaks. In June only the merged one's does.
    assert counts(town.count("2026Q1", each_ward=True), "8a") == {"92": 1, "31135": 1}
    assert counts(town.count("2026H1", each_ward=True), "8a") == {"92": 1, "31120": 1}


def test_two_impacts_of_which_one_was_relieved_late() -> None:
    # 10 August relieved on the 12th is in time; 20 August relieved on the 23rd is a day late: the
    # child is in the denominator once and not in the numerator. Alone, the first is enough.
    town = Register()
    child = town.child(NINH_KIEU)
    town.impact(child, "2026-08-10", "2026-08-12")
    assert ratio(town.count("2026"), "12") == (1, 1)
    town.impact(child, "2026-08-20", "2026-08-23")
    assert ratio(town.count("2026"), "12") == (0, 1)
    assert ratio(town.count("2026-08-01..2026-08-15"), "12") == (1, 1)


def test_a_denominator_of_nought_is_nothing_arisen_and_a_missing_one_is_missing() -> None:
    # No child lives in Ninh Kiều by the figure, one is counted there all the same: no percentage.
    town = Register()
    child = town.child(NINH_KIEU)
    town.circumstance(child)
    town.report(child, "2026-02-01")
    bare = town.count("2026", area="31135")
    assert [bare.row(i, "31135").status for i in ("8a", "9", "12")] == [
        "no_denominator", "no_denominator", "none",
    ]  # fmt: skip
    town.population(NINH_KIEU, "2026-01-01", 0)
    sheet = town.count("2026", area="31135")
    for indicator in ("8a", "9"):
        row = sheet.row(indicator, "31135")
        assert (row.numerator, row.denominator, row.value, row.status) == (1, 0, None, "none")
    assert sheet.row("9", "31135").per_10000 is None
    assert sheet.notes["no_denominator"] == []


def test_unfounded_and_then_confirmed() -> None:
    # In one report the strongest incident counts, whichever was said first; of two reports an
    # unfounded one takes nothing from the other.
    town = Register()
    one, two = town.child(NINH_KIEU), town.child(NINH_KIEU)
    report = town.report(one, "2026-02-01", "unfounded")
    town.report(two, "2026-02-01", "unfounded")
    assert numerator(town, "2026", "9") == 0
    assert town.count("2026").notes["suspected"] == 0
    town.incident(report, "suspected")
    assert (numerator(town, "2026", "9"), town.count("2026").notes["suspected"]) == (0, 1)
    town.incident(report, "confirmed")
    town.report(two, "2026-03-01", "confirmed")
    sheet = town.count("2026")
    assert (sheet.row("9").numerator, sheet.notes["suspected"]) == (2, 0)


def test_by_occurred_the_child_is_looked_at_on_the_day_of_the_abuse() -> None:
    # Sixteen on 1 March 2026. The abuse of February was told in May: by `occurred` it was a child
    # on the counting day, at 15; by `received` it was none any more.
    town = Register()
    child = town.child(NINH_KIEU, born="2010-03-01")
    town.report(child, "2026-05-01", occurred="2026-02-10")
    assert numerator(town, "2026", "9") == 0
    sheet = town.count("2026", basis="occurred", by=("age_band",))
    assert sheet.row("9").numerator == sheet.row("9", age_band="11-15").numerator == 1
    assert sheet.notes["reports_without_occurred_on"] == 0
